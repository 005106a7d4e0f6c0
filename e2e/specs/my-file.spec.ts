// Opening files on this device: good ones, long ones, broken ones.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { heldBytes } from "../fixtures/memory.js";
import { stallingDisk } from "../fixtures/stalling-disk.js";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";

/** A real genome's chromosome, for those who have it beside the project. */
const REAL_FILE = fileURLToPath(new URL("../../../shared/data/vcf/PG_NA12878_hg38_chr21.vcf.gz", import.meta.url));
const REAL_RECORDS = 65_370;

const LONG = 200_000;

test("the demo file is one click away and says that it is made up", async ({ page, explore, myFile }) => {
  await explore.open();
  await page.getByRole("link", { name: "Try the demo file" }).click();
  await myFile.demo.click();
  await expect(myFile.fact("Records")).toHaveText(/^3,903\s*read to the last line$/);
  await expect(myFile.fact("Genome build")).toContainText("GRCh38");
  await expect(myFile.fact("File")).toContainText("end-of-file block found");
  await expect(page.getByText("Synthetic", { exact: true })).toBeVisible();
  await expect(page.getByText("Nothing of this file has left this device", { exact: true })).toBeVisible();
});

for (const [manner, name, contents, says] of [
  ["plain text", "small.vcf", vcf.small(), "plain text, opened in"],
  ["gzip", "small.vcf.gz", vcf.gzip(vcf.small()), "gzip, opened in"],
  ["bgzip", "small.vcf.gz", vcf.bgzf(vcf.small()), "bgzip, opened in"],
] as const) {
  test(`a file in ${manner} is counted, shown and closed`, async ({ page, myFile }) => {
    await myFile.open();
    await myFile.choose(inMemory(name, contents));
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(myFile.fact("Records")).toHaveText(/^3\s*read to the last line$/);
    await expect(myFile.fact("Rows")).toHaveText(/^3\D/);
    await expect(myFile.fact("Samples")).toHaveText(/^1\s*SAMPLE$/);
    await expect(myFile.fact("Ti/Tv")).toContainText("3 to 0");
    await expect(myFile.fact("Size")).toContainText(says);
    await expect(myFile.row(2)).toContainText("chr2:135,851,076");
    await expect(myFile.row(2)).toContainText("G → A");
    await expect(myFile.row(3)).toContainText("both");
    await myFile.close.click();
    await expect(page.getByRole("heading", { level: 1, name: "My file" })).toBeVisible();
    await expect(page.getByText("chr2:135,851,076")).toHaveCount(0);
  });
}

test("a row leads to its variant, and back to the same row", async ({ page, myFile, variant }) => {
  await myFile.open();
  await myFile.choose(inMemory("small.vcf", vcf.small()));
  await myFile.row(2).click();
  await expect(page).toHaveURL(/#\/file\/variant\/GRCh38\/2-135851076-G-A$/);
  await expect(variant.panel).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "My file" }).click();
  await expect(myFile.row(2)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("heading", { level: 1, name: "small.vcf" })).toBeVisible();
});

test("the table is used with the keyboard alone", async ({ page, myFile }) => {
  await myFile.open();
  await myFile.choose(inMemory("table.vcf", vcf.long(500)));
  await expect(myFile.fact("Records")).toContainText("500");
  await myFile.table.focus();
  const active = async () => myFile.table.getAttribute("aria-activedescendant");
  const first = await active();
  await page.keyboard.press("ArrowDown");
  await expect.poll(active).not.toBe(first);
  await page.keyboard.press("End");
  await expect(myFile.row(500)).toBeInViewport();
  await expect(myFile.row(500)).toContainText("chr2:509,001");
  await page.keyboard.press("Space");
  await expect(myFile.record).toContainText("chr2\t509001\t.\tG\tA\t50\tPASS");
  await page.getByRole("button", { name: "Close the record" }).press("Enter");
  await expect(myFile.record).toHaveCount(0);
  await expect(myFile.table).toBeFocused();
  await page.keyboard.press("Home");
  await expect(myFile.row(1)).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/file\/variant\/GRCh38\/2-10001-G-A$/);
});

