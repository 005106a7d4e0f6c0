// People with a variant and a sign or disease: what is told to whom, and which zero is which.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";
import { PeopleSection } from "../pages/people.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("a term that nodes offer is counted by those, and by nobody else", async ({ page, variant, ledger, nodes }) => {
  const people = new PeopleSection(page);
  await variant.openAndAsk();
  await nodes.forget();
  await expect(people.section).toContainText("can point at one person");
  await expect(people.search).toHaveCount(0);

  await people.fetchTerms();
  const lists = await nodes.asked();
  expect(lists.map(({ method, path, query, body }) => [method, path, query, body]).sort()).toEqual(
    ["ceu", "es", "fi", "gb", "it"].map((path) => ["GET", `/${path}/filtering_terms`, "", ""]),
  );
  await expect(people.node("Finland")).toHaveAccessibleName(/20 terms: HPO 14, Orphanet 4, sex 2/);
  await expect(people.node("Spain")).toHaveAccessibleName(/Offers no terms/);

  // By the keyboard alone: a name without its accent, the second suggestion, away again.
  await people.search.fill("alstrom");
  await expect(people.suggestions).toHaveText(["Alström syndrome (ORPHA:64) · Finland"]);
  await people.search.fill("seiz");
  await expect(people.suggestions.first()).toHaveText("Seizure (HP:0001250) · Finland, CEU");
  await people.search.press("ArrowDown");
  await people.search.press("ArrowDown");
  await people.search.press("Enter");
  await expect(people.chosen).toHaveText(["Bilateral tonic-clonic seizure (HP:0002069)"]);
  await people.chosen.press("Enter");
  await expect(people.chosen).toHaveCount(0);
  await people.choose("HP:0001250", /^Seizure/);

  await expect(people.panel).toContainText("Spain: does not offer Seizure (HP:0001250) and will not be asked");
  await expect(people.questions).toHaveCount(1);
  const shown = (await people.questions.textContent()) ?? "";
  const { query } = JSON.parse(shown);
  expect(query.filters).toEqual([{ id: "HP:0001250" }]);
  expect(query.requestedGranularity).toBe("count");
  expect(query.requestParameters.start).toEqual([135_851_075]);
  await nodes.forget();
  await people.confirm.click();
  await expect(people.result("Finland")).toContainText(/\d\d people \(exact\), in SYNTHETIC-PEOPLE-DEMO-FI/);
  await expect(people.result("CEU")).toContainText(/\d\d people \(exact\), in SYNTHETIC-PEOPLE-DEMO-CEU/);
  await expect(people.result("Spain")).toContainText("does not offer Seizure (HP:0001250)");
  await expect(people.result("Spain")).toContainText("Not asked");
  const asked = await nodes.asked();
  expect(asked.map(({ path }) => path).sort()).toEqual(["/ceu/individuals", "/fi/individuals"]);
  for (const { body } of asked) expect(body, "what was shown is what left, to the byte").toBe(shown);

  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))).toEqual([]);

  await ledger.open();
  await expect(ledger.rows.filter({ hasText: "How many people have a variant and a sign or disease" })).toHaveCount(2);
  expect((await ledger.bodies()).slice(-2)).toEqual([shown, shown]);
});

