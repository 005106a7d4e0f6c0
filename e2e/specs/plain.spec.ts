// The citizen's view: stories on counts that came with the page, any variant in the same words, a stand, a shared computer.
import { violations } from "../fixtures/axe.js";
import { expect, test } from "../fixtures/test.js";

test("a story tells its figures in plain words, asks nobody, and leads on", async ({ page, frame, nodes }) => {
  await frame.go("#/");
  await frame.follow("In plain words");
  await expect(frame.heading).toHaveText("Genes in plain words");
  await page.getByRole("link", { name: "Why some adults digest milk easily" }).click();
  await expect(frame.heading).toHaveText("Why some adults digest milk easily");
  await expect(page.getByText("About 7 in 10 copies in Britain have the letter A; in Tuscany it is about 1 in 10.")).toBeVisible();
  const circles = page.getByRole("group", { name: "Copies with the letter A, group by group" }).getByRole("img");
  await expect(circles.nth(1)).toHaveAccessibleName("Britain: about 7 in 10");
  await expect(circles).toHaveCount(5);

  await page.getByLabel("Group", { exact: true }).selectOption({ label: "Finland" });
  await expect(page.getByText("Counted in 99 people from Finland, who have 198 copies together. In 117 of those copies there is the letter A.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "About 6 in 10 copies" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "About 8 in 10 people" })).toBeVisible();
  await expect(page.getByRole("img", { name: "About 8 in 10 people" })).toHaveAccessibleDescription(
    "Of 100 people, 35 have two copies with it, 48 have one and 17 have none.",
  );
  await expect(page.getByText("This was worked out, not counted.")).toBeVisible();
  await expect(page.getByRole("group", { name: "How sure can we be?" }).getByRole("img").last()).toHaveAccessibleName(/^Tuscany: 6 to 13 in 100/);
  await expect(page.getByRole("complementary", { name: "This page is not about you" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(/\d\.\d/);
  expect(await violations(page)).toEqual([]);

  for (const title of ["Blue eyes, brown eyes", "Holding on to iron", "Why one medicine does not work the same for everyone"]) {
    await page.getByRole("link", { name: "Next story" }).click();
    await expect(frame.heading).toHaveText(title);
  }
  await page.getByRole("link", { name: "To all stories" }).click();
  await expect(frame.heading).toHaveText("Genes in plain words");
  expect(await nodes.received(), "nobody was asked").toEqual([]);
});

test("answers are told in the same words, with who gave no figure", async ({ page, watch, variant, nodes }) => {
  watch.allow(/Failed to load resource/);
  await nodes.misbehave({ es: "status:503" });
  await variant.openAndAsk();
  await page.getByRole("link", { name: "The same in plain words" }).click();
  await expect(page.locator("figcaption").getByText("These counts are what the groups you asked have answered.")).toBeVisible();
  await expect(page.getByText("About 7 in 10 copies in Great Britain have the letter A; in Italy it is about 1 in 10.")).toBeVisible();
  const silent = page.getByRole("region", { name: "Groups without a figure" });
  await expect(silent).toContainText("Spain");
  await expect(silent).toContainText("The node is not working");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("link", { name: "See the same evidence with all figures" }).click();
  await expect(variant.answer("Finland")).toContainText("117 of 198 copies");
});

test("a variant nobody was asked about says so, and a rare one keeps its figure", async ({ page, variant, nodes: _ }) => {
  await page.goto("./#/plain/GRCh38/2-135851076-G-T");
  await expect(page.getByRole("heading", { name: "Nobody has been asked yet" })).toBeVisible();
  await page.getByRole("link", { name: "See who can be asked" }).click();
  await expect(variant.confirm).toBeVisible();
  // CFTR F508del: 4 of 198, 2 of 182, 2 of 214, 1 of 214, 0 of 198.
  await page.goto("./#/plain/GRCh38/7-117559590-ATCT-A");
  await expect(page.getByText("About 11 in 1,000 copies in Britain have this change; in Finland it is none of 198.")).toBeVisible();
});

test("a stand opens no file and starts anew when nobody touches it", async ({ page, frame }) => {
  await page.clock.install();
  await page.goto("./?kiosk");
  await expect(frame.heading).toHaveText("Genes in plain words");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "My file" })).toHaveCount(0);
  await page.goto("./?kiosk#/file");
  await expect(frame.heading).toHaveText("No files at this stand");
  await expect(page.locator("input[type=file]")).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "In plain words" }).click();
  await page.getByRole("link", { name: "Holding on to iron" }).click();
  await expect(frame.heading).toHaveText("Holding on to iron");
  await page.clock.runFor(50_000);
  await page.mouse.move(100, 100);
  await page.mouse.move(120, 120);
  await page.clock.runFor(50_000);
  await expect(frame.heading).toHaveText("Holding on to iron");
  await page.clock.runFor(11_000);
  await expect(frame.heading).toHaveText("Genes in plain words");
});

test("a shared computer is left as if nobody had been there", async ({ page, frame, variant, ledger, nodes: _ }) => {
  await variant.openAndAsk();
  await page.getByText("Keep this model, or use one you kept").click();
  await page.getByLabel("Name of the model").fill("mild form");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByText("Kept in this browser, nowhere else.")).toBeVisible();
  await frame.choose("Deutsch", "dark");
  await frame.choose("English", "light");
  expect(await page.evaluate(() => Object.keys(localStorage).length)).toBeGreaterThan(0);
  await frame.go("#/ledger");
  await expect(page.getByRole("region", { name: /^The literal|payload/i }).or(page.locator("pre")).first()).toBeVisible();
  await page.getByRole("button", { name: "Wipe this session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How common is a genetic variant in Europe?");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await frame.go("#/ledger");
  await expect(page.locator("pre")).toHaveCount(0);
  await variant.open();
  await expect(variant.confirm, "answers are forgotten").toBeVisible();
  void ledger;
});
