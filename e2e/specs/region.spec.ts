// A gene or a region: asked once it is confirmed, drawn along its exons, compared between cohorts, read as a table.
import { readFile } from "node:fs/promises";
import { violations } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/test.js";
import { inMemory } from "../pages/my-file.js";
import { CFTR } from "../pages/region.js";

test("a gene is found by its symbol and nothing is asked before the confirm", async ({ page, explore, region, ledger, nodes }) => {
  await explore.open();
  await explore.lookUp("cftr");
  // Known by variants of the catalogue, too: the whole gene is the first choice.
  await expect(explore.choices.first()).toHaveText("Gene cftr: all variants in it");
  await explore.lookUp("BRCA2");
  await expect(page).toHaveURL(/#\/gene\/GRCh38\/BRCA2$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("BRCA2");
  await expect(page.getByText(/The canonical transcript has 27 exons/)).toBeVisible();
  expect(await page.title(), "the history names no gene").not.toContain("BRCA2");

  await region.open();
  expect(await nodes.asked()).toEqual([]);
  const shown = (await region.question.first().textContent()) ?? "";
  const { query } = JSON.parse(shown);
  expect(query.requestParameters).toEqual({
    assemblyId: "GRCh38",
    referenceName: "7",
    start: [CFTR.start],
    end: [CFTR.end],
  });
  await region.confirm.click();
  await region.settled();
  const asked = await nodes.asked();
  expect(new Set(asked.map(({ path }) => path)).size).toBe(5);
  const first = asked.filter(({ body }) => JSON.parse(body).query.pagination.skip === 0);
  for (const { body } of first) expect(body, "what was shown is what left, to the byte").toBe(shown);
  // Further pages differ by their number only.
  for (const { body } of asked) {
    expect(JSON.parse(body).query.requestParameters).toEqual(query.requestParameters);
  }
  await ledger.open();
  expect(new Set(await ledger.bodies())).toEqual(new Set(asked.map(({ body }) => body)));
});

test("keys, buttons, wheel and dragging lead through the region, and the table follows", async ({ page, region, nodes: _ }) => {
  await region.openAndAsk();
  const whole = await region.inSight();
  expect(whole).toEqual([CFTR.start + 1, CFTR.end]);
  await expect(region.button("All of it")).toHaveAttribute("aria-disabled", "true");
  const all = await region.tableLead.textContent();

  await region.track.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const near = await region.inSight();
  expect(near[1] - near[0]).toBeLessThan((whole[1] - whole[0]) / 2);
  await page.keyboard.press("Home");
  expect((await region.inSight())[0]).toBe(whole[0]);
  await page.keyboard.press("ArrowRight");
  const moved = await region.inSight();
  expect(moved[0]).toBeGreaterThan(whole[0]);
  await expect(region.tableLead).not.toHaveText(all ?? "");

  // The focused chart takes the wheel; nearer by what lies under it.
  await region.track.hover();
  await page.mouse.wheel(0, -400);
  await expect.poll(async () => (await region.inSight())[1] - (await region.inSight())[0]).toBeLessThan(moved[1] - moved[0]);
  const before = await region.inSight();
  const box = (await region.track.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 120, box.y + 60, { steps: 6 });
  await page.mouse.up();
  expect((await region.inSight())[0]).toBeGreaterThan(before[0]);

  await region.button("All of it").click();
  expect(await region.inSight()).toEqual(whole);
  await region.button("Nearer").click();
  expect(await region.inSight()).not.toEqual(whole);
});

test("a row leads to its variant", async ({ page, region, nodes: _ }) => {
  await region.openAndAsk();
  await region.table.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/variant\/GRCh38\/7-\d+-[ACGT]+-[ACGT]+$/);
});

