// Choosing, sorting and finding rows of the open file, by mouse and by keyboard alone.
import { expect, test } from "../fixtures/test.js";
import { inMemory } from "../pages/my-file.js";

const HEADER = [
  "##fileformat=VCFv4.2",
  '##FILTER=<ID=LowQual,Description="Low quality">',
  '##INFO=<ID=AF_nfe,Number=A,Type=Float,Description="gnomAD allele frequency, non-Finnish European">',
  '##INFO=<ID=NOTE,Number=1,Type=String,Description="Anything">',
  '##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: \'Allele | Annotation | Annotation_Impact | Gene_Name\'">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
  "##contig=<ID=chr2,length=242193529>",
  "##contig=<ID=chr7,length=159345973>",
];
const COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tchild\tmother\tfather";
const RECORDS = [
  "chr2\t135851076\trs4988235\tG\tA\t50\tPASS\tAF_nfe=0.6;NOTE=first;ANN=A|intron_variant|MODIFIER|MCM6\tGT:DP:GQ\t0/1:30:99\t0/1:31:99\t0/0:29:99",
  "chr7\t117559590\trs113993960\tATCT\tA\t900\tPASS\tAF_nfe=0.0087;ANN=A|inframe_deletion|MODERATE|CFTR\tGT:DP:GQ\t0/1:40:99\t0/1:33:99\t0/0:35:99",
  "chr7\t117587806\t.\tG\tA\t800\tPASS\tANN=A|missense_variant|MODERATE|CFTR\tGT:DP:GQ\t0/1:41:99\t0/0:30:99\t0/1:30:99",
  "chr7\t117590000\t.\tC\tT\t9\tLowQual\tAF_nfe=0.0001;ANN=T|synonymous_variant|LOW|CFTR\tGT:DP:GQ\t1/1:7:12\t0/0:8:30\t0/0:9:30",
  "chr7\t117590100\t.\tC\tT\t700\tPASS\tANN=T|stop_gained|HIGH|CFTR\tGT:DP:GQ\t0/1:37:99\t0/0:30:99\t0/0:30:99",
];
const FAMILY = inMemory("family.vcf", [...HEADER, COLUMNS, ...RECORDS, ""].join("\n"));

test.beforeEach(async ({ myFile }) => {
  await myFile.open();
  await myFile.choose(FAMILY);
  await expect(myFile.filter).toBeVisible();
});

test("a typed filter leaves the rows that fulfil it, and a mistake leaves everything as it was", async ({ page, myFile }) => {
  await myFile.filterBy("QUAL > 100 and gene = CFTR and GT(mother) = het");
  await expect(myFile.match).toContainText("1 of 5 rows");
  await expect(myFile.row(1)).toContainText("chr7:117,559,590");
  await myFile.filterBy("QAUL > 100");
  await expect(page.getByText("this file has no field “QAUL”")).toBeVisible();
  await expect(myFile.match).toContainText("1 of 5 rows");
  await page.getByRole("button", { name: "QUAL instead" }).click();
  await expect(myFile.match).toContainText("3 of 5 rows");
  await page.getByRole("button", { name: "Show every row" }).click();
  await expect(myFile.row(5)).toContainText("chr7:117,590,100");
});

test("what the annotation says is there without a touch", async ({ myFile }) => {
  await expect(myFile.row(1)).toContainText("MCM6");
  await expect(myFile.row(5)).toContainText("stop_gained");
});

test("a file without samples is sorted by what it has, and read once", async ({ page, myFile }) => {
  // QUAL leaves a narrower screen before what the annotation says.
  await page.setViewportSize({ width: 1600, height: 900 });
  await myFile.close.click();
  const sites = RECORDS.map((record) => record.split("\t").slice(0, 8).join("\t"));
  const columns = COLUMNS.split("\t").slice(0, 8).join("\t");
  await myFile.choose(inMemory("sites.vcf", [...HEADER, columns, ...sites, ""].join("\n")));
  await expect(myFile.filter).toBeVisible();
  for (const name of ["Copies", "DP", "GQ"]) {
    await expect(page.getByRole("columnheader", { name, exact: true })).toHaveCount(0);
  }
  await page.getByRole("columnheader", { name: "QUAL" }).getByRole("button").click();
  await expect(myFile.row(1)).toContainText("chr7:117,590,000");
  await expect(page.getByText("Reading the file once more")).toHaveCount(0);
});

test("on a phone the suggestions leave the line in sight", async ({ page, myFile }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await myFile.filter.fill("QU");
  await expect(page.getByRole("option", { name: "QUAL" })).toBeVisible();
  const [field, list] = [await myFile.filter.boundingBox(), await page.getByRole("listbox").boundingBox()];
  expect(list!.y).toBeGreaterThanOrEqual(field!.y + field!.height);
});

