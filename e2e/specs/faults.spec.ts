// Nodes in trouble, and a page without its list of nodes: each has its own words, and nothing unknown is a zero.
import { NODES_URL } from "../fixtures/nodes.js";
import { limitMemory } from "../fixtures/small-memory.js";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";
import type { VariantPage } from "../pages/variant.js";

const NAMES: Record<string, string> = { fi: "Finland", gb: "Great Britain", es: "Spain", it: "Italy", ceu: "CEU" };

/** What the browser itself says of a connection that fails. */
const OF_CONNECTIONS = [/Failed to load resource/, /blocked by CORS policy/, /net::ERR_FAILED/];

/** A node without a figure has a row, and no figure stands in it. */
async function hasNoFigure(variant: VariantPage, name: string, word: string): Promise<void> {
  const row = (await variant.chartRows()).find((row) => row.startsWith(name));
  expect(row, `${name} keeps its row in the chart`).toBeDefined();
  expect(row).toContain(word);
  expect(row).not.toMatch(/\d/);
  await expect(variant.cells(new RegExp(`^${name}`))).toHaveText(["–", "–", "–", "–", "–", word]);
}

test("each trouble has its own words, and the others' figures remain", async ({ watch, variant, nodes }) => {
  watch.allow(...OF_CONNECTIONS);
  await nodes.misbehave({ gb: "html", es: "status:503", it: "hang", ceu: "no-cors" });
  await variant.open();
  await variant.confirm.click();
  await expect(variant.answer("Finland")).toContainText("117 of 198 copies");
  await expect(variant.answer("Italy")).toContainText("Asking");
  for (const [node, word, says] of [
    ["Great Britain", "Failed", /no Beacon answer, perhaps a web page\. It begins: <!doctype html>/],
    ["Spain", "Failed", /not working \(status 503\)\. We know nothing about this cohort/],
    ["CEU", "Blocked", /does not allow other pages to read its answers \(CORS\)/],
  ] as const) {
    await expect(variant.answer(node)).toContainText(word);
    await expect(variant.answer(node)).toContainText(says);
    await hasNoFigure(variant, node, word);
  }
  await variant.settled();
  await expect(variant.answer("Italy")).toContainText("Nothing came within 8 seconds");
  await hasNoFigure(variant, "Italy", "No answer");
  expect((await variant.chartRows())[0]).toBe("Finland, 117 of 198 copies: 0.591, 0.521–0.657");
  await expect(variant.cells(/^Finland, everyone/).nth(2)).toHaveText("0.591");

  await test.step("asking again tells of the new trouble, and then of the answer", async () => {
    await nodes.misbehave({ gb: "malformed" });
    await variant.askAgain("Great Britain").click();
    await expect(variant.answer("Great Britain")).toContainText('It begins: {"meta"');
    await nodes.misbehave({});
    for (const name of ["Great Britain", "Spain", "Italy", "CEU"]) {
      await variant.askAgain(name).click();
      await expect(variant.answer(name)).toContainText("Answered");
    }
    const rows = await variant.chartRows();
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toMatch(/: 0\.\d{3}, 0\.\d{3}–0\.\d{3}$/);
  });
});

test("with all nodes down, the page says that nothing is known", async ({ page, watch, variant, myFile }) => {
  watch.allow(...OF_CONNECTIONS);
  await page.route(`${NODES_URL}**`, (route) => route.abort("connectionrefused"));
  await variant.openAndAsk();
  for (const name of Object.values(NAMES)) {
    await expect(variant.answer(name)).toContainText("No connection");
    await hasNoFigure(variant, name, "No answer");
  }
  await expect(page.getByText("Nobody gave a figure. That is not a zero; we know nothing yet.")).toBeVisible();
  await myFile.open();
  await myFile.choose(inMemory("small.vcf", vcf.small()));
  await expect(myFile.fact("Records")).toContainText("3");
});

test("waiting is ended by the person, and answers that came stay", async ({ page, variant, nodes }) => {
  await nodes.misbehave({ it: "hang" });
  await variant.open();
  await variant.confirm.click();
  await expect(variant.answer("Finland")).toContainText("Answered");
  await page.getByRole("button", { name: "Stop waiting" }).click();
  await expect(variant.answer("Italy")).toContainText("You stopped waiting");
  await expect(variant.answer("Finland")).toContainText("117 of 198 copies");
});

test("a node that has never seen the variant is no zero", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk("#/variant/GRCh38/2-135851077-G-T");
  await expect(variant.answer("Finland")).toContainText("this is not a zero");
  await hasNoFigure(variant, "Finland", "Not seen");
  await expect(page.getByText(/No cohort that answered has seen this variant/)).toBeVisible();
});

for (const [trouble, fulfil, sentence] of [
  ["missing", { status: 404, body: "not found" }, /The list of nodes did not come \(nodes\.json: status 404\)/],
  ["broken", { status: 200, body: '{\n"version": 1, "nodes": [' }, /The list of nodes is not usable: nodes\.json, line 2/],
  ["of another version", { status: 200, body: '{"version": 9, "nodes": []}' }, /nodes\.json is of version 9, this page reads version 1/],
] as const) {
  test(`a list of nodes that is ${trouble} is told, and files still open`, async ({ page, watch, variant, myFile, frame }) => {
    watch.allow(/Failed to load resource.*404/);
    await page.route("**/nodes.json", (route) => route.fulfill({ ...fulfil, contentType: "application/json" }));
    await variant.open();
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(variant.confirm).toHaveCount(0);
    await frame.follow("Nodes");
    await expect(page.getByText(sentence)).toBeVisible();
    await frame.follow("My file");
    await myFile.choose(inMemory("small.vcf", vcf.small()));
    await expect(myFile.fact("Records")).toContainText("3");
  });
}

test("the demo file that does not come is told, and other files still open", async ({ page, watch, myFile }) => {
  watch.allow(/Failed to load resource/);
  await page.route("**/demo/*.vcf.gz", (route) => route.abort("connectionrefused"));
  await myFile.open();
  await myFile.demo.click();
  await expect(page.getByText("The demo file did not come", { exact: true })).toBeVisible();
  await myFile.choose(inMemory("small.vcf", vcf.small()));
  await expect(myFile.fact("Records")).toContainText("3");
});

test("a worker that runs out of memory leaves the page alive, and the file can be opened again", async ({ page, watch, myFile, frame }) => {
  watch.allow(/unreachable|memory|RuntimeError/);
  const records = 300_000;
  await limitMemory(page, 40);
  await myFile.open();
  await myFile.choose(inMemory("long.vcf", vcf.long(records)));
  await expect(page.getByText("long.vcf could not be read to its end", { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText(/has stopped, perhaps for want of memory/)).toBeVisible();
  await frame.go("#/about");
  await frame.go("#/file");
  await page.getByRole("button", { name: "Open it again" }).click();
  await expect(myFile.fact("Records")).toHaveText(/^300,000/);
});

test("a worker that does not load is told, and the page goes on working", async ({ page, watch, myFile, frame }) => {
  watch.allow(/Failed to load resource/);
  await page.route(/cohort-worker-[0-9a-f]+_start\.js$/, (route) => route.fulfill({ status: 404, body: "" }));
  await myFile.open();
  await myFile.choose(inMemory("small.vcf", vcf.small()));
  await expect(page.getByText("small.vcf could not be read to its end", { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.unroute(/cohort-worker-[0-9a-f]+_start\.js$/);
  await page.getByRole("button", { name: "Open it again" }).click();
  await expect(myFile.fact("Records")).toContainText("3");
  await frame.go("#/about");
});
