// Charts are taken away as pictures and figures, and point at the same cohort together.
import { readFile } from "node:fs/promises";
import { violations } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/test.js";
import type { Download, Locator, Page } from "@playwright/test";

async function saved(page: Page, button: Locator): Promise<Download> {
  const download = page.waitForEvent("download");
  await button.click();
  return download;
}

const contents = async (download: Download): Promise<Buffer> => readFile(await download.path());

test("a chart is saved as SVG with its colours, as PNG at twice the size, and as CSV", async ({ page, variant, nodes: _ }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await variant.openAndAsk();
  const plot = page.getByRole("region", { name: "Allele frequency by cohort" });

  const svg = await saved(page, plot.getByRole("button", { name: /^SVG: / }));
  expect(svg.suggestedFilename()).toBe("cohort-explorer-GRCh38-2-135851076-G-A-forest.svg");
  const text = (await contents(svg)).toString("utf8");
  // It stands alone: colours written out, nothing of the page's style sheet, no reference beyond itself.
  expect(text).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(text).not.toMatch(/ class=|var\(|href=|<script/);
  expect(text).toContain("rgb(10, 92, 107)");
  expect(text).toContain(">Finland<");
  expect(text).toContain("2-135851076-G-A (GRCh38), Cohort Explorer");
  const shape = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(text);

  const png = await saved(page, plot.getByRole("button", { name: /^PNG: / }));
  const bytes = await contents(png);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(shape!.slice(1).map((side) => Math.ceil(2 * Number(side))));

  const csv = await saved(page, plot.getByRole("button", { name: /^CSV: / }));
  expect((await contents(csv)).toString("utf8")).toMatch(/,117,198,0\.5909/);
});

test("a picture of the map is drawn in the light theme and can be decoded", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk();
  const map = page.getByRole("region", { name: "The same figures on a map" });
  const svg = (await contents(await saved(page, map.getByRole("button", { name: /^SVG: / })))).toString("utf8");
  const size = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    return image.naturalWidth;
  }, svg);
  expect(size).toBeGreaterThan(200);
});

test("a cohort pointed at in one chart is marked in the others and in the table", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk();
  const row = page.getByRole("region", { name: "The same figures as a table" }).getByRole("row").filter({ hasText: "Finland" }).first();
  await row.hover();
  await expect(row).toHaveClass(/data-table__row--pointed/);
  const marked = page.locator(".chart__row--pointed");
  // In the forest plot and on the map, at least.
  await expect.poll(async () => (await marked.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).filter((label) => label?.includes("Finland")).length).toBeGreaterThanOrEqual(2);
  // By keyboard too: the first row of the chart takes the focus, and the table follows.
  await page.mouse.move(0, 0);
  await variant.chart.getByRole("img").first().focus();
  await expect(page.locator(".data-table__row--pointed").first()).toBeVisible();
});

test("a long page leads to its parts", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk();
  const contentsOfPage = page.getByRole("navigation", { name: "On this page" });
  await contentsOfPage.getByRole("button", { name: "Carriers" }).click();
  await expect(page.getByRole("heading", { name: /carr/i, level: 2 })).toBeFocused();
  await expect(page.getByRole("heading", { name: /carr/i, level: 2 })).toBeInViewport();
});

test("variants that matter for medicines stand in one table, without dosing", async ({ page, frame, nodes: _ }) => {
  await frame.go("#/");
  await page.getByRole("link", { name: "Variants that matter for medicines, as a table" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Variants that matter for medicines" })).toBeFocused();
  const row = page.getByRole("row").filter({ hasText: "rs4244285" });
  await expect(row).toContainText("CYP2C19 *2");
  // 43 of 198 copies in FIN (public/../known_variants.tsv), counted from 1000 Genomes genotypes.
  await expect(row).toContainText("0.217");
  await expect(row).toContainText("43");
  const csv = (await contents(await saved(page, page.getByRole("button", { name: "Download CSV" })))).toString("utf8");
  expect(csv).toContain("rs4244285,CYP2C19,*2,10-94781859-G-A,GRCh38,FIN,43,198,");
  expect(await violations(page)).toEqual([]);
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "rs4244285" })).toBeVisible();
});
