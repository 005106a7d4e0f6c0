// A fresh Chromium for one measurement, and what its processes hold.
import { readFile } from "node:fs/promises";
import { type Browser, chromium, type Page } from "@playwright/test";

const FLAGS = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Runs one measurement below `baseURL` in a browser of its own, which starts and ends with it. */
export async function inFreshBrowser<T>(
  baseURL: string,
  measure: (page: Page, browser: Browser) => Promise<T>,
): Promise<T> {
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: [...FLAGS, ...sandbox],
  });
  try {
    const context = await browser.newContext({
      baseURL,
      locale: "en-GB",
      timezoneId: "UTC",
      // Wide enough for every column.
      viewport: { width: 1440, height: 900 },
    });
    return await measure(await context.newPage(), browser);
  } finally {
    await browser.close();
  }
}

/** The most memory that the page's process, its workers in it, ever held; undefined where there is no /proc. */
export async function peakResidentBytes(browser: Browser): Promise<number | undefined> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const peaks = await Promise.all(renderers.map(({ id }) => peakOf(id)));
  return peaks.reduce((most, peak) => (peak === undefined ? most : Math.max(most ?? 0, peak)), undefined);
}

async function peakOf(process: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${process}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
