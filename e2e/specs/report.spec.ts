// The report: what a page rests on, on paper and as a file that opens again without asking anybody.
import { createHash } from "node:crypto";
import { NODES_URL } from "../fixtures/nodes.js";
import { expect, test } from "../fixtures/test.js";
import { inMemory } from "../pages/my-file.js";
import { LACTASE } from "../pages/variant.js";

interface Exchange {
  request: { method: string; url: string; body: string; sha512: string };
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

test("evidence opens again with the same figures, and nobody is asked", async ({ page, variant, myFile, nodes, watch }) => {
  watch.allow(/status of 503/);
  await nodes.misbehave({ gb: "status:503" });
  await variant.openAndAsk();
  const [figures, rows, together] = [await variant.figures(), await variant.chartRows(), await variant.chartTogether()];
  const asked = await nodes.asked();
  const text = await variant.evidence();

  const evidence = JSON.parse(text) as Evidence;
  expect(evidence.format).toBe("cohort-explorer-evidence");
  expect(evidence.question).toEqual({ assembly: "GRCh38", variant: LACTASE.canonical, disclosure: "variant" });
  expect(evidence.formulas).toHaveLength(5);
  const exchanges = evidence.nodes.flatMap((node) => node.exchanges ?? []);
  expect(exchanges.map(({ request }) => request.body).sort(), "the questions to the byte").toEqual(asked.map(({ body }) => body).sort());
  for (const { request, reply, cameAt } of exchanges) {
    expect(request.sha512).toBe(sha512(request.body));
    expect(reply.sha512).toBe(sha512(reply.body));
    expect(cameAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
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
  await expect(page).toHaveURL(new RegExp(`${LACTASE.fragment}$`));
  await expect(page.getByText(/^From a file saved on [\d-]+ [\d:]+; nothing was asked now\. Its hashes are right\.$/)).toBeVisible();
  await expect(variant.table).toBeVisible();
  expect(await variant.figures()).toEqual(figures);
  expect(await variant.chartRows()).toEqual(rows);
  expect(await variant.chartTogether()).toEqual(together);
  await expect(variant.answer("Great Britain")).toContainText("status 503");
  await expect(variant.askAgain("Great Britain"), "nobody is asked from a file").toBeHidden();
  await expect(variant.provenance).toContainText(whole ?? "nothing");
  expect(toNodes).toEqual([]);
  expect(await nodes.received()).toEqual([]);

  await page.getByRole("button", { name: "Ask the nodes now" }).click();
  await expect(variant.confirm, "a question like any other").toHaveText("Send this one variant to 5 nodes");
  expect(toNodes).toEqual([]);
  await variant.confirm.click();
  await variant.settled();
  await expect(variant.answer("Great Britain")).toContainText("Answered");
  await expect(page.getByText(/^From a file saved on/)).toBeHidden();
});

test("altered evidence is refused in a sentence, and the next file opens", async ({ page, variant, myFile }) => {
  await variant.openAndAsk();
  const text = await variant.evidence();
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

  await myFile.choose(inMemory("cut.json", text.slice(0, text.length / 2)));
  await expect(page.getByText(/^The file is not whole: .* It was cut short or changed\./)).toBeVisible();
  await myFile.choose(inMemory("later.json", text.replace(/"version": 1\n}/, '"version": 2\n}')));
  await expect(page.getByText(/^The file has format version 2 \(field “version”\); this page reads version 1\./)).toBeVisible();

  await myFile.choose(inMemory("whole.json", text));
  await expect(page).toHaveURL(new RegExp(`${LACTASE.fragment}$`));
  await expect(page.getByText(/Its hashes are right\.$/)).toBeVisible();
});

test("on paper: the figures, the chart and where they are from, and nothing to press", async ({ page, variant }) => {
  await variant.openAndAsk();
  await expect(variant.print).toBeVisible();
  await expect(variant.provenance.getByRole("table")).toContainText("SHA-512");
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "yes");
  });
  await variant.print.click();
  await expect(page.locator("html[data-printed=yes]")).toBeAttached();

  await page.setViewportSize({ width: 673, height: 1000 });
  await page.emulateMedia({ media: "print" });
  for (const navigation of await page.getByRole("navigation", { includeHidden: true }).all()) await expect(navigation).toBeHidden();
  for (const button of await page.locator("button").all()) await expect(button).toBeHidden();
  await expect(variant.chart).toBeVisible();
  await expect(variant.table).toBeVisible();
  await expect(variant.provenance).toBeVisible();
  await expect(variant.provenance.getByText(/DerSimonian R, Laird N/)).toBeVisible();
  await expect(page.getByText("Summed: AC and AN added up, with a Wilson interval.", { exact: false }), "what is folded is shown").toBeVisible();
  await expect(page.getByRole("region", { name: "People with this variant and a sign or disease", includeHidden: true })).toBeHidden();
  const widths = await page.locator("main svg, main table, main pre").evaluateAll((parts) =>
    parts.filter((part) => part.getClientRects().length > 0).map((part) => part.getBoundingClientRect().right));
  expect(Math.max(...widths), "nothing is cut at the edge of the sheet").toBeLessThanOrEqual(673);
});
