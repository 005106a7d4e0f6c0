// A file of several people as a cohort, and a table that says who is in which group.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";

const SAMPLES = ["A1", "A2", "B1", "B2", "B3"];
const RECORDS = [
  { position: 100, genotypes: ["0/1", "1/1", "0/0", "0/0", "./."] },
  { position: 200, genotypes: ["0/0", "0/1", "1/1", "1/1", "0/1"] },
  { position: 300, genotypes: ["0/1", "0/0", "0/0", "0/1", "0/0"] },
];
const FILE = inMemory(
  "family.vcf",
  vcf.text(
    ...vcf.META,
    vcf.columns(SAMPLES.join("\t")),
    ...RECORDS.map(({ position, genotypes }) => vcf.line({ position, genotype: genotypes.join("\t") })),
  ),
);
const TABLE = inMemory("who.tsv", "sample\tgroup\tsite\nA1\tcases\tx\nA2\tcases\ty\nB1\tcontrols\tx\nB2\tcontrols\tx\nZ9\tcontrols\ty\n");

test("samples are counted as a cohort, then in groups of a table", async ({ page, myFile }) => {
  await myFile.open();
  await myFile.choose(FILE);
  await page.getByRole("link", { name: "Cohort", exact: true }).click();
  const missing = page.getByRole("region", { name: "Missing calls by record" });
  await expect(missing).toContainText("In 2 of 3 records every sample has one.");
  await expect(page.getByRole("region", { name: "Frequency spectrum" })).toContainText("3 vary");
  expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);

  const choice = page.getByLabel("Bring a table of samples");
  await choice.setInputFiles(inMemory("bad.tsv", "sample\tgroup\nA1\tx\nA1\ty\n"));
  await expect(page.getByText("Line 3: A1 stands in line 2 already.")).toBeVisible();
  await choice.setInputFiles(TABLE);
  await expect(page.getByText("Samples of the file in no group: 1, such as B3.")).toBeVisible();
  await expect(page.getByText("Names in the table that are no samples of this file: 1, such as Z9.")).toBeVisible();
  await expect(page.getByRole("row", { name: "cases 2" })).toBeVisible();
  await page.getByLabel("Figures of").selectOption("cases");
  await expect(missing).toContainText("In 3 of 3 records every sample has one.");
  const distance = page.getByRole("region", { name: "Distance of the groups, F_ST" });
  await expect(distance).toContainText("3 sites");
  expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);

  // Rows can be filtered by a group's frequency; without groups the filter says what is wrong, and all rows are there.
  await page.getByRole("link", { name: "Rows", exact: true }).click();
  await myFile.filterBy("AF(cases) > 0.5");
  await expect(myFile.match).toHaveText(/^1 of 3 rows/);
  await myFile.table.focus();
  await page.keyboard.press("Space");
  const counts = page.getByRole("region", { name: "Counts for this row’s allele" });
  await expect(counts.getByRole("row", { name: /^All samples 3 8 0\.375 1 1/ })).toBeVisible();
  await expect(counts.getByRole("row", { name: /^cases 3 4 0\.750 1 0/ })).toBeVisible();
  await page.getByRole("link", { name: "Cohort", exact: true }).click();
  await page.getByLabel("Groups by this column of who.tsv").selectOption("No groups");
  await expect(page.getByLabel("Figures of")).toHaveCount(0);
  await page.getByRole("link", { name: "Rows", exact: true }).click();
  await expect(page.getByText("there is no group “cases”")).toBeVisible();
  await expect(myFile.row(3)).toContainText("chr2:300");
});

test("a table brought with its file groups it once it is read", async ({ page, myFile }) => {
  await myFile.open();
  await myFile.chooseTogether(TABLE, FILE);
  await expect(page.getByRole("row", { name: "controls 2" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "AF in cases and in controls" })).toBeVisible();
  await page.getByLabel("Groups by this column of who.tsv").selectOption("site");
  await expect(page.getByRole("heading", { name: "AF in x and in y" })).toBeVisible();
});
