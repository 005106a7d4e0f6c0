// The rows as they are looked at, taken away as a file that is made on this device.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { readCsv } from "../fixtures/csv.js";
import { expect, test } from "../fixtures/test.js";
import { bgzf, columns, line, long, META, small, text } from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";

/** Makes a file in a form; gives its name and where it was put. */
async function exported(page: Page, form: string): Promise<{ name: string; path: string }> {
  await page.getByRole("button", { name: "Export these rows" }).click();
  await expect(page.getByText("It holds personal genetic data")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: form, exact: true }).click();
  const made = await download;
  return { name: made.suggestedFilename(), path: await made.path() };
}

test.beforeEach(async ({ myFile }) => {
  await myFile.open();
});

test("a CSV holds the rows of the filter in the order shown, and no formula", async ({ page, myFile }) => {
  const records = [
    line({ position: 10, id: "=1+1", info: "NOTE=x,y" }),
    line({ position: 30, alternate: "A,T", genotype: "1/2" }),
    line({ position: 20, genotype: "0/0" }),
  ];
  await myFile.choose(inMemory("me.vcf", text(...META, columns(), ...records)));
  await myFile.filterBy("POS < 100 and GT = carrier");
  await expect(myFile.match).toContainText("3 of 4 rows");
  const head = page.getByRole("columnheader", { name: "Position" });
  for (const order of ["ascending", "descending"]) {
    await head.getByRole("button").click();
    await expect(head).toHaveAttribute("aria-sort", order);
  }
  await expect(myFile.row(3)).toContainText("chr2:10");
  const { name, path } = await exported(page, "CSV, for a spreadsheet");
  expect(name).toBe("me.filtered.3-rows.csv");
  const { remarks, rows } = readCsv(readFileSync(path, "utf8"));
  expect(remarks).toContain("# Filter: POS < 100 and GT = carrier");
  expect(rows.map((row) => [row.POS, row.ID, row.ALT, row["SAMPLE:GT"]])).toEqual([
    ["30", "", "A", "1/2"],
    ["30", "", "T", "1/2"],
    ["10", "'=1+1", "A", "0/1"],
  ]);
  await expect(page.getByRole("status").filter({ hasText: "is made: 3 rows" })).toBeVisible();
  await page.getByRole("button", { name: "Export these rows" }).click();
  expect((await new AxeBuilder({ page }).include(".row-tools").include(".row-export").analyze()).violations).toEqual([]);
});

test("a VCF is read by bcftools, and a partial file's export says so", async ({ page, myFile }) => {
  const whole = bgzf(long(4_000));
  await myFile.choose(inMemory("me.vcf.gz", whole.subarray(0, whole.length - 28)));
  await expect(myFile.filter).toBeVisible();
  await myFile.filterBy("POS > 3000000");
  await expect(myFile.match).toContainText(" of 4,000 rows");
  const { name, path } = await exported(page, "VCF, compressed");
  expect(name).toBe("me.filtered.1010-records.partial.vcf.gz");
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
  const records = lines.filter((line) => !line.startsWith("#"));
  expect(records).toEqual(long(4_000).trimEnd().split("\n").slice(-1010));
  expect(lines).toContain('##cohort_explorerCommand=export --file "me.vcf.gz" --filter "POS > 3000000"');
  expect(lines.some((line) => line.startsWith("##cohort_explorerPartial="))).toBe(true);
  await expect(page.getByText("It is partial, as the opened file is.")).toBeVisible();
  const read = execFileSync("bcftools", ["view", "-H", path], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  expect(read.trimEnd().split("\n")).toHaveLength(1010);
});

test("JSON is made, and an export can be cancelled", async ({ page, myFile }) => {
  await myFile.choose(inMemory("me.vcf", small()));
  await expect(myFile.filter).toBeVisible();
  const { path } = await exported(page, "JSON");
  const json = JSON.parse(readFileSync(path, "utf8")) as { row_count: number; rows: { POS: number }[] };
  expect([json.row_count, json.rows.map((row) => row.POS)]).toEqual([3, [1_000_000, 135_851_076, 200_000_000]]);

  await myFile.close.click();
  await myFile.choose(inMemory("long.vcf", long(900_000)));
  await expect(myFile.match).toContainText("900,000 rows");
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await page.getByRole("button", { name: "Export these rows" }).click();
  await page.getByRole("button", { name: "VCF, compressed" }).click();
  await expect(page.getByRole("progressbar", { name: "Writing the export" })).toBeVisible();
  // By keyboard: a mouse that waits for the button to stand still may come after the end.
  await page.getByRole("button", { name: "Cancel the export" }).press("Enter");
  await expect(page.getByText("The export was cancelled.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel the export" })).toHaveCount(0);
  await page.waitForTimeout(500);
  expect(downloads).toBe(0);
});