test("small numbers, nobody and no offer are told apart", async ({ page, variant, nodes: _ }) => {
  const people = new PeopleSection(page);
  await variant.openAndAsk();
  await people.fetchTerms();
  // Rare in both: Finland hides fewer than 5, CEU does not.
  await people.choose("rod-cone", /^Rod-cone dystrophy/);
  await people.choose("febrile", /^Febrile seizure/);
  await people.choose("ataxia", /^Ataxia/);
  await expect(people.section).toContainText("At most 3 terms");
  await people.confirm.click();
  await expect(people.result("Finland")).toContainText("at most 5 people, perhaps nobody");
  await expect(people.result("Finland")).toContainText("Below a threshold");
  await expect(people.result("CEU")).toContainText("has recorded nobody with all of this");

  for (const chip of [2, 1]) await people.chosen.nth(chip).click();
  await people.section.getByRole("radio", { name: "women" }).check({ force: true });
  await people.confirm.click();
  await expect(people.section).toContainText("Rod-cone dystrophy (HP:0000510); women");
  await expect(people.result("CEU")).toContainText("fewer than 10 people, at least one");

  // A field of ages is a choice of bounds, and only the node that offers it is asked.
  await people.chosen.first().click();
  await people.choose("age of onset", /^Age of onset: before age 1 · CEU/);
  await expect(people.questions).toHaveCount(1);
  const { query } = JSON.parse((await people.questions.textContent()) ?? "");
  expect(query.filters).toEqual([{ id: "NCIT:C16576" }, { id: "ageOfOnset", operator: "<", value: "P1Y" }]);
  await expect(people.panel).toContainText("Finland: does not offer Age of onset: before age 1");
  await expect(people.confirm).toHaveText("Send variant and terms to 1 node");
});

test("a list that does not come is named, and a node that fails keeps its row", async ({ page, variant, nodes, watch }) => {
  watch.allow(/the server responded with a status of 50[03]/);
  const people = new PeopleSection(page);
  await variant.openAndAsk();
  await nodes.misbehave({ fi: "status:503" });
  await people.fetch.click();
  await expect(people.node("Finland")).toHaveAccessibleName(/The node is not working \(status 503\)/);
  await expect(people.fetch).toHaveText("Fetch the list of terms of 1 node");
  await people.choose("seizure", /^Seizure/);
  await expect(people.panel).toContainText("Finland: its list of terms is not known");
  await nodes.misbehave({});
  await people.fetch.click();
  await expect(people.panel).not.toContainText("Finland: its list");
  await nodes.misbehave({ ceu: "status:500" });
  await people.confirm.click();
  await expect(people.result("CEU")).toContainText("The node is not working (status 500)");
  await expect(people.result("Finland")).toContainText("people (exact)");
});

test("a variant of a file: said plainly, and counted against the file's budget", async ({ page, myFile, variant, nodes: _ }) => {
  const people = new PeopleSection(page);
  await page.route("**/nodes.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), fileVariantsPerSession: 2 } });
  });
  await myFile.open();
  await myFile.choose(inMemory("long.vcf", vcf.long(12)));
  await myFile.row(1).click();
  await expect(variant.panel).toBeVisible();
  await variant.confirm.click();
  await variant.settled();
  await people.fetchTerms();
  await people.choose("seizure", /^Seizure/);
  await expect(people.panel).toContainText("you tell something about that person's health");
  await expect(people.panel).toContainText("in this session 1 of at most 2 have been asked about");
  await people.confirm.click();
  await expect(people.results).toBeVisible();
  await people.section.getByRole("radio", { name: "men", exact: true }).check({ force: true });
  await expect(people.panel).toContainText("that is the limit");
  await expect(people.confirm).toBeDisabled();
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({ "cohort-explorer.file-variants": "2" });
});

if (process.env.SCREENSHOTS === "1") {
  for (const [name, width, colorScheme] of [["light", 1280, "light"], ["dark", 1280, "dark"], ["phone", 390, "light"]] as const) {
    test.describe(name, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });

      test("a picture of the section", async ({ page, variant, nodes: _ }) => {
        const people = new PeopleSection(page);
        await variant.openAndAsk();
        await people.fetchTerms();
        await people.choose("seizure", /^Seizure/);
        await people.confirm.click();
        await expect(people.result("CEU")).toContainText("people (exact)");
        await people.search.fill("ep");
        await expect(people.suggestions.first()).toBeVisible();
        await people.section.screenshot({ path: new URL(`../screenshots/people-${name}.png`, import.meta.url).pathname });
      });
    });
  }
}
