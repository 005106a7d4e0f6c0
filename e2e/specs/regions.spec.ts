// A file with its index: only the regions asked for are read, and the page says so wherever it shows a number.
import AxeBuilder from "@axe-core/playwright";
import { countReads, readBytes } from "../fixtures/counted-reads.js";
import { indexed } from "../fixtures/tabix.js";
import { expect, test } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";

const RECORDS = 180_000;

/** Text that packs badly, so that the file is large: digits of a sequence (Park and Miller 1988). */
function noise(count: number): string[] {
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: count }, () => Array.from({ length: 8 }, () => next().toString(36)).join(""));
}

function large(): string {
  const records = noise(RECORDS).map((note, at) => vcf.line({ position: vcf.longPosition(at), info: `NOTE=${note}` }));
  return vcf.text(...vcf.META, vcf.columns()) + vcf.text(records.join("\n"));
}

const made = indexed(large(), "chr2");
const FILE = inMemory("large.vcf.gz", made.file);
const INDEX = inMemory("large.vcf.gz.tbi", made.index);

test("regions are opened without reading the file", async ({ page, myFile }) => {
  await countReads(page);
  await myFile.open();
  await myFile.chooseTogether(INDEX, FILE);
  await expect(page.getByText("large.vcf.gz was brought with its index")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);
  await myFile.regions.fill("chr2:30,010,001-30,050,001, 2:50010001");
  await myFile.openRegions.click();
  await expect(myFile.fact("Records")).toHaveText(/^42\s*in the regions that were read$/);
  await expect(myFile.row(1)).toContainText("chr2:30,010,001");
  await expect(page.getByText("Only regions of this file were read", { exact: true })).toBeVisible();
  await expect(page.getByText(/chr2:30,010,001–30,050,001, chr2:50,010,001\. Every number here/)).toBeVisible();
  expect(await readBytes(page)).toBeLessThan(made.file.length / 3);
  await myFile.table.focus();
  await page.keyboard.press("End");
  await expect(myFile.row(41)).toContainText("chr2:30,050,001");
  await expect(myFile.row(42)).toContainText("chr2:50,010,001");
  await page.keyboard.press("Space");
  await expect(myFile.record).toContainText("chr2\t50010001\t.\tG\tA\t50\tPASS");
  expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);
  await page.goto("./#/file/quality");
  await expect(page.getByText("Only regions of this file were read", { exact: true })).toBeVisible();
});

test("a mistake is said, regions are added, and the whole can be opened", async ({ page, myFile }) => {
  await myFile.open();
  await myFile.chooseTogether(FILE, INDEX);
  await myFile.regions.fill("chr5:1-100");
  await myFile.openRegions.click();
  await expect(page.getByText("The file has no records on “chr5”")).toBeVisible();
  await myFile.regions.fill("2\t30010000\t30010001\tone\n");
  await myFile.openRegions.click();
  await expect(myFile.fact("Records")).toHaveText(/^1\s*in the regions/);
  await myFile.filterBy("POS > 30010500");
  await expect(myFile.match).toHaveText(/^0 of 1 rows/);
  await page.getByRole("button", { name: "Read other regions or more" }).click();
  await expect(myFile.regions).toHaveValue(/30010000/);
  await myFile.regions.fill("chr2:30010001 chr2:30011001");
  await myFile.openRegions.click();
  await expect(myFile.fact("Records")).toHaveText(/^2\s*in the regions/);
  // The filter stays, and is applied to what was read now.
  await expect(myFile.match).toHaveText(/^1 of 2 rows/);
  await page.getByRole("button", { name: "Read other regions or more" }).click();
  await page.getByRole("button", { name: "Open the whole file" }).click();
  await expect(myFile.fact("Records")).toHaveText(/^180,000\s*read to the last line$/);
  await expect(page.getByText("Only regions of this file were read")).toHaveCount(0);
});

test("an index of another file is refused, and files are told apart by what they hold", async ({ page, myFile }) => {
  await myFile.open();
  const cut = made.file.subarray(0, made.file.length / 2);
  await myFile.chooseTogether(inMemory("cut.vcf.gz", cut), INDEX);
  await expect(page.getByText(/The index does not belong to this file: it speaks of byte/)).toBeVisible();
  await myFile.chooseTogether(FILE, inMemory("other.vcf", vcf.small()));
  await expect(page.getByText("Several files with records", { exact: true })).toBeVisible();
  const table = inMemory("large.vcf.gz.tbi", "sample\tgroup\nSAMPLE\tcases\n");
  await myFile.chooseTogether(table, inMemory("small.txt", vcf.small()));
  await expect(myFile.fact("Records")).toHaveText(/^3\s*read to the last line$/);
});
