// Opens one file in the built page, in a fresh browser: `node page.js PAGE_URL FILE TASK`. Prints one line of JSON.
import { expect, type Locator, type Page } from "@playwright/test";
import { MyFile } from "../pages/my-file";
import { inFreshBrowser, peakResidentBytes } from "./browser";
import { watchWorkers } from "./engine-memory";
import { installStopwatch, type Times } from "./stopwatch";

/** A file that takes longer is given up. */
const OPEN_WITHIN_MILLIS = 300_000;

/** What a person takes at least to find a file; the engine rehearses meanwhile. */
const CHOICE_MILLIS = 2_000;

/** Least quality of the filters that are applied one after the other: each leaves other rows. */
const QUALITIES = [50, 100, 200, 400, 800];

/** Heads that are pressed one after the other: upwards, downwards, back; what comes of the last is not timed. */
const SORTS = ["QUAL", "QUAL", "QUAL", "ID", "ID"];

/** What is measured. What was not done is missing. */
interface Figures {
  /** From the choice of the file to the summary of all of it. */
  open_ms: number;
  /** From the choice of the file until the first row is drawn. */
  first_rows_ms: number;
  /** The longest that the page's thread was busy without a pause, from the choice until rows can be filtered. */
  block_ms: number;
  /** Memory of the engine once the file is open. */
  heap_mb: number;
  peak_resident_mb?: number;
  /** From the choice of the file, opened by a link with a filter, until rows that fulfil it are drawn. */
  open_and_filter_ms?: number;
  /** From the choice of the file until rows with AC, AN and both kinds of carriers are drawn. */
  cohort_ms?: number;
  /** What the worker takes for a filter over the open file, as the page says it. */
  filter_ms?: number;
  /** From the press of its button until its first rows are drawn. */
  filter_shown_ms?: number;
  /** The same two of an order. */
  sort_ms?: number;
  sort_shown_ms?: number;
  /** From the press of the tab until the charts are drawn: their figures are counted while the file is read. */
  qc_ms?: number;
}

async function open(page: Page, file: string): Promise<Times> {
  await new MyFile(page).choose(file);
  const opened = page.waitForFunction(() => window.benchTimes.opened > 0 && window.benchTimes.firstRows > 0, undefined, {
    timeout: OPEN_WITHIN_MILLIS,
    polling: 250,
  });
  const refused = page.getByText(/was not opened|could not be read to its end/);
  await Promise.race([opened, refused.waitFor({ timeout: OPEN_WITHIN_MILLIS })]);
  if (await refused.count()) throw new Error(`${file}: ${await refused.first().textContent()}`);
  await expect(new MyFile(page).filter).toBeVisible();
  return page.evaluate(() => window.benchTimes);
}

/** Presses a button and waits for other rows. */
async function arrange(page: Page, button: Locator): Promise<{ worker: number; shown: number }> {
  const match = new MyFile(page).match;
  const [pressed, count] = [await button.elementHandle(), await match.elementHandle()];
  const shown = await page.evaluate(
    ([pressed, count]) => {
      const state = () => `${count?.textContent} ${window.benchFirstRow()}`;
      const before = state();
      return window.benchShown(
        () => (pressed as HTMLElement).click(),
        () => window.benchFirstRow() !== "" && state() !== before,
      );
    },
    [pressed, count] as const,
  );
  const said = /(\d[\d.]*)\s(ms|s)\b/.exec((await match.textContent()) ?? "");
  if (!said) throw new Error("the page does not say how long it took");
  return { worker: Number(said[1]) * (said[2] === "s" ? 1_000 : 1), shown };
}

/** Filters, sorts and looks at the quality of the open file. */
async function work(page: Page): Promise<Partial<Figures>> {
  const myFile = new MyFile(page);
  const apply = page.getByRole("button", { name: "Apply" });
  const [filters, sorts] = [[], []] as { worker: number; shown: number }[][];
  for (const quality of QUALITIES) {
    await myFile.filter.fill(`FILTER = PASS and QUAL > ${quality} and DP >= 10`);
    filters.push(await arrange(page, apply));
  }
  await page.getByRole("button", { name: "Show every row" }).click();
  await expect(myFile.row(1)).not.toHaveAttribute("aria-busy");
  for (const name of SORTS) {
    const head = page.getByRole("columnheader", { name, exact: true }).getByRole("button");
    const sorted = await arrange(page, head);
    if ((await head.locator("..").getAttribute("aria-sort")) !== "none") sorts.push(sorted);
  }
  const quality = await page.getByRole("link", { name: "Quality" }).elementHandle();
  const qc = await page.evaluate(
    (quality) => {
      const charts = () => document.querySelectorAll("main svg.chart").length;
      return window.benchShown(() => (quality as HTMLElement).click(), () => charts() > 0);
    },
    quality,
  );
  return {
    filter_ms: median(filters.map(({ worker }) => worker)),
    filter_shown_ms: median(filters.map(({ shown }) => shown)),
    sort_ms: median(sorts.map(({ worker }) => worker)),
    sort_shown_ms: median(sorts.map(({ shown }) => shown)),
    qc_ms: qc,
  };
}

/** When a row is drawn and elements of this kind say all of this, by the page's clock. */
function whenShown(page: Page, kind: string, sayings: RegExp[]): Promise<number> {
  return page.evaluate(
    async ([kind, sayings]) => {
      const isThere = () => {
        const said = [...document.querySelectorAll(kind)].map((element) => element.textContent?.trim() ?? "");
        return window.benchFirstRow() !== "" && sayings.every((saying) => said.some((text) => saying.test(text)));
      };
      await window.benchShown(() => {}, isThere);
      return performance.now();
    },
    [kind, sayings] as const,
  );
}

function median(figures: number[]): number {
  return figures.sort((one, other) => one - other)[figures.length >> 1];
}

const [url, file, task, filter] = process.argv.slice(2);
if (!url || !file || !task) throw new Error("usage: page.js PAGE_URL FILE open|work|counts|filter [FILTER]");

const figures = await inFreshBrowser(url, async (page, browser): Promise<Figures> => {
  await page.addInitScript(installStopwatch);
  const workers = await watchWorkers(page);
  await page.goto(filter ? `./#/file/filter/${encodeURIComponent(filter)}` : "./#/file");
  await page.waitForTimeout(CHOICE_MILLIS);
  const narrowed = task === "filter" ? whenShown(page, "[role=status] b", [/^[\d,]+ of [\d,]+ rows/]) : undefined;
  const counts = [/^AC\b/, /^AN\b/, /^One copy/, /^Two copies/];
  const counted = task === "counts" ? whenShown(page, "[role=columnheader]", counts) : undefined;
  const times = await open(page, file);
  const since = async (when?: Promise<number>) => when && (await when) - times.chosen;
  const resident = await peakResidentBytes(browser);
  return {
    open_ms: times.opened - times.chosen,
    first_rows_ms: times.firstRows - times.chosen,
    block_ms: times.longestBlock,
    heap_mb: (await workers.engineBytes()) / 1e6,
    peak_resident_mb: resident && resident / 1e6,
    open_and_filter_ms: await since(narrowed),
    cohort_ms: await since(counted),
    ...(task === "work" ? await work(page) : {}),
  };
});
console.log(JSON.stringify(figures));