test("cohorts against each other: spectrum, hexagons, F_ST with its alleles", async ({ region, nodes: _ }) => {
  await region.openAndAsk();
  const spectrum = region.compare.getByRole("group", { name: "How common its variants are" });
  await expect(spectrum.getByRole("img").first()).toHaveAccessibleName(/^0–0\.1: \d+$/);
  const hexbin = region.compare.getByRole("group", { name: "Two cohorts, variant by variant" });
  await expect(hexbin.getByRole("img").first()).toHaveAccessibleName(/Finland about .*: \d+ variants/);
  const heat = region.compare.getByRole("group", { name: "How far apart two cohorts are (F_ST)" });
  await expect(heat.getByRole("img").first()).toHaveAccessibleName(/F_ST −?0\.\d{3} over \d+ alleles/);
  // Five cohorts make ten pairs.
  await expect(heat.getByRole("img")).toHaveCount(10);
});

test("the region's charts are saved, and a dragging hand does not press their buttons", async ({ page, region, nodes: _ }) => {
  await region.openAndAsk();
  const saved = async (button: RegExp): Promise<string> => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: button }).click();
    return readFile(await (await download).path(), "utf8");
  };
  expect(await saved(/^CSV: Variants along the region/)).toMatch(/^variant,assembly,node,.*\r\n7-\d+-/m);
  expect(await saved(/^SVG: Variants along the region/)).toContain("Cohort Explorer");
  expect(await saved(/^CSV: How far apart/)).toContain("cohort,other_cohort,F_ST,alleles");
  expect(await saved(/^CSV: Two cohorts/)).toContain("variant,AF Finland,AF Great Britain");
});

test("whoever fails, or has nothing here, keeps the row; the others are drawn", async ({ region, nodes, watch }) => {
  watch.allow(/Failed to load resource.*503/);
  await nodes.misbehave({ fi: "status:503" });
  await region.openAndAsk();
  await expect(region.answer("Finland")).toContainText("Failed");
  await expect(region.answer("Spain")).toContainText(/\d+ results/);
  await nodes.misbehave({});
  await region.answer("Finland").getByRole("button", { name: "Ask Finland again" }).click();
  await expect(region.answer("Finland")).toContainText(/\d+ results/);
});

test("the open file's own variants are drawn and stay here", async ({ page, region, nodes }) => {
  await page.goto("./#/file");
  const header = "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159345973,assembly=GRCh38>\n";
  const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n";
  const rows = "chr7\t117559590\t.\tATCT\tA\t.\tPASS\t.\tGT\t0/1\nchr7\t117530975\t.\tG\tA\t.\tPASS\t.\tGT\t0/0\nchr7\t117587811\t.\tG\tT\t.\tPASS\t.\tGT\t1/1\n";
  await page.locator("input[type=file]").setInputFiles(inMemory("mine.vcf", header + columns + rows));
  await expect(page.getByRole("grid")).toBeVisible();
  await page.evaluate((fragment) => (location.hash = fragment), CFTR.fragment);
  await region.confirm.click();
  await region.settled();
  // One of the three rows is not carried.
  await expect(region.track.getByText("Yours: 2 alleles in the open file; they stay on this device")).toBeVisible();
  for (const { body } of await nodes.received()) expect(body).not.toMatch(/117559589|117587810/);
});

test("a gene that is none, a region that cannot be", async ({ page, explore, frame }) => {
  await frame.go("#/gene/GRCh38/NOSUCH");
  await expect(page.getByText(/No protein-coding gene is called NOSUCH/)).toBeVisible();
  await frame.go("#/gene/GRCh37/LCT");
  await expect(page.getByText(/Genes are known here on GRCh38 only/)).toBeVisible();
  await explore.open();
  await explore.lookUp("chr2:9-5");
  await expect(explore.reading).toHaveText("The region ends before it begins: 9 comes after 5.");
  await explore.lookUp("chr2:135,787,850-135,837,184");
  await expect(page).toHaveURL(/#\/region\/GRCh38\/2:135787850-135837184$/);
});

test("axe finds nothing on the page with answers", async ({ page, region, nodes: _ }) => {
  await region.openAndAsk();
  for (const summary of await page.locator("summary").all()) await summary.click();
  expect(await violations(page)).toEqual([]);
});
