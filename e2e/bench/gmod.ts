// Reads one file with @gmod/vcf in a worker of a fresh browser: `node gmod.js FILE`. Prints one line of JSON.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { inFreshBrowser, peakResidentBytes } from "./browser";

const READ_WITHIN_MILLIS = 600_000;

const PAGE = `<!doctype html><title>Reading</title><input type="file"><script>
const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = ({ data }) => (window.benchResult = { ms: performance.now() - window.benchStart, records: data });
worker.onerror = ({ message }) => (window.benchResult = { error: message });
document.querySelector("input").onchange = ({ target }) => {
  window.benchStart = performance.now();
  worker.postMessage(target.files[0]);
};
</script>`;

type Result = { ms: number; records: number } | { error: string };

const [file] = process.argv.slice(2);
if (!file) throw new Error("usage: gmod.js FILE");

const script = await readFile(fileURLToPath(new URL("gmod-worker.js", import.meta.url)));
const server = createServer((request, response) => {
  const isScript = request.url === "/worker.js";
  response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
  response.end(isScript ? script : PAGE);
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const { port } = server.address() as AddressInfo;
try {
  const reading = await inFreshBrowser(`http://127.0.0.1:${port}/`, async (page, browser) => {
    await page.goto("./");
    await page.locator("input").setInputFiles(file);
    const done = await page.waitForFunction(() => (window as unknown as { benchResult?: Result }).benchResult, undefined, {
      timeout: READ_WITHIN_MILLIS,
      polling: 250,
    });
    const result = (await done.jsonValue()) as Result;
    if ("error" in result) throw new Error(result.error);
    const resident = await peakResidentBytes(browser);
    return { ...result, peak_resident_mb: resident && resident / 1e6 };
  });
  console.log(JSON.stringify(reading));
} finally {
  server.close();
}
