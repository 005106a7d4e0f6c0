// 27 nodes, half of them in trouble: each has its outcome within ten seconds, in words of its own.
import { DemoNodes, MANY } from "../fixtures/nodes.js";
import { expect, test } from "../fixtures/test.js";

test.use({ baseURL: MANY.page });

/** Who is in trouble, the word beside the name, and what is said; `cargo xtask demo --nodes 27 --faults` lists the faults. */
const TROUBLES: readonly [name: string, word: string, says: RegExp][] = [
  ["Croatia", "No answer", /No connection, tried twice/],
  ["Lithuania", "No answer", /Nothing came within 8 seconds/],
  ["Romania", "No answer", /Nothing came within 8 seconds/],
  ["Portugal", "No answer", /Nothing came within 8 seconds/],
  ["Slovakia", "Failed", /status 503/],
  ["Hungary", "Failed", /no Beacon answer, perhaps a web page/],
  ["Netherlands", "No answer", /asked too often; it may be asked again in \d+ seconds/],
  ["Slovenia", "Failed", /belongs to another question and was thrown away/],
  ["Greece", "Blocked", /does not allow other pages to read its answers \(CORS\)/],
  ["Denmark", "Withheld", /hides small counts/],
  ["Ireland", "Below a threshold", /its count is a bound/],
  ["Luxembourg", "Sign-in needed", /wants to know who asks/],
  ["Bulgaria", "Another build", /It was asked, and says that it has no counts in this build/],
  ["Norway", "Refused", /refused this question/],
  ["Latvia", "Not seen", /not a zero/],
  ["Sweden", "Not assessed", /No copy could be read there/],
];

/** Slow, but in time; and through the relay of the page's own server. */
const WELL = ["Poland (synthetic)", "France (synthetic)", "Finland", "Great Britain", "Spain", "Italy"];

/** What the browser itself says of a connection that fails. */
const OF_CONNECTIONS = [/Failed to load resource/, /blocked by CORS policy/, /net::ERR_/];

test("27 nodes, 5 of them dead or slow: every row is final within 10 seconds, and each trouble has its words", async ({ page, watch, variant }) => {
  watch.allow(...OF_CONNECTIONS);
  const nodes = new DemoNodes(MANY.nodes);
  await nodes.forget();
  await variant.open();
  await expect(variant.recipients).toHaveCount(27);
  const asked = Date.now();
  await variant.confirm.click();
  await expect(variant.answer("Finland")).toContainText("117 of 198 copies");
  expect(Date.now() - asked, "who is well does not wait for who is not").toBeLessThan(4_000);
  await variant.settled(11_000);
  expect(Date.now() - asked, "milliseconds until nobody is waited for").toBeLessThan(10_000);
  await expect(variant.answers.getByRole("listitem")).toHaveCount(27);
  for (const [name, word, says] of TROUBLES) {
    await expect.soft(variant.answer(`${name} (synthetic)`)).toContainText(word);
    await expect.soft(variant.answer(`${name} (synthetic)`)).toContainText(says);
  }
  for (const name of WELL) await expect.soft(variant.answer(name)).toContainText(/[\d,]+ of [\d,]+ copies/);

  await test.step("all 27 keep a row in the chart and the table; what is made up says so", async () => {
    const rows = await variant.chartRows();
    expect(rows).toHaveLength(27);
    for (const [name] of TROUBLES) expect(rows.find((row) => row.startsWith(name)), name).not.toMatch(/: 0[,.]/);
    expect(rows.filter((row) => row.includes("(synthetic)"))).toHaveLength(23);
    await expect(variant.together.getByText(/made-up counts are never taken together with real ones/).first()).toBeVisible();
    await expect(variant.togetherFact("Summed")).toContainText("365 of 808 copies");
  });

  await test.step("the relayed node was asked by the page's server, without the browser's marks", async () => {
    const questions = (await nodes.asked()).filter(({ path }) => path.startsWith("/fr/"));
    // Once more where its software wants the position in another form.
    expect(questions.length).toBeGreaterThan(0);
    for (const { headers } of questions) expect(headers).not.toMatchObject({ origin: expect.anything() });
    for (const { headers } of questions) expect(headers).not.toMatchObject({ referer: expect.anything() });
  });
});
