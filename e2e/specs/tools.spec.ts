// Tools for clinicians: arithmetic with their own numbers, checked against the formulas' published forms.
import { violations } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/test.js";

test("the highest FAF is named, founders can be left out, and nobody is judged", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk();
  const faf = page.getByRole("region", { name: "Filtering allele frequency", exact: true });
  // scipy.stats.gamma.ppf(0.05, 146) / 198
  await expect(faf).toContainText("The highest FAF95 is 0.640, in CEU (146 of 198 copies).");
  const finland = faf.getByRole("row").filter({ hasText: "Finland" });
  await expect(finland).toContainText("founder cohort");
  await faf.getByRole("checkbox", { name: /Founder cohorts too/ }).uncheck();
  await expect(finland).toContainText("left out of the highest by your choice");
  await expect(page.getByRole("main")).not.toContainText(/\b(benign|pathogenic)\b/i);
});

test("a model is computed, explained when wrong, kept by name, and outlives a reload", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk();
  const model = page.getByRole("region", { name: "Is it too common for the condition you have in mind?" });
  await expect(model.getByText("½ × 1/2,000 × 1 × 1 ÷ 0.5 = 0.0005: maximum credible allele frequency")).toBeVisible();
  await expect(model).toContainText("The highest FAF95, 0.640 in CEU (146 of 198 copies), is 1,280 times the maximum credible allele frequency of 0.0005");
  // Whiffin 2017, hypertrophic cardiomyopathy: 1 in 500, 2 % of cases, half penetrant.
  await model.getByLabel("Prevalence, 1 in").fill("500");
  await model.getByLabel("Allelic heterogeneity").fill("0.02");
  await model.getByLabel("Penetrance").fill("0.5");
  await model.getByLabel("Penetrance").blur();
  await expect(model.getByText("½ × 1/500 × 0.02 × 1 ÷ 0.5 = 4 × 10⁻⁵: maximum credible allele frequency")).toBeVisible();
  await model.getByLabel("Penetrance").fill("0");
  await model.getByLabel("Penetrance").blur();
  await expect(model.getByText("A share above 0, at most 1, as in 0.5.")).toBeVisible();
  await expect(model.getByLabel("Penetrance")).toHaveAttribute("aria-invalid", "true");
  await model.getByLabel("Penetrance").fill("0.5");
  await model.getByLabel("Penetrance").blur();
  await model.getByText("Keep this model, or use one you kept").click();
  await model.getByLabel("Name of the model").fill("rs334 model");
  await model.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(model.getByText(/The name looks like a variant/)).toBeVisible();
  await model.getByLabel("Name of the model").fill("HCM");
  await model.getByRole("button", { name: "Keep", exact: true }).click();
  await page.reload();
  await variant.confirm.click();
  await variant.settled();
  await expect(model.getByLabel("Prevalence, 1 in")).toHaveValue("2000");
  await model.getByText("Keep this model, or use one you kept").click();
  await model.getByRole("button", { name: "HCM", exact: true }).click();
  await expect(model.getByLabel("Prevalence, 1 in")).toHaveValue("500");
  await model.getByLabel("Inheritance").selectOption({ label: "Recessive" });
  await expect(model.getByText(/^√\(1\/500\) × 0\.02 × √1 ÷ √0\.5 = 0\.00126/)).toBeVisible();
});

test("criteria say the figure, the cohort and whether AN suffices; carriers and couples follow", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk("#/variant/GRCh38/7-117559590-ATCT-A");
  const criteria = page.getByRole("region", { name: "Arithmetic of frequency criteria" });
  await expect(criteria).toContainText(/Highest FAF95 0\.007, in CEU \(4 of 198 copies\): 0\.138 times the threshold of 0\.05\./);
  await expect(criteria).toContainText("AN 198 is large enough to say something about this threshold: 59 copies are needed.");
  await expect(criteria).toContainText(/Fewer than 2,000 copies were read, so they take no part: Finland; Great Britain; Spain; Italy; CEU/);
  await criteria.getByLabel("Threshold for PM2", { exact: true }).fill("0.0001");
  await criteria.getByLabel("Threshold for PM2", { exact: true }).blur();
  await expect(criteria).toContainText("Seen: 9 of 1,006 copies");
  await criteria.getByRole("button", { name: "Back to the default for PM2" }).click();

  const carriers = page.getByRole("region", { name: "Carriers and couples, if recessive" });
  // 2 · 4/198 · 194/198
  await expect(carriers.getByRole("row").filter({ hasText: "CEU" })).toContainText("0.040");
  await carriers.getByLabel("One partner from").selectOption({ label: "CEU" });
  await carriers.getByLabel("The other from").selectOption({ label: "Italy" });
  const fact = carriers.getByRole("definition");
  await expect(fact.first()).toContainText("0.000733");
  expect(await violations(page)).toEqual([]);
});

test("the axis can be logarithmic, and zero is then an arrow", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk("#/variant/GRCh38/7-117559590-ATCT-A");
  const chart = page.getByRole("region", { name: "Allele frequency by cohort" });
  await chart.getByRole("radio", { name: "Logarithmic" }).check({ force: true });
  await expect(chart.getByText(/Zero cannot be drawn; an arrow points to it/)).toBeVisible();
  await expect(variant.chart.getByText("0.01", { exact: true })).toBeVisible();
});