test("conditions are pressed, suggestions are taken with the keyboard", async ({ page, myFile }) => {
  await page.getByRole("button", { name: "FILTER = PASS" }).click();
  await expect(myFile.match).toContainText("4 of 5 rows");
  await page.getByRole("button", { name: "GQ >= 20" }).press("Enter");
  await expect(page.getByRole("button", { name: "GQ >= 20" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "FILTER = PASS" }).click();
  await expect(myFile.filter).toHaveValue("GQ >= 20");
  await myFile.filter.fill("");
  await myFile.filter.pressSequentially("cons");
  await expect(page.getByRole("option", { name: "consequence" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(myFile.filter).toHaveValue("consequence ");
  await myFile.filter.pressSequentially("~ missense");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(myFile.match).toContainText("1 of 5 rows");
});

test("rows are sorted both ways and back, missing values last", async ({ page, myFile }) => {
  const head = page.getByRole("columnheader", { name: "AF_nfe" });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(myFile.row(1)).toContainText("chr7:117,590,000");
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(myFile.row(1)).toContainText("chr2:135,851,076");
  await expect(myFile.row(5)).toContainText("chr7:117,590,100");
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "none");
  await expect(myFile.row(5)).toContainText("chr7:117,590,100");
});

test("a family's filters: new in the child, one from each parent", async ({ page, myFile }) => {
  await page.getByRole("button", { name: "Say who is who in the family" }).click();
  await page.getByRole("button", { name: "Use for the filters" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "New in the child" }).click();
  await expect(myFile.match).toContainText("1 of 5 rows");
  await expect(myFile.row(1)).toContainText("chr7:117,590,100");
  await page.getByRole("button", { name: "One from each parent" }).click();
  await expect(myFile.match).toContainText("2 of 5 rows");
  await expect(myFile.row(2)).toContainText("117,587,806");
});

test("a place, an ID and a gene are gone to; a column that was not kept is read for", async ({ page, myFile }) => {
  await myFile.goTo("rs113993960");
  await expect(myFile.row(2)).toHaveAttribute("aria-selected", "true");
  await myFile.goTo("chr7:117,590,050");
  await expect(myFile.row(5)).toHaveAttribute("aria-selected", "true");
  await myFile.goTo("rs1");
  await expect(page.getByText("No row of these is there.")).toBeVisible();
  await page.getByRole("button", { name: "Choose columns" }).click();
  await page.getByLabel("NOTE").check();
  await expect(page.getByRole("columnheader", { name: "NOTE" })).toBeVisible();
  await expect(myFile.row(1)).toContainText("first");
});

test("a link carries the filter, unless it names a variant or a sample", async ({ page, myFile }) => {
  await myFile.filterBy("gene = CFTR and impact in (HIGH, MODERATE)");
  await expect(page.getByRole("button", { name: "Copy a link to this filter" })).toBeVisible();
  await myFile.filterBy("chr7:117559590");
  await expect(page.getByText("This filter names a variant")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy a link to this filter" })).toHaveCount(0);
  await myFile.filterBy("gene = CFTR and GT(mother) = het");
  await expect(page.getByText("This filter names a sample")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy a link to this filter" })).toHaveCount(0);
  await page.evaluate(() => {
    window.location.hash = "#/file/filter/gene%20%3D%20CFTR%20and%20impact%20%3D%20HIGH";
  });
  await expect(myFile.match).toContainText("1 of 5 rows");
  await expect(myFile.filter).toHaveValue("gene = CFTR and impact = HIGH");
});

test("a filter is kept under a name and outlives the page, unless it names a variant or a sample", async ({ page, myFile }) => {
  const saved = page.getByText("Filters you keep", { exact: true });
  const keep = async (name: string) => {
    await page.getByRole("textbox", { name: "Name" }).fill(name);
    await page.getByRole("button", { name: "Keep the filter in force" }).click();
  };
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await saved.click();
  await keep("Mine");
  await expect(page.getByText("Apply a filter first")).toBeVisible();
  for (const [filter, refusal] of [
    ["chr7:117559590", "names a variant"],
    ["ALT = T", "names a variant"],
    ["GT(mother) = het", "names a sample"],
  ]) {
    await myFile.filterBy(filter);
    await expect(myFile.match).not.toContainText("5 of 5");
    await keep("Mine");
    await expect(page.getByText(`Not kept: this filter ${refusal}`)).toBeVisible();
  }
  expect(await stored()).not.toMatch(/Mine|117559590|mother/);
  await myFile.filterBy("gene = CFTR and QUAL > 750");
  await expect(myFile.match).toContainText("2 of 5 rows");
  await keep("like rs334");
  await expect(page.getByText("the name itself names a variant")).toBeVisible();
  await keep("Mine");
  await expect(page.getByText("The filter is kept.")).toBeVisible();

  await page.reload();
  await myFile.choose(FAMILY);
  const chip = page.getByRole("button", { name: "Mine", exact: true });
  await chip.click();
  await expect(chip).toHaveAttribute("aria-pressed", "true");
  await expect(myFile.match).toContainText("2 of 5 rows");
  await chip.click();
  await expect(myFile.filter).toHaveValue("");
  await saved.click();
  await page.getByRole("button", { name: "Remove: Mine" }).click();
  await expect(chip).toHaveCount(0);
  expect(await stored()).not.toContain("Mine");
});
