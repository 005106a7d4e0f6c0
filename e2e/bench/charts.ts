// Asks 27 nodes about one variant in the built page, in a fresh browser: `node charts.js PAGE_URL`. Prints one line of JSON.
import { VariantPage } from "../pages/variant";
import { inFreshBrowser } from "./browser";

/** Cohorts the charts have at the end. */
const COHORTS = 27;

/** Changes of the axis that are timed. */
const UPDATES = 9;

interface Figures {
  /** From the end of the last answer until the last mark that it changes is in the page and laid out. */
  drawn_ms: number;
  /** From the press on another axis until the forest plot of all cohorts is in the page and laid out. */
  update_ms: number;
}

/** Runs inside the page: when its charts last changed, layout included, by the page's own clock. */
function installWatch(): void {
  const watched = window as unknown as { chartsChanged: number };
  watched.chartsChanged = 0;
  new MutationObserver((changes) => {
    const isOfChart = ({ target }: MutationRecord) => (target as Element).closest?.(".chart-frame, figure") !== null;
    if (!changes.some(isOfChart)) return;
    // Asking for a place makes the browser lay out what has changed.
    document.querySelector("svg.chart")?.getBoundingClientRect();
    watched.chartsChanged = performance.now();
  }).observe(document, { childList: true, subtree: true, attributes: true });
}

const [url] = process.argv.slice(2);
if (!url) throw new Error("usage: charts.js PAGE_URL");

const figures = await inFreshBrowser(url, async (page): Promise<Figures> => {
  await page.addInitScript(installWatch);
  const variant = new VariantPage(page);
  await variant.openAndAsk();
  // Nothing of the charts moves any more.
  await page.waitForFunction(() => {
    const { chartsChanged } = window as unknown as { chartsChanged: number };
    return chartsChanged > 0 && performance.now() - chartsChanged > 1_000;
  });
  const rows = (await variant.chartRows()).length;
  if (rows < COHORTS) throw new Error(`the forest plot has ${rows} rows`);
  const drawn = await page.evaluate(() => {
    const answers = performance.getEntriesByType("resource").filter(({ name }) => name.includes("g_variants"));
    const last = Math.max(...answers.map((answer) => (answer as PerformanceResourceTiming).responseEnd));
    return (window as unknown as { chartsChanged: number }).chartsChanged - last;
  });
  const updates: number[] = [];
  for (let turn = 0; turn < UPDATES; turn += 1) {
    const name = turn % 2 === 0 ? "Logarithmic" : "From zero";
    const axis = await page.getByRole("radio", { name }).elementHandle();
    updates.push(
      await page.evaluate(async (axis) => {
        const start = performance.now();
        (axis as HTMLElement).click();
        await new Promise((later) => setTimeout(later, 300));
        return (window as unknown as { chartsChanged: number }).chartsChanged - start;
      }, axis),
    );
  }
  updates.sort((one, other) => one - other);
  return { drawn_ms: drawn, update_ms: updates[updates.length >> 1] };
});
console.log(JSON.stringify(figures));
