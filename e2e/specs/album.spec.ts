// A picture of each page, light, dark, on a phone and printed, left in `test-results/album` to be looked at.
import { expect, test } from "../fixtures/test.js";
import { LACTASE } from "../pages/variant.js";

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { name: "print", colorScheme: "light", viewport: { width: 794, height: 1123 } },
] as const;

const PAGES = [
  ["explore", "#/"],
  ["plain", "#/plain"],
  ["story", "#/plain/lactase"],
  ["medicines", "#/medicines"],
  ["file", "#/file"],
  ["nodes", "#/nodes"],
  ["ledger", "#/ledger"],
  ["about", "#/about"],
] as const;

for (const { name, colorScheme, viewport } of LOOKS) {
  test(`pictures: ${name}`, async ({ page, variant, region, frame, nodes: _ }) => {
    test.slow();
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce", media: "screen" });
    const picture = async (of: string): Promise<void> => {
      if (name === "print") await page.emulateMedia({ media: "print" });
      const path = `test-results/album/${of}-${name}.png`;
      await page.screenshot({ path, fullPage: true, animations: "disabled", caret: "hide" });
      // Only tables scroll sideways, in regions of their own.
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(sideways, `${of} is wider than its window`).toBeLessThanOrEqual(0);
      await page.emulateMedia({ media: "screen" });
    };
    for (const [of, fragment] of PAGES) {
      await frame.go(fragment);
      await picture(of);
    }
    await variant.openAndAsk(LACTASE.fragment);
    await picture("variant");
    await frame.go(`${LACTASE.fragment}/report`);
    await picture("report");
    await region.openAndAsk("#/gene/GRCh38/CFTR");
    await picture("region");
  });
}