test("a record with too few columns is kept out and named by its line", async ({ page, myFile }) => {
  const bad = "chr2\t150000000\t.\tG";
  const good = [vcf.line({ position: 1_000 }), vcf.line({ position: 2_000 })];
  await myFile.open();
  await myFile.choose(inMemory("bad-line.vcf", vcf.text(...vcf.META, vcf.columns(), good[0] ?? "", bad, good[1] ?? "")));
  await expect(myFile.fact("Records")).toHaveText(/^2\s*1 more kept out/);
  await page.getByText(/^1 remark about this file/).click();
  const remark = page.getByRole("listitem").filter({ hasText: "4 columns" });
  // Four lines of header, the column names, a good record.
  await expect(remark).toContainText(`Line ${vcf.META.length + 3}`);
  await expect(remark).toContainText("The record is kept out.");
});

test("a bgzip file cut in the middle is shown as a part and never as the whole", async ({ page, myFile }) => {
  const whole = vcf.bgzf(vcf.long(5_000));
  await myFile.open();
  await myFile.choose(inMemory("cut.vcf.gz", whole.subarray(0, Math.floor(whole.length / 2))));
  await expect(page.getByText("This file is not whole", { exact: true })).toBeVisible();
  await expect(myFile.fact("File")).toContainText("Partial");
  await expect(myFile.fact("Records")).toContainText("of the part that could be read");
  const records = Number.parseInt(((await myFile.fact("Records").textContent()) ?? "").replaceAll(",", ""), 10);
  expect(records).toBeGreaterThan(1_000);
  expect(records).toBeLessThan(4_000);
});

test("each file that is none has its sentence, and the page goes on working", async ({ page, myFile }) => {
  const record = vcf.line({ position: 1_000 });
  const bad: [name: string, contents: string | Buffer, sentence: RegExp][] = [
    ["empty.vcf", "", /The file is empty: it holds no byte/],
    ["letter.vcf", "Dear reader,\nthis is a letter.\n", /Line 1 is not the first line of a VCF: “Dear reader,”/],
    ["archive.vcf.gz", Buffer.from("PK\u0003\u0004 and so on"), /This is a ZIP archive, not a VCF/],
    ["error.vcf", "<!doctype html><title>404</title>", /This is a web page, not a VCF/],
    ["no-columns.vcf", vcf.text(...vcf.META, record), /Line 5: the line with the column names .* is missing; “chr2/],
    ["only-meta.vcf", vcf.text(...vcf.META), /the file ends without the line with the column names/],
  ];
  await myFile.open();
  for (const [name, contents, sentence] of bad) {
    await test.step(name, async () => {
      await myFile.choose(inMemory(name, contents));
      await expect(page.getByText(`${name} was not opened`, { exact: true })).toBeVisible();
      await expect(page.getByText(sentence)).toBeVisible();
      await expect(myFile.table).toHaveCount(0);
      await myFile.choose(inMemory("small.vcf", vcf.small()));
      await expect(myFile.fact("Records")).toContainText("read to the last line");
      await expect(page.getByText(`${name} was not opened`)).toHaveCount(0);
      await myFile.close.click();
    });
  }
});

test("a file of 200,000 records is scrolled to its end in a page that stays small", async ({ page, myFile }, info) => {
  const path = info.outputPath("long.vcf");
  await writeFile(path, vcf.long(LONG));
  await myFile.open();
  const before = await heldBytes(page);
  await myFile.choose(path);
  await expect(myFile.fact("Records")).toContainText("200,000", { timeout: 30_000 });
  await expect(myFile.fact("Ti/Tv")).toContainText("200,000 to 0");
  await expect(myFile.table).toHaveAttribute("aria-rowcount", String(LONG + 1));
  await myFile.table.focus();
  for (const [key, number] of [["End", LONG], ["Home", 1], ["End", LONG]] as const) {
    await page.keyboard.press(key);
    const place = vcf.longPosition(number - 1).toLocaleString("en");
    await expect(myFile.row(number)).toContainText(`chr2:${place}`);
    await expect(myFile.row(number)).toBeInViewport();
  }
  expect(await myFile.table.getByRole("row").count()).toBeLessThan(150);
  const grown = (await heldBytes(page)) - before;
  info.annotations.push({ type: "memory", description: `${Math.round(grown / 1024)} KiB more in the page` });
  // The file has 8 MB; the page holds the rows in view.
  expect(grown).toBeLessThan(4 * 1024 * 1024);
});

