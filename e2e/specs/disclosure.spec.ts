// What nodes are told is the person's choice, and how much of a file they may be told has an end.
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";

test("a block is asked for, and the variant is found here", async ({ page, variant, nodes }) => {
  await variant.openAndAsk();
  const [exact] = await variant.chartRows();
  await page.reload();
  await nodes.forget();
  await page.getByRole("radio", { name: "1,000 bases", exact: true }).check({ force: true });
  await expect(variant.panel).toContainText("a block of 1,000 bases, not where in it");
  const shown = (await variant.question.textContent()) ?? "";
  expect(JSON.parse(shown).query.requestParameters).toEqual({
    assemblyId: "GRCh38", referenceName: "2", start: [135_851_000], end: [135_852_000],
  });
  await variant.panel.getByRole("button", { name: "Send this one block to 5 nodes" }).click();
  await variant.settled();
  for (const { method, body } of await nodes.received()) {
    if (method !== "OPTIONS") expect(body, "what was shown is what left").toBe(shown);
  }
  expect((await variant.chartRows())[0], "the same figure as when asked exactly").toBe(exact);
  await expect(page.getByText("One question about a block of 1,000 bases on GRCh38")).toBeVisible();
});

test("variants of a file have a budget that survives a reload", async ({ page, myFile, variant, nodes }) => {
  const open = async (row: number) => {
    await myFile.open();
    await myFile.choose(inMemory("long.vcf", vcf.long(12)));
    await myFile.row(row).click();
    await expect(variant.panel).toBeVisible();
  };
  await page.route("**/nodes.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), fileVariantsPerSession: 2 } });
  });
  await open(1);
  await expect(variant.panel).toContainText("in this session 0 of at most 2 have been asked about");
  await variant.confirm.click();
  await variant.settled();
  await page.reload();
  await open(2);
  await expect(variant.panel).toContainText("in this session 1 of at most 2 have been asked about");
  await variant.confirm.click();
  await variant.settled();
  await page.reload();
  await nodes.forget();
  await open(3);
  await expect(variant.panel).toContainText("that is the limit");
  await expect(variant.confirm).toBeDisabled();
  expect(await nodes.received()).toEqual([]);
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({ "cohort-explorer.file-variants": "2" });
});
