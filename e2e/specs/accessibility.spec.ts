// Every page for everyone: checked by axe, walked by keyboard, read on a phone.
import { violations } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import type { Language } from "../pages/frame.js";
import { inMemory } from "../pages/my-file.js";
import { LACTASE } from "../pages/variant.js";

const PAGES = [
  "#/", "#/nodes", "#/ledger", "#/about", "#/nowhere", "#/file", "#/plain", "#/plain/medicine", "#/medicines",
  "#/region/GRCh38/2:135787850-135837184", "#/gene/GRCh38/NOSUCH", `${LACTASE.fragment}/report`, LACTASE.fragment,
];

for (const [language, theme] of [["English", "light"], ["English", "dark"], ["Deutsch", "light"], ["Deutsch", "dark"]] as [Language, "light" | "dark"][]) {
  test(`axe finds nothing: ${language}, ${theme}`, async ({ page, frame, myFile, variant, nodes: _ }) => {
    test.slow();
    await frame.go("#/");
    await frame.choose(language, theme);
    for (const fragment of PAGES) {
      await frame.go(fragment);
      expect(await violations(page), fragment).toEqual([]);
    }
    await page.getByRole("region").getByRole("button", { name: /^(Send this|Diese eine)/ }).click();
    await expect(page.getByText(/^(Answered|Geantwortet)$/).first()).toBeVisible();
    await expect(page.getByRole("button", { name: /^(Stop waiting|Nicht länger warten)$/ })).toHaveCount(0);
    expect(await violations(page), "answers").toEqual([]);
    await page.getByRole("link", { name: /^(Report|Bericht)$/ }).click();
    await expect(page.getByRole("button", { name: /^(Print|Drucken)/ })).toBeVisible();
    expect(await violations(page), "the report").toEqual([]);
    await frame.go("#/ledger");
    expect(await violations(page), "the ledger with entries").toEqual([]);

    await frame.go("#/file");
    const bad = "chr2\t150000000\t.\tG";
    await page.locator("input[type=file]").setInputFiles(inMemory("a.vcf", vcf.small() + vcf.text(bad)));
    await expect(myFile.row(1)).toBeVisible();
    await myFile.table.focus();
    await page.keyboard.press("Space");
    await expect(page.locator("pre")).toBeVisible();
    for (const summary of await page.locator("summary").all()) {
      await summary.click();
    }
    expect(await violations(page), "an open file with a record, a remark and the filter's help").toEqual([]);
  });
}

test("language and appearance are kept over a reload, and follow the browser before that", async ({ browser, page, frame, baseURL }) => {
  await frame.go("#/about");
  await frame.choose("Deutsch", "dark");
  await expect(frame.heading).toHaveText("Über diese Seite");
  await page.reload();
  await expect(frame.heading).toHaveText("Über diese Seite");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  const context = await browser.newContext({ baseURL, locale: "de-AT", colorScheme: "dark" });
  const other = await context.newPage();
  await other.goto("./#/about");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Über diese Seite");
  const ground = () => other.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await other.emulateMedia({ colorScheme: "light" });
  expect(await ground()).not.toBe(dark);
  await context.close();
});

test("from the skip link to the answers with the keyboard alone", async ({ page, frame, explore, variant, nodes: _ }) => {
  await explore.open();
  await page.keyboard.press("Tab");
  await expect(frame.skipLink).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(explore.box).toBeFocused();
  await page.keyboard.type(LACTASE.rs);
  await page.keyboard.press("Enter");
  await expect(frame.heading).toBeFocused();
  await expect(frame.heading).toHaveText(LACTASE.rs);
  await tabTo(page, variant.recipients.first());
  await page.keyboard.press("Space");
  await expect(variant.recipients.first()).not.toBeChecked();
  await tabTo(page, variant.confirm);
  await page.keyboard.press("Enter");
  await variant.settled();
  await expect(variant.answer("Spain")).toContainText("Answered");
  await tabTo(page, variant.chart.getByRole("img").first());
  await tabTo(page, page.getByRole("button", { name: "Download CSV" }));
});

test("settings are opened, changed and left with the keyboard alone", async ({ page, frame, explore }) => {
  await explore.open();
  await tabTo(page, frame.settings);
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("radio", { name: "English" }));
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.keyboard.press("Escape");
  await expect(frame.settings).toBeFocused();
  await expect(frame.settings).toHaveAttribute("aria-expanded", "false");
});

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: import("@playwright/test").Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

test.describe("on a screen 320 pixels wide", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  for (const language of ["English", "Deutsch"] as const) {
    test(`no page scrolls sideways: ${language}`, async ({ page, frame, myFile, nodes: _ }) => {
      const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
      await frame.go("#/");
      await frame.choose(language, "light");
      for (const fragment of PAGES) {
        await frame.go(fragment);
        expect(await width(), fragment).toBeLessThanOrEqual(320);
      }
      await page.getByRole("button", { name: /^(Send this|Diese eine)/ }).click();
      await expect(page.getByText(/^(Answered|Geantwortet)$/).first()).toBeVisible();
      expect(await width(), "answers").toBeLessThanOrEqual(320);
      await page.getByRole("link", { name: /^(Report|Bericht)$/ }).click();
      await expect(page.getByRole("button", { name: /^(Print|Drucken)/ })).toBeVisible();
      expect(await width(), "the report").toBeLessThanOrEqual(320);
      await frame.go("#/ledger");
      expect(await width(), "the ledger with entries").toBeLessThanOrEqual(320);
      await frame.go("#/file");
      const file = vcf.text(...vcf.META, vcf.columns("A_SAMPLE_WITH_A_NAME_THAT_IS_RATHER_LONG"), vcf.line({ position: 1_000, reference: "ACGT".repeat(40) }));
      await page.locator("input[type=file]").setInputFiles(inMemory(`${"a-long-name-".repeat(8)}.vcf`, file));
      await expect(myFile.table).toBeVisible();
      expect(await width(), "an open file").toBeLessThanOrEqual(320);
      await myFile.table.focus();
      await page.keyboard.press("Space");
      await expect(page.locator("pre")).toBeVisible();
      expect(await width(), "a record").toBeLessThanOrEqual(320);
    });
  }
});
