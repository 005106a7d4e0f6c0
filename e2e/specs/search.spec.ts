// How the search box reads what people type.
import { expect, test } from "../fixtures/test.js";
import { LACTASE } from "../pages/variant.js";

const SAME = [
  "2-135851076-G-A",
  "chr2:135851076 G>A",
  "chr2:135,851,076 G>A",
  "NC_000002.12:g.135851076G>A",
  "NC_000002.12:135851075:G:A",
  "chr2\t135851076\trs4988235\tG\tA\t50\tPASS\t.\tGT\t0/1",
  "2 135851076 . G A",
  "rs4988235",
  "RS4988235",
];

const WRONG: [line: string, sentence: RegExp][] = [
  ["héllo", /neither a variant nor a name we know: héllo\. Write chromosome, position and both alleles/],
  ["chr99-5-G-A", /No human chromosome is called chr99/],
  ["NC_000099.1:g.5G>A", /NC_000099\.1 is no chromosome of GRCh37 or GRCh38/],
  ["2-x-G-A", /No position could be read from/],
  ["2-0-G-A", /A position is a whole number from 1/],
  ["2-135851076", /Which change\? Add the reference and the alternate allele, as in 2-135851076-G-A/],
  ["2-135851076-G-<DEL>", /written with A, C, G, T or N; this is not: .*DEL/],
  ["2-300000000-G-A", /Chromosome 2 has 242,193,529 bases in GRCh38; 300,000,000 lies beyond its end/],
  ["2-135851076-G-G", /Both alleles are G, so nothing changes/],
  ["NC_000007.14:g.117559592_117559594del", /leaves out the base before the change/],
  ["NM_000492.4:c.1521_1523del", /needs a transcript/],
  ["rs1", /rs1 is not among the well-known variants/],
];

test("every notation of a variant leads to the same page", async ({ page, explore }) => {
  for (const line of SAME) {
    await test.step(line, async () => {
      await explore.open();
      await explore.lookUp(line);
      await expect(page).toHaveURL(new RegExp(`${LACTASE.fragment}$`));
      await expect(page.getByRole("heading", { level: 1, name: LACTASE.rs })).toBeVisible();
    });
  }
});

test("what is wrong is said, each in its own sentence", async ({ page, explore }) => {
  await explore.open();
  const address = page.url();
  const sentences = new Set<string>();
  for (const [line, sentence] of WRONG) {
    await test.step(line, async () => {
      await explore.lookUp(line);
      await expect(explore.reading).toHaveText(sentence);
      await expect(explore.box).toHaveAttribute("aria-invalid", "true");
      sentences.add((await explore.reading.textContent()) ?? "");
    });
  }
  expect(sentences.size).toBe(WRONG.length);
  expect(page.url()).toBe(address);
});

test("half a variant is no mistake while somebody is typing", async ({ explore }) => {
  await explore.open();
  await explore.box.pressSequentially("2-1358");
  await expect(explore.reading).toHaveText("Type or paste a variant, a gene or a region. Nothing is asked until you confirm.");
  await expect(explore.box).not.toHaveAttribute("aria-invalid", "true");
});

test("a line with two alternate alleles asks which one", async ({ page, explore }) => {
  await explore.open();
  await explore.lookUp("chr2\t135851076\t.\tG\tA,C\t.\t.\t.");
  await expect(explore.choices).toHaveText(["2-135851076-G-A", "2-135851076-G-C"]);
  await explore.choices.nth(1).click();
  await expect(page).toHaveURL(/#\/variant\/GRCh38\/2-135851076-G-C$/);
});

test("an older build is read as such, by accession or by choice", async ({ page, explore }) => {
  await explore.open();
  await explore.box.fill("NC_000002.11:g.136608646G>A");
  await expect(explore.reading).toContainText("position 136,608,646, G → A, GRCh37");
  await explore.assembly.selectOption("GRCh37");
  await explore.lookUp("2-136608646-G-A");
  await expect(page).toHaveURL(/#\/variant\/GRCh37\/2-136608646-G-A$/);
  await expect(page.getByText(/No node has counts in GRCh37, so nobody can be asked/).first()).toBeVisible();
});

test("an address that names no page says so and offers the way back", async ({ page, frame }) => {
  await frame.go("#/variant/GRCh38/2-1-G-<DEL>");
  await expect(frame.heading).toHaveText("This address names no page");
  await page.getByRole("link", { name: "To the start" }).click();
  await expect(frame.heading).toHaveText("How common is a genetic variant in Europe?");
});