if (existsSync(REAL_FILE)) {
  test("a real chromosome is counted and scrolled to its end", async ({ page, myFile }) => {
    await myFile.open();
    await myFile.choose(REAL_FILE);
    await expect(myFile.fact("Records")).toContainText(REAL_RECORDS.toLocaleString("en"), { timeout: 30_000 });
    await expect(myFile.fact("Genome build")).toContainText("GRCh38");
    const rows = Number(await myFile.table.getAttribute("aria-rowcount")) - 1;
    expect(rows).toBeGreaterThanOrEqual(REAL_RECORDS);
    await myFile.table.focus();
    await page.keyboard.press("End");
    await expect(myFile.row(rows)).toBeInViewport();
    await expect(myFile.row(rows)).toContainText(/chr21:\d/);
  });
} else {
  test("without the real chromosome, a long gzip file is counted", async ({ myFile }, info) => {
    info.annotations.push({ type: "data", description: `${REAL_FILE} is not here; a generated file took its place` });
    await myFile.open();
    await myFile.choose(inMemory("long.vcf.gz", vcf.gzip(vcf.long(REAL_RECORDS))));
    await expect(myFile.fact("Records")).toContainText(REAL_RECORDS.toLocaleString("en"), { timeout: 30_000 });
  });
}

test("reading is stopped at once, and nothing of it is kept", async ({ page, myFile }) => {
  await stallingDisk(page);
  await myFile.open();
  await myFile.choose(inMemory("stalled.vcf", vcf.long(LONG / 2)));
  await expect(page.getByRole("progressbar", { name: "Reading on this device" })).toBeVisible();
  const [reading] = page.workers();
  expect(reading).toBeDefined();
  await myFile.cancel.click();
  await expect(page.getByText("You stopped the reading of stalled.vcf", { exact: true })).toBeVisible();
  await expect(myFile.table).toHaveCount(0);
  // Another may wait for the next file; this one, and its memory, are gone.
  await expect.poll(() => page.workers().some((worker) => worker === reading), "the worker still runs").toBe(false);
  await myFile.choose(inMemory("small.vcf", vcf.small()));
  await expect(myFile.fact("Records")).toContainText("read to the last line");
});

test("a file that does not say its build leads to no variant until the person says it", async ({ page, myFile }) => {
  const meta = vcf.META.filter((line) => !line.startsWith("##contig"));
  await myFile.open();
  await myFile.choose(inMemory("no-build.vcf", vcf.text(...meta, vcf.columns(), vcf.line({ position: 135_851_076 }))));
  await expect(myFile.fact("Genome build")).toContainText("Not stated");
  await myFile.row(1).click();
  await expect(page.getByText("This row leads to no variant page")).toBeVisible();
  await page.getByRole("radio", { name: "GRCh37" }).check({ force: true });
  await expect(page.getByText("You said that this file is in GRCh37")).toBeVisible();
  await myFile.row(1).click();
  await expect(page).toHaveURL(/#\/file\/variant\/GRCh37\/2-135851076-G-A$/);
});

test("names in a file are text, whatever they hold", async ({ page, myFile }) => {
  const attack = '<img src=x onerror="window.run=1">';
  const file = vcf.text(...vcf.META, vcf.columns(attack), vcf.line({ position: 1_000, id: attack, info: `NOTE=${attack.replaceAll("=", ":")}` }));
  await myFile.open();
  await myFile.choose(inMemory(`${attack}.vcf`, file));
  await expect(myFile.fact("Samples")).toContainText(attack);
  await myFile.table.focus();
  await page.keyboard.press("Space");
  await expect(myFile.record).toContainText(attack);
  expect(await page.locator("main img").count()).toBe(0);
  expect(await page.evaluate(() => "run" in window)).toBe(false);
});

test("a header that names two builds is asked about, and both are named", async ({ page, myFile }) => {
  await myFile.open();
  const contradicting = vcf.small().replace(vcf.META[1], `##reference=file:///data/hs37d5.fa\n${vcf.META[1]}`);
  await myFile.choose(inMemory("two.vcf", contradicting));
  await expect(page.getByText(/Its header names both GRCh3[78] and GRCh3[78]\./)).toBeVisible();
  await expect(myFile.fact("Genome build")).toContainText("Not stated");
  await page.getByRole("radio", { name: "GRCh37" }).check({ force: true });
  await expect(myFile.fact("Genome build")).toContainText("said by you, not by the file");
});
