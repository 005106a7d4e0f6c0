import { readFile } from "node:fs/promises";

import { NODES_URL } from "../fixtures/nodes.js";
import { expect, test } from "../fixtures/test.js";

/** Path segments of the demo nodes. */
const NODES = ["fi", "gb", "es", "it", "ceu"];

test("examined nodes show what an operator can act on, and learn no variant of anybody", async ({ page, frame, nodes }) => {
  await frame.go("#/nodes");
  expect(await nodes.received()).toEqual([]);
  await page.getByRole("button", { name: "Examine all nodes" }).click();
  const list = page.getByRole("list", { name: "Nodes" });
  await expect(list.getByText("In order", { exact: true })).toHaveCount(NODES.length);

  const asked = await nodes.asked();
  for (const { method, path, query, body } of asked.filter(({ path }) => path.endsWith("/g_variants"))) {
    const parameters = method === "GET" ? new URLSearchParams(query).get("start") : JSON.parse(body).query.requestParameters.start;
    expect(String(parameters), path).toBe("135851075");
  }
  for (const path of NODES) {
    const ways = asked.filter((one) => one.path === `/${path}/g_variants`).map(({ method }) => method);
    expect(ways.sort(), path).toEqual(["GET", "POST"]);
  }

  const finland = list.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Finland" }) });
  await expect(finland).toContainText("Counted from 0, as the specification has it.");
  await expect(finland).toContainText("It sends AC and AN.");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the report on Finland" }).click();
  const report = await readFile(await (await download).path(), "utf8");
  expect(report).toContain("[Good] Ways to ask: POST: answered. GET: answered.");
  expect(report).toMatch(/POST http:\/\/127\.0\.0\.1:\d+\/fi\/g_variants: 200, /);
});

test("a node of one's own is kept, asked and removed; an address out of bounds is explained", async ({ page, frame, nodes }) => {
  await frame.go("#/nodes");
  const address = page.getByRole("textbox", { name: "Base address of its Beacon v2 interface" });
  const add = page.getByRole("button", { name: "Add and examine" });
  const list = page.getByRole("list", { name: "Nodes" });

  await address.fill("https://beacon.example.org/api");
  await add.click();
  await expect(page.getByText("The browser lets this page connect to the addresses its operator has listed")).toBeVisible();
  await expect(page.getByRole("region", { name: "Entry for nodes.json" })).toContainText("https://beacon.example.org/api");
  expect(await nodes.received()).toEqual([]);

  await address.fill(`${NODES_URL.replace("127.0.0.1", "localhost")}fi/`);
  await add.click();
  await expect(page.getByText("Added; it stands at the end of the list.")).toBeVisible();
  const own = list.getByRole("listitem").filter({ hasText: "added by you" });
  await expect(own.getByText("In order", { exact: true })).toBeVisible();
  await expect(own.getByRole("heading")).toHaveText("Finland demo node");

  await page.reload();
  await expect(own).toHaveCount(1);
  await own.getByRole("button", { name: /^Remove / }).click();
  await expect(own).toHaveCount(0);
  await page.reload();
  await expect(list.getByRole("heading")).toHaveCount(NODES.length);
});

test("a node has one question at a time, whatever is pressed", async ({ page, frame, nodes }) => {
  await nodes.misbehave({ fi: "delay:150" });
  // By the page's own clock: the events of the browser's driver may overtake each other.
  const asked = () => page.evaluate((node) => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return entries.filter(({ name }) => name.startsWith(node)).map(({ startTime, responseEnd }) => [startTime, responseEnd] as const);
  }, `${NODES_URL}fi/`);
  await frame.go("#/nodes");
  const examine = page.getByRole("button", { name: "Examine Finland" });
  await examine.click();
  await examine.click();
  await expect.poll(async () => (await asked()).length, { timeout: 20_000 }).toBe(14);
  await expect(page.getByText("In order", { exact: true })).toHaveCount(1);
  const spans = (await asked()).sort(([one], [other]) => one - other);
  for (const [at, [start]] of spans.entries()) {
    expect(start, `question ${at} waits for the one before`).toBeGreaterThanOrEqual(spans[at - 1]?.[1] ?? 0);
  }
});
