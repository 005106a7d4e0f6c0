// The newcomer's way through the whole product, and what leaves on it.
import { readFile } from "node:fs/promises";
import { readCsv } from "../fixtures/csv.js";
import { NODES_URL } from "../fixtures/nodes.js";
import { expect, test } from "../fixtures/test.js";
import { isOutlier, pooled } from "../fixtures/pooled.js";
import { figure, wilson } from "../fixtures/wilson.js";
import { LACTASE } from "../pages/variant.js";

/** The registry's nodes in its order: path, name. */
const NODES = [
  ["fi", "Finland"],
  ["gb", "Great Britain"],
  ["es", "Spain"],
  ["it", "Italy"],
  ["ceu", "CEU"],
] as const;

test("from an rs number to its frequency in each cohort, and to the bytes that left", async ({
  page, explore, variant, ledger, nodes,
}) => {
  const toNodes: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(NODES_URL)) toNodes.push(request.url());
  });

  await explore.open();
  await explore.box.fill(LACTASE.rs);
  await expect(explore.reading).toHaveText(
    "We read this as chromosome 2, position 135,851,076, G → A, GRCh38. Nothing is asked until you confirm.",
  );
  await explore.box.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: LACTASE.rs })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${LACTASE.fragment}$`));

  await expect(variant.recipients).toHaveCount(NODES.length);
  for (const [path] of NODES) {
    await expect(variant.panel.getByText(`${NODES_URL}${path}`, { exact: true })).toBeVisible();
  }
  const shown = (await variant.question.textContent()) ?? "";
  expect(JSON.parse(shown).query.requestParameters).toEqual({
    assemblyId: "GRCh38", referenceName: "2", start: [135_851_075], referenceBases: "G", alternateBases: "A",
  });
  expect(toNodes).toEqual([]);
  expect(await nodes.received()).toEqual([]);

  await expect(variant.confirm).toHaveText("Send this one variant to 5 nodes");
  await variant.confirm.click();
  await variant.settled();
  for (const [, name] of NODES) {
    await expect(variant.answer(name)).toContainText("Answered");
    await expect(variant.answer(name)).toContainText(/\d+\sm?s/);
  }

  const arrived = await nodes.received();
  const asked = arrived.filter(({ method }) => method !== "OPTIONS");
  expect(asked.map(({ path, query }) => [path, query]).sort()).toEqual(NODES.map(([path]) => [`/${path}/g_variants`, ""]).sort());
  for (const { method, body } of asked) {
    expect(method).toBe("POST");
    expect(body, "what was shown is what left, to the byte").toBe(shown);
  }
  for (const { query, body, path } of arrived.filter(({ method }) => method === "OPTIONS")) {
    expect([query, body], `a permission check at ${path} says nothing`).toEqual(["", ""]);
  }

  await ledger.open();
  const addresses = await ledger.addresses();
  expect(addresses[0]).toBe("GET nodes.json");
  expect(addresses.slice(1).sort()).toEqual(asked.map(({ path }) => `POST ${new URL(path, NODES_URL)}`).sort());
  expect(await ledger.bodies()).toEqual(asked.map(({ body }) => body));
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save everything as JSON" }).click();
  const { entries } = JSON.parse(await readFile(await (await saved).path(), "utf8")) as { entries: { body: string | null }[] };
  expect(entries.map(({ body }) => body).filter(Boolean)).toEqual(asked.map(({ body }) => body));
});

for (const [what, fragment, rows] of [
  ["counted as a whole", LACTASE.fragment, 1],
  ["counted by sex and genotype", "#/variant/GRCh38/1-214464829-C-T", 3],
] as const) {
  test(`chart and table hold what the nodes said, with its interval: ${what}`, async ({ variant, nodes }) => {
    await variant.openAndAsk(fragment);
    const [{ body = "" } = {}] = await nodes.asked();
    const spoken = await variant.chartRows();
    expect(spoken).toHaveLength(NODES.length);
    for (const [at, [path, name]] of NODES.entries()) {
      const figures = await nodes.figures(path, body);
      expect(figures).toHaveLength(rows);
      for (const { population, alleleCount, alleleNumber, alleleCountHomozygous } of figures) {
        const { low, high } = wilson(alleleCount, alleleNumber);
        const [frequency, interval] = [figure(alleleCount / alleleNumber), `${figure(low)}–${figure(high)}`];
        const people = alleleCountHomozygous === undefined ? "not sent" : String(alleleCountHomozygous / 2);
        const who = population === "Total" ? "everyone" : population.endsWith("F") ? "women" : "men";
        await expect(variant.cells(new RegExp(`^${name}, ${who}`))).toHaveText([
          String(alleleCount), String(alleleNumber), frequency, interval, people, "Answered",
        ]);
        if (population === "Total") {
          const told = spoken[at]?.replace(", outlier:", ":");
          expect(told).toBe(`${name}, ${alleleCount} of ${alleleNumber} copies: ${frequency}, ${interval}`);
        }
      }
    }
    const together = ["pooled", "summed"].length;
    await expect(variant.table.getByRole("rowheader")).toHaveCount(NODES.length * rows + together);
  });
}

test("all cohorts together come to what an independent computation says", async ({ variant, nodes }) => {
  await variant.openAndAsk();
  const [{ body = "" } = {}] = await nodes.asked();
  const answers = await Promise.all(NODES.map(([path]) => nodes.figures(path, body)));
  const cohorts = answers.map(([total]) => ({ count: total?.alleleCount ?? NaN, number: total?.alleleNumber ?? NaN }));
  const count = cohorts.reduce((sum, cohort) => sum + cohort.count, 0);
  const number = cohorts.reduce((sum, cohort) => sum + cohort.number, 0);
  const range = ([low, high]: [number, number]) => `${figure(low)}–${figure(high)}`;
  const sum = wilson(count, number);
  const expected = pooled(cohorts);
  const copies = `${count} of ${number.toLocaleString("en-GB")} copies`;

  await expect(variant.together).toContainText("They differ more than chance alone would explain");
  const summed = [figure(count / number), range([sum.low, sum.high])] as const;
  await expect(variant.togetherFact("Summed")).toHaveText(`${summed[0]}${copies}; 95 % interval ${summed[1]}`);
  const estimate = [figure(expected.estimate), range(expected.interval)] as const;
  await expect(variant.togetherFact("Pooled (random effects)")).toHaveText(`${estimate[0]}95 % interval ${estimate[1]}`);
  await expect(variant.togetherFact("One more cohort")).toContainText(range(expected.prediction));
  await expect(variant.togetherFact("Cochran’s Q")).toContainText(`${expected.q.toFixed(2)}4 degrees of freedom, p < 0.001`);
  await expect(variant.togetherFact("I²")).toContainText((expected.iSquared * 100).toFixed(1));
  await expect(variant.togetherFact("τ²")).toContainText(expected.tauSquared.toFixed(3));

  expect(await variant.chartTogether()).toEqual([
    `Pooled (random effects), ${NODES.length} cohorts: ${estimate.join(", ")}`,
    `Summed, ${copies}: ${summed.join(", ")}`,
  ]);
  await expect(variant.cells(/^Summed/)).toHaveText([String(count), number.toLocaleString("en-GB"), ...summed, "–", "–"]);

  const far = NODES.filter((_, at) => isOutlier(cohorts, at)).map(([, name]) => name);
  expect(far).toEqual(["Italy"]);
  await expect(variant.together).toContainText("Far from what the other cohorts predict: Italy.");
  const marked = (await variant.chartRows()).filter((row) => row.includes("outlier"));
  expect(marked.map((row) => row.split(",")[0])).toEqual(far);
  await expect(variant.together.getByText("Not in these figures")).toBeHidden();
});

test("who is not in the figures of all together is named, with the reason", async ({ watch, variant, nodes }) => {
  watch.allow(/status of 503/);
  await nodes.misbehave({ gb: "status:503" });
  await variant.open();
  await variant.panel.getByRole("checkbox", { name: /^Spain:/ }).uncheck();
  await variant.confirm.click();
  await variant.settled();
  await expect(variant.together.getByRole("listitem").filter({ hasText: "Great Britain: The node is not working" })).toBeVisible();
  await expect(variant.together.getByRole("listitem").filter({ hasText: "Spain: It was not asked." })).toBeVisible();
  expect(await variant.chartTogether()).toHaveLength(2);
});

test("Finland's figures are those that the project counted", async ({ variant, nodes: _ }) => {
  await variant.openAndAsk();
  expect((await variant.chartRows())[0]).toBe("Finland, 117 of 198 copies: 0.591, 0.521–0.657");
  await expect(variant.answer("Finland")).toContainText("117 of 198 copies");
});

test("the chart is walked row by row with the arrow keys", async ({ page, variant, nodes: _ }) => {
  await variant.openAndAsk();
  const rows = variant.chart.getByRole("img");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rows.last()).toBeFocused();
});

test("the table copies and downloads as CSV", async ({ page, context, variant, nodes: _ }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await variant.openAndAsk();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`cohort-explorer-GRCh38-${LACTASE.canonical}.csv`);
  const csv = await readFile(await download.path(), "utf8");
  const { remarks, rows } = readCsv(csv);
  expect(remarks.join()).toContain("Not a medical device");
  expect(remarks.join()).toContain("Summed: cohorts 5; AC 511; AN 1006;");
  expect(remarks.join()).toContain("Outlier: it");
  const finland = rows.find(({ node, population }) => node === "Finland" && population === "Total") ?? {};
  expect(finland).toMatchObject({
    variant: LACTASE.canonical, assembly: "GRCh38", AC: "117", AN: "198", state: "answered",
    cohort: "1000 Genomes, Finnish in Finland (99 people), standing in for a national node",
  });
  const { low, high } = wilson(117, 198);
  expect(Number(finland.AF)).toBeCloseTo(117 / 198, 12);
  expect(Number(finland.AF_95_low)).toBeCloseTo(low, 9);
  expect(Number(finland.AF_95_high)).toBeCloseTo(high, 9);
  expect(new Set(rows.map(({ node }) => node))).toEqual(new Set(NODES.map(([, name]) => name)));

  await page.getByRole("button", { name: "Copy the table" }).click();
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();
  expect(readCsv(await page.evaluate(() => navigator.clipboard.readText()))).toEqual({ remarks, rows });
});

test("whoever is left out is not asked", async ({ variant, nodes }) => {
  await variant.open();
  await variant.panel.getByRole("checkbox", { name: /^Spain:/ }).uncheck();
  await expect(variant.confirm).toHaveText("Send this one variant to 4 nodes");
  await variant.confirm.click();
  await variant.settled();
  expect((await nodes.received()).map(({ path }) => path)).not.toContain("/es/g_variants");
  expect(await nodes.asked()).toHaveLength(4);
  await expect(variant.answer("Spain")).toContainText("Not asked");
});
