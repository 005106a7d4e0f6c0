// What the records of a file come to, beside limits that a person can move.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import type { MyFile } from "../pages/my-file.js";
import { inMemory } from "../pages/my-file.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Two people, ten records: depths 4, 8, … 40. */
function couple(): string {
  const format = ["GT", "DP", "GQ"].map((key) => `##FORMAT=<ID=${key},Number=1,Type=${key === "GT" ? "String" : "Integer"},Description="x">`);
  const head = ["##fileformat=VCFv4.2", "##reference=GRCh38", "##platform=NovaSeq 6000", "##contig=<ID=chr2,length=242193529>", ...format];
  const records = Array.from({ length: 10 }, (_, at) => {
    const calls = [`${at < 8 ? "0/1" : "1/1"}:${4 * (at + 1)}:${at < 3 ? 10 : 99}`, at < 5 ? "1/1:30:99" : "./.:.:."];
    return ["chr2", 1_000_000 * (at + 1), ".", "A", at < 6 ? "G" : "C", 50, "PASS", ".", "GT:DP:GQ", ...calls].join("\t");
  });
  return vcf.text(...head, vcf.columns("ANNA\tBEN"), ...records);
}

async function openQuality(page: Page, myFile: MyFile, contents: string | Buffer, name = "couple.vcf"): Promise<void> {
  await myFile.open();
  await myFile.choose(inMemory(name, contents));
  await page.getByRole("link", { name: "Quality" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Quality of this file" })).toBeVisible();
}

const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("the tab is reached with the keyboard, and leads back to the rows", async ({ page, myFile, frame }) => {
  await myFile.open();
  await myFile.choose(inMemory("couple.vcf", couple()));
  await expect(myFile.row(1)).toBeVisible();
  const quality = page.getByRole("link", { name: "Quality" });
  await page.getByRole("button", { name: "Close this file" }).focus();
  for (let presses = 0; presses < 10 && !(await quality.evaluate((link) => link === document.activeElement)); presses += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/file\/quality$/);
  await expect(frame.heading).toBeFocused();
  await expect(frame.heading).toHaveText("couple.vcf");
  await expect(quality).toHaveAttribute("aria-current", "page");
  await expect(myFile.fact("Records")).toContainText("10");
  await page.getByRole("link", { name: "Rows", exact: true }).click();
  await expect(myFile.row(1)).toBeVisible();
});

test("figures stand beside their limits, and limits are moved and put back", async ({ page, myFile }) => {
  await openQuality(page, myFile, couple());
  await expect(card(page, "Ti/Tv")).toContainText("1.50");
  await expect(card(page, "Het/hom")).toContainText("4.00");
  await expect(card(page, "Depth, DP")).toContainText("median 22");
  await expect(card(page, "Depth, DP")).toContainText("20 % lie below 10");
  const limit = page.getByRole("spinbutton", { name: "Depth, DP" });
  await limit.fill("20");
  await limit.press("Enter");
  await expect(card(page, "Depth, DP")).toContainText("40 % lie below 20, 60 % at or above, of 10.");
  await expect(card(page, "Depth, DP").getByText("limit 20")).toBeVisible();
  await page.getByRole("radio", { name: "Exome" }).check({ force: true });
  await expect(limit).toHaveValue("10");
  await expect(page.getByRole("spinbutton", { name: "Het/hom" })).toHaveValue("10");
  await page.getByRole("spinbutton", { name: "Het/hom" }).fill("2");
  await page.getByRole("button", { name: "Back to the defaults" }).click();
  await expect(page.getByRole("spinbutton", { name: "Het/hom" })).toHaveValue("10");
});

test("what INFO says of records is counted beside its limits, where the header declares it", async ({ page, myFile }) => {
  const keys = ["QD", "FS", "ReadPosRankSum"].map((key) => `##INFO=<ID=${key},Number=1,Type=Float,Description="x">`);
  const infos = ["FS=0.5;MQ=30;QD=1.99", "FS=60;QD=2;ReadPosRankSum=-8.01", "FS=60.001;QD=30", "ReadPosRankSum=0"];
  const records = infos.map((info, at) => vcf.line({ position: 1_000_000 * (at + 1), info }));
  await openQuality(page, myFile, vcf.text(...vcf.META, ...keys, vcf.columns(), ...records));
  const says = (name: string) => page.getByRole("spinbutton", { name }).locator("xpath=following-sibling::*[1]");
  await expect(says("Quality by depth, QD")).toHaveText("33.3 % lie below 2, 66.7 % at or above, of 3.");
  await expect(says("Strand bias, FS")).toHaveText("33.3 % lie above 60, 66.7 % at or below, of 3.");
  await expect(says("Place in reads, ReadPosRankSum")).toHaveText("50 % lie below −8, 50 % at or above, of 2.");
  await expect(says("Mapping quality, MQ")).toHaveText("The file does not say.");
  const limit = page.getByRole("spinbutton", { name: "Place in reads, ReadPosRankSum" });
  await limit.fill("-8.5");
  await limit.press("Enter");
  await expect(says("Place in reads, ReadPosRankSum")).toHaveText("0 % lie below −8.5, 100 % at or above, of 2.");
});

test("another person's figures come with another name", async ({ page, myFile }) => {
  await openQuality(page, myFile, couple());
  await expect(card(page, "Genotypes")).toContainText("0 % missing");
  await page.getByRole("combobox", { name: "Sample" }).selectOption("BEN");
  await expect(card(page, "Genotypes")).toContainText("50 % missing");
  await expect(card(page, "Depth, DP")).toContainText("median 30");
});

test("every chart has a table and a way through it", async ({ page, myFile }) => {
  await openQuality(page, myFile, couple());
  const depth = card(page, "Depth, DP");
  await depth.getByText("As a table").click();
  await expect(depth.getByRole("row", { name: /^4 1$/ })).toBeVisible();
  const charts = page.locator("svg.chart");
  await expect(page.getByText("As a table")).toHaveCount(await charts.count());
  await depth.locator(".chart__row").first().focus();
  await page.keyboard.press("End");
  await expect(depth.locator(".chart__row").last()).toBeFocused();
  await expect(depth.locator(".chart__row").last()).toHaveAttribute("aria-label", /^40( and more)?: 1$/);
});

test("the header's fields are given, or not, and where", async ({ page, myFile }) => {
  await openQuality(page, myFile, couple());
  const table = page.getByRole("region", { name: "Minimal dataset of 1+MG" });
  await expect(table.getByRole("row", { name: /^Platform/ })).toContainText("line 3: ##platform=NovaSeq 6000");
  await expect(table.getByRole("row", { name: /^Sequence target/ })).toContainText("not given");
});

test("a part is said to be a part here, too", async ({ page, myFile }) => {
  const whole = vcf.bgzf(vcf.long(2_000));
  await openQuality(page, myFile, whole.subarray(0, whole.length - 200), "cut.vcf.gz");
  await expect(page.getByRole("status").or(page.getByRole("alert")).filter({ hasText: "ends" }).first()).toBeVisible();
});

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [320, "light"]] as const) {
  test(`axe finds nothing and nothing scrolls sideways: ${width}, ${scheme}`, async ({ page, myFile }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await openQuality(page, myFile, couple());
    await expect(page.locator("svg.chart").first()).toBeVisible();
    await page.getByText("As a table").first().click();
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(width);
  });
}
