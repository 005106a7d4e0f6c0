// Opens one file in the built page, in a fresh browser: `node page.js PAGE_URL FILE`. Prints one line of JSON.
import type { Page } from "@playwright/test";
import { MyFile } from "../pages/my-file";
import { inFreshBrowser, peakResidentBytes } from "./browser";
import { watchWorkers } from "./engine-memory";
import { installStopwatch, type Times } from "./stopwatch";

/** A file that takes longer is given up. */
const OPEN_WITHIN_MILLIS = 300_000;

/** One opening. What the page cannot do is missing. */
interface Opening {
  open_ms: number;
  first_rows_ms: number;
  block_ms: number;
  heap_mb: number;
  peak_resident_mb?: number;
}

async function open(page: Page, file: string): Promise<Times> {
  const myFile = new MyFile(page);
  await myFile.open();
  await myFile.choose(file);
  const opened = page.waitForFunction(() => window.benchTimes.opened > 0 && window.benchTimes.firstRows > 0, undefined, {
    timeout: OPEN_WITHIN_MILLIS,
    polling: 250,
  });
  const refused = page.getByText(/was not opened|could not be read to its end/);
  await Promise.race([opened, refused.waitFor({ timeout: OPEN_WITHIN_MILLIS })]);
  if (await refused.count()) throw new Error(`${file}: ${await refused.first().textContent()}`);
  return page.evaluate(() => window.benchTimes);
}

const [url, file] = process.argv.slice(2);
if (!url || !file) throw new Error("usage: page.js PAGE_URL FILE");

const opening = await inFreshBrowser(url, async (page, browser): Promise<Opening> => {
  await page.addInitScript(installStopwatch);
  const workers = await watchWorkers(page);
  const times = await open(page, file);
  const resident = await peakResidentBytes(browser);
  return {
    open_ms: times.opened - times.chosen,
    first_rows_ms: times.firstRows - times.chosen,
    block_ms: times.longestBlock,
    heap_mb: (await workers.engineBytes()) / 1e6,
    peak_resident_mb: resident && resident / 1e6,
  };
});
console.log(JSON.stringify(opening));
