// Pictures for the README, taken with SCREENSHOTS=1.
import { expect, test } from "../fixtures/test.js";
import { LACTASE } from "../pages/variant.js";

const FOLDER = new URL("../screenshots/", import.meta.url).pathname;

if (process.env.SCREENSHOTS === "1") {
  test.describe("pictures", () => {
    test.use({ viewport: { width: 1280, height: 800 }, colorScheme: "light", reducedMotion: "reduce" });

    test("explore", async ({ page, explore }) => {
      await explore.open();
      await explore.box.fill(LACTASE.rs);
      await expect(explore.reading).toContainText("We read this as");
      await page.screenshot({ path: `${FOLDER}explore.png`, caret: "hide", animations: "disabled" });
    });

    test("variant", async ({ page, variant, nodes: _ }) => {
      await variant.openAndAsk();
      // Five cohorts, pooled and summed.
      await expect(variant.chart.getByRole("img")).toHaveCount(7);
      await page.getByRole("heading", { name: "Allele frequency by cohort" }).evaluate((heading) => {
        window.scrollTo(0, heading.getBoundingClientRect().top + window.scrollY - 72);
      });
      await page.screenshot({ path: `${FOLDER}variant.png`, animations: "disabled" });
    });
  });
}
