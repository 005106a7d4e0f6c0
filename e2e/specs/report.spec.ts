// The report: what a page rests on, on paper and as a file that opens again without asking anybody.
import { createHash } from "node:crypto";
import { violations } from "../fixtures/axe.js";
import { NODES_URL } from "../fixtures/nodes.js";
import { expect, test } from "../fixtures/test.js";
import { inMemory } from "../pages/my-file.js";
import { LACTASE } from "../pages/variant.js";

interface Exchange {
  request: { method: string; url: string; body: string; sha512: string };
  sentAt: string;
  cameAt: string;
  reply: { status: number; body: string; sha512: string };
}

interface Evidence {
  format: string;
  question: Record<string, string>;
  formulas: unknown[];
  nodes: { entry: { id: string }; part: string; exchanges?: Exchange[] }[];
  sha512?: string;
}

const sha512 = (text: string): string => createHash("sha512").update(text).digest("hex");

/** As `jq -cS` writes it. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${compact(item)}`).join(",")}}`;
}

test("evidence opens again with the same figures, and nobody is asked", async ({ page, variant, report, myFile, nodes, watch }) => {
  watch.allow(/status of 503/);
  await nodes.misbehave({ gb: "status:503" });
  await variant.openAndAsk();
  const chart = [await variant.chartRows(), await variant.chartTogether()];
  await report.open();
  const [figures, faf] = [await variant.figures(), await variant.highest()];
  const asked = await nodes.asked();
  const text = await report.evidence();

  const evidence = JSON.parse(text) as Evidence;
  expect(evidence.format).toBe("cohort-explorer-evidence");
  expect(evidence.question).toEqual({ assembly: "GRCh38", variant: LACTASE.canonical, disclosure: "variant" });
  expect(evidence.formulas).toHaveLength(6);
  const exchanges = evidence.nodes.flatMap((node) => node.exchanges ?? []);
  expect(exchanges.map(({ request }) => request.body).sort(), "the questions to the byte").toEqual(asked.map(({ body }) => body).sort());
  for (const { request, reply, sentAt, cameAt } of exchanges) {
    expect(request.sha512).toBe(sha512(request.body));
    expect(reply.sha512).toBe(sha512(reply.body));
    for (const time of [sentAt, cameAt]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(Date.parse(cameAt)).toBeGreaterThanOrEqual(Date.parse(sentAt));
  }
  const { sha512: whole, ...rest } = evidence;
  expect(whole, "anybody can check it").toBe(sha512(compact(rest)));
  expect(text.toLowerCase()).not.toContain("authorization");

  await myFile.open();
  await page.reload();
  await nodes.misbehave({});
  await nodes.forget();
  const toNodes: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(NODES_URL)) toNodes.push(request.url());
  });
  await myFile.choose(inMemory("any name.bin", text));
  await expect(page).toHaveURL(new RegExp(`${LACTASE.fragment}/report$`));
  await expect(report.fromFile).toBeVisible();
  expect([await variant.figures(), await variant.highest()]).toEqual([figures, faf]);
  expect([await variant.chartRows(), await variant.chartTogether()]).toEqual(chart);
  await expect(report.withoutFigure).toContainText("status 503");
  await expect(report.provenance).toContainText(whole ?? "nothing");
  expect(await violations(page), "a report from a file").toEqual([]);

  await report.toVariant.click();
  await expect(report.fromFile, "the whole page of the variant shows the same").toBeVisible();
  await expect(variant.answer("Great Britain")).toContainText("status 503");
  await expect(variant.askAgain("Great Britain"), "nobody is asked from a file").toBeHidden();
  expect(toNodes).toEqual([]);
  expect(await nodes.received()).toEqual([]);

  await page.goBack();
  await page.getByRole("button", { name: "Ask the nodes now" }).click();
  await expect(variant.confirm, "a question like any other").toHaveText("Send this one variant to 5 nodes");
  expect(toNodes).toEqual([]);
  await variant.confirm.click();
  await variant.settled();
  await expect(variant.answer("Great Britain")).toContainText("Answered");
  await expect(report.fromFile).toBeHidden();
});

test("altered evidence is refused in a sentence, and the next file opens", async ({ page, variant, report, myFile, nodes: _ }) => {
  await variant.openAndAsk();
  await report.open();
  const text = await report.evidence();
  const evidence = JSON.parse(text) as Evidence;
  await myFile.open();
  await page.reload();

  const exchange = evidence.nodes[0]?.exchanges?.[0];
  if (!exchange) throw new Error("nothing was kept");
  const honest = exchange.reply.body;
  exchange.reply.body = honest.replace(/\d/, (digit) => (digit === "1" ? "2" : "1"));
  await myFile.choose(inMemory("altered.json", JSON.stringify(evidence)));
  const says = page.getByRole("status").filter({ hasText: "altered.json cannot be opened as evidence" });
  await expect(says).toContainText(`“${evidence.nodes[0]?.entry.id}: exchanges[0].reply.body” is not what was saved: its SHA-512 differs.`);
  exchange.reply.body = honest;
  expect(await violations(page), "a refusal").toEqual([]);

  await myFile.choose(inMemory("cut.json", text.slice(0, text.length / 2)));
  await expect(page.getByText(/^The file is not whole: .* It was cut short or changed\./)).toBeVisible();
  await myFile.choose(inMemory("later.json", text.replace(/"version": 1\n}/, '"version": 2\n}')));
  await expect(page.getByText(/^The file has format version 2 \(field “version”\); this page reads version 1\./)).toBeVisible();
  await myFile.choose(inMemory("other.json", '{"rows": []}'));
  await expect(page.getByText(/^The file is no evidence of Cohort Explorer \(field “format”\)\./)).toBeVisible();

  await myFile.choose(inMemory("whole.json", text));
  await expect(page).toHaveURL(new RegExp(`${LACTASE.fragment}/report$`));
  await expect(report.fromFile).toBeVisible();
});

test("a model that was entered is on the report, also from its file, and replaces none", async ({ page, variant, report, myFile, nodes: _ }) => {
  await variant.openAndAsk();
  await report.open();
  const model = page.getByRole("region", { name: "Is it too common for the condition you have in mind?" });
  await expect(model, "nothing was entered").toBeHidden();
  await page.goBack();
  await page.getByLabel("Prevalence, 1 in").fill("4000");
  await report.open();
  await expect(model).toContainText("1/4,000");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  const text = await report.evidence();

  await myFile.open();
  await page.reload();
  await myFile.choose(inMemory("report.json", text));
  await expect(report.fromFile).toBeVisible();
  await expect(model).toContainText("1/4,000");
  await report.toVariant.click();
  await expect(page.getByLabel("Prevalence, 1 in"), "the person's own model stays").toHaveValue("2000");
});

test("before anybody was asked there is nothing to report", async ({ page, frame, variant, report }) => {
  await frame.go(`${LACTASE.fragment}/report`);
  await expect(page.getByText("Nobody has been asked about this variant in this tab, so there is nothing to report.")).toBeVisible();
  await expect(report.print).toBeHidden();
  await page.getByRole("link", { name: "To the variant, where nodes can be asked" }).click();
  await expect(variant.confirm).toBeVisible();
});

test("on paper: the figures, the chart and where they are from, and nothing to press", async ({ page, variant, report, nodes: _ }) => {
  await variant.openAndAsk();
  await report.open();
  await expect(report.requests).toContainText("SHA-512");
  await expect(page.getByText("It is not a medical device and must not be used for diagnosis or treatment.").first()).toBeVisible();
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "yes");
  });
  await report.print.click();
  await expect(page.locator("html[data-printed=yes]")).toBeAttached();

  await page.setViewportSize({ width: 673, height: 1000 });
  await page.emulateMedia({ media: "print" });
  for (const part of ["navigation", "banner", "contentinfo"] as const) {
    for (const found of await page.getByRole(part, { includeHidden: true }).all()) await expect(found).toBeHidden();
  }
  for (const button of await page.locator("button").all()) await expect(button).toBeHidden();
  await expect(variant.chart).toBeVisible();
  await expect(variant.table).toBeVisible();
  await expect(report.provenance).toBeVisible();
  await expect(report.provenance.getByText(/DerSimonian R, Laird N/)).toBeVisible();
  await expect(page.getByText("Summed: AC and AN added up, with a Wilson interval.", { exact: false }), "what is folded is shown").toBeVisible();
  const widths = await page.locator("main svg, main table, main pre").evaluateAll((parts) =>
    parts.filter((part) => part.getClientRects().length > 0).map((part) => part.getBoundingClientRect().right));
  expect(Math.max(...widths), "nothing is cut at the edge of the sheet").toBeLessThanOrEqual(673);
});
