// The promise: nothing of an open file leaves the browser, on whatever way somebody takes through the page.
import { readFileSync } from "node:fs";
import type { Browser } from "@playwright/test";
import { FILE_NAME, RECORDS, TOKENS, canaryFile, found, writings } from "../fixtures/canary.js";
import { DIST, filesUnder } from "../fixtures/dist.js";
import { NODES_URL } from "../fixtures/nodes.js";
import { expect, test } from "../fixtures/test.js";
import { Watch } from "../fixtures/watch.js";
import { wiretap, type Sent } from "../fixtures/wiretap.js";
import { Frame } from "../pages/frame.js";
import { Ledger } from "../pages/ledger.js";
import { MyFile, inMemory } from "../pages/my-file.js";
import { LACTASE, VariantPage } from "../pages/variant.js";

/** The well-known variant that every node is examined with, in a GET. */
const WELL_KNOWN = "alternateBases=A&assemblyId=GRCh38&referenceBases=G&referenceName=2&start=135851075"
  + "&requestedGranularity=record&includeResultsetResponses=ALL";

/** What the page may keep between visits. */
const SETTINGS = ["cohort-explorer.language", "cohort-explorer.theme"];

test("the search for the marks finds them however they are written", () => {
  for (const token of TOKENS) {
    for (const before of ["", "a", "ab", "abc"]) {
      const bytes = Buffer.from(`${before}${token}x`);
      for (const written of [bytes.toString(), bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")]) {
        expect(found(`{"q":"${written}"}`).some((hit) => hit.startsWith(token)), `${token} in ${written}`).toBe(true);
      }
    }
    for (const { written, manner } of writings(token)) expect(written.length, manner).toBeGreaterThan(6);
  }
  expect(found(JSON.stringify({ start: [135_851_075], referenceBases: "G" }))).toEqual([]);
});

test("a marked file is opened, every page used, and no mark leaves the browser", async ({ browser, baseURL, nodes }) => {
  test.slow();
  if (!baseURL) throw new Error("no address of the page");
  const tap = await wiretap();
  try {
    const { titles, kept, cookies, trouble } = await useEverything(browser, tap.address, baseURL);
    const sent = tap.sent;
    // The tap hears the worker too, and the one question: it is no deaf witness.
    expect(sent.some(({ url }) => /cohort-worker-.*\.wasm$/.test(url))).toBe(true);
    const questions = sent.filter(({ method }) => method === "POST");
    expect(questions.map(({ url }) => url).sort()).toEqual((await nodes.asked()).filter(({ method }) => method === "POST")
      .map(({ path }) => new URL(path, NODES_URL).href).sort());
    // Five of the person's, and the same well-known variant once more a node, to examine it.
    expect(questions.length).toBe(10);

    for (const one of sent) {
      expect(found(everything(one)), `marks in ${one.method} ${one.url}`).toEqual([]);
      expect(one.headers.join("\n"), `no referrer in ${one.url}`).not.toMatch(/^referer$/im);
    }
    const allowed = allowedAddresses(baseURL);
    const strangers = sent.map(({ method, url }) => `${method} ${url}`).filter((address) => !allowed.has(address));
    expect(strangers, "requests to what is neither a file of the page nor a listed node").toEqual([]);
    for (const { body } of questions) {
      expect(JSON.parse(body.toString()).query.requestParameters).toEqual({
        assemblyId: "GRCh38", referenceName: "2", start: [135_851_075], referenceBases: "G", alternateBases: "A",
      });
    }
    for (const { method, url, body } of sent.filter(({ method }) => method !== "POST")) {
      expect(body.length, `${method} ${url} has no body`).toBe(0);
    }

    for (const title of titles) expect(title).not.toMatch(/\d{4,}|rs\d|G.?A\b/);
    expect(titles.flatMap((title) => found(title))).toEqual([]);
    expect(cookies).toEqual([]);
    expect(Object.keys(kept.local).sort()).toEqual(SETTINGS);
    expect(kept.session).toEqual({});
    expect([kept.databases, kept.caches, kept.serviceWorkers]).toEqual([0, 0, 0]);
    expect(found(JSON.stringify(kept))).toEqual([]);
    expect(trouble, "violations of the policy, of Trusted Types, and other errors").toEqual([]);
  } finally {
    await tap.close();
  }
});

/** The whole way, in a browser whose every connection goes through the tap. */
async function useEverything(browser: Browser, proxy: string, baseURL: string) {
  const context = await browser.newContext({ baseURL, proxy: { server: proxy }, locale: "en-GB" });
  const watch = new Watch(context);
  const page = await context.newPage();
  const [frame, myFile, variant, ledger] = [new Frame(page), new MyFile(page), new VariantPage(page), new Ledger(page)];
  const titles: string[] = [];
  const visit = async (fragment: string) => {
    await frame.go(fragment);
    titles.push(await page.title());
  };

  await myFile.open();
  await myFile.choose(inMemory(FILE_NAME, canaryFile()));
  await expect(myFile.fact("Records")).toContainText("3");
  await myFile.table.focus();
  for (const record of RECORDS) {
    await page.keyboard.press("Space");
    await expect(myFile.record).toHaveText(record);
    await page.keyboard.press("ArrowDown");
  }
  // A variant of the file is looked at, and nobody is asked about it.
  await myFile.row(1).click();
  await expect(variant.panel).toBeVisible();
  titles.push(await page.title());
  for (const fragment of ["#/", "#/file", "#/nodes", "#/ledger", "#/about", "#/nowhere", "#/file"]) await visit(fragment);
  await expect(myFile.fact("Records")).toContainText("3");

  await frame.choose("Deutsch", "dark");
  for (const fragment of ["#/", "#/file", "#/nodes", "#/ledger", "#/about"]) await visit(fragment);
  await frame.choose("English", "light");

  await visit(LACTASE.fragment);
  await variant.confirm.click();
  await variant.settled();
  titles.push(await page.title());
  await frame.go("#/nodes");
  await page.getByRole("button", { name: "Examine all nodes" }).click();
  await expect(page.getByText("In order", { exact: true })).toHaveCount(5);
  await ledger.open();
  await frame.go("#/file");
  await expect(page.getByText("Only what you confirmed has left")).toBeVisible();
  await myFile.close.click();

  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    serviceWorkers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  const cookies = await context.cookies();
  await context.close();
  return { titles, kept, cookies, trouble: watch.unexpected() };
}

function everything({ method, url, headers, body }: Sent): Buffer {
  return Buffer.concat([Buffer.from(`${method} ${url}\n${headers.join("\n")}\n`), body]);
}

/** Files of the page by GET, nodes by the person's one question and by what examines them, each to the letter. */
function allowedAddresses(page: string): Set<string> {
  const { nodes } = JSON.parse(readFileSync(`${DIST}/nodes.json`, "utf8")) as { nodes: { id: string }[] };
  const files = ["", "favicon.ico", ...filesUnder(DIST)].map((file) => `GET ${new URL(file, page)}`);
  const questions = nodes.flatMap(({ id }) => [
    `OPTIONS ${NODES_URL}${id}/g_variants`,
    `POST ${NODES_URL}${id}/g_variants`,
    `GET ${NODES_URL}${id}/g_variants?${WELL_KNOWN}`,
    ...["info", "configuration", "entry_types", "map", "filtering_terms"].map((about) => `GET ${NODES_URL}${id}/${about}`),
  ]);
  return new Set([...files, ...questions]);
}
