// Sign-in for registered access, with a real OpenID provider and a node that checks token and visa.
import { violations } from "../fixtures/axe.js";
import { ACCESS, expect, test } from "../fixtures/signed-page.js";
import type { Page } from "@playwright/test";
import { test as plain } from "../fixtures/test.js";
import type { Login } from "../fixtures/provider.js";
import type { Sent } from "../fixtures/wiretap.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";
import { LACTASE } from "../pages/variant.js";

const OTHER = "#/variant/GRCh38/3-45823240-T-C";

function header(sent: Sent, name: string): string | undefined {
  const at = sent.headers.findIndex((key, index) => index % 2 === 0 && key.toLowerCase() === name);
  return at < 0 ? undefined : sent.headers[at + 1];
}

/** For a look, with PICTURES=folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true, animations: "disabled" });
}

function whole({ url, headers, body }: Sent): string {
  return `${url}\n${headers.join("\n")}\n${body.toString()}`;
}

test("a node answers more only when asked again by choice, and the token goes nowhere else", async ({ page, signed, signIn, variant, frame, tap }) => {
  const { nodes, provider } = signed;
  await signIn.go(LACTASE.fragment);
  await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
  await variant.settled();
  await expect(variant.answer("Registered")).toContainText("Sign-in needed");
  const apply = variant.answer("Registered").getByRole("link", { name: `Apply for access to ${ACCESS.dataset}` });
  await expect(apply).toHaveAttribute("href", ACCESS.url);
  await expect(variant.answer("Registered")).toContainText("at rems.example");
  await expect(variant.answer("Open").getByRole("link", { name: "Apply for access to counts" })).toHaveAttribute("href", "https://dac.example/apply?set=counts");
  await expect(variant.answer("Open")).toContainText("7");
  expect(provider.paths, "the provider hears nothing before the person wants it").toEqual([]);

  await frame.follow("Nodes");
  await signIn.through("researcher");
  await expect(signIn.mark).toBeVisible();
  await expect(signIn.panel).toContainText("You are signed in until");
  expect(nodes.heard.length, "nobody is asked by signing in").toBe(2);

  await page.goBack();
  await expect(signIn.askSignedIn).toBeVisible();
  expect(nodes.heard.length).toBe(2);
  await signIn.askSignedIn.click();
  await expect(variant.answer("Registered")).toContainText("Asked with your sign-in");
  await expect(variant.answer("Registered")).toContainText("31");
  const [first, second, third] = nodes.heard;
  expect([first?.authorization, second?.authorization]).toEqual([undefined, undefined]);
  expect(third).toMatchObject({ node: "registered", authorization: expect.stringMatching(/^Bearer \S+$/) });
  expect(nodes.heard.length).toBe(3);

  // The next question goes with it to the one node, without to the other; what nodes say of themselves is asked without.
  await signIn.go(OTHER);
  await expect(variant.panel).toContainText("You are signed in: Registered will know that it is you who asks.");
  await expect(signIn.without).not.toBeChecked();
  await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
  await variant.settled();
  await signIn.go("#/nodes");
  await page.getByRole("button", { name: "Examine all nodes" }).click();
  await expect(page.getByText("Open to browsers", { exact: true })).toHaveCount(2);
  await expect(page.getByText("Asking", { exact: true })).toHaveCount(0);
  const known = nodes.heard.slice(3).map(({ node, method, authorization }) => [node, method, authorization !== undefined]);
  expect(known.filter(([, , isSignedIn]) => isSignedIn)).toEqual([["registered", "POST", true]]);
  expect(known.filter(([node, method]) => node === "registered" && method === "POST").length).toBeGreaterThan(1);

  // The token, the code and the verifier, wherever they are not to be.
  const token = third?.authorization?.replace("Bearer ", "") ?? "";
  const exchange = provider.exchanges[0];
  const secrets = [token, exchange?.get("code") ?? "", exchange?.get("code_verifier") ?? ""];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(20);
  const withToken = tap.sent.filter((sent) => whole(sent).includes(token) || header(sent, "authorization"));
  expect(new Set(withToken.map(({ url }) => url))).toEqual(new Set([`${nodes.urls.registered}/g_variants`]));
  const withCode = tap.sent.filter((sent) => whole(sent).includes(secrets[1] as string)).map(({ method, url }) => `${method} ${url.replace(/\?.*/, "")}`);
  expect(withCode).toEqual([`GET ${signed.origin}/signed-in.html`, `POST ${provider.issuer}/token`]);
  expect(tap.sent.filter((sent) => whole(sent).includes(secrets[2] as string)).map(({ url }) => url)).toEqual([`${provider.issuer}/token`]);
  const knownHosts = [signed.origin, provider.issuer, nodes.urls.open, nodes.urls.registered];
  expect(tap.sent.filter(({ url }) => !knownHosts.some((host) => url.startsWith(host)))).toEqual([]);
  for (const sent of tap.sent) expect(header(sent, "referer") ?? "", sent.url).not.toContain(signed.origin);

  await signIn.go("#/ledger");
  const ledger = (await page.locator("main").textContent()) ?? "";
  expect(ledger).toContain("code=(not shown)");
  expect(ledger).toContain("Sign-in: a code for a token; with");
  expect(ledger.match(/How often a variant was seen; with [\d,]+ bytes of your sign-in, not shown/g)).toHaveLength(2);
  const kept = await page.evaluate(async () => JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title, window.name,
    document.documentElement.outerHTML, await indexedDB.databases(), await caches.keys(),
  ]));
  for (const secret of secrets) expect(kept + ledger).not.toContain(secret);

  await signIn.go("#/nodes");
  await signIn.signOut.click();
  await expect(signIn.mark).toBeHidden();
  await expect(signIn.panel.getByRole("link", { name: "End your session at the provider too" })).toHaveAttribute("href", `${provider.issuer}/session/end`);
  await signIn.go(LACTASE.fragment);
  await expect(signIn.askSignedIn).toBeHidden();
  // What it told the person who was signed in has gone from the page, the counts with it.
  await expect(variant.answer("Registered")).toContainText("Sign-in needed");
  await expect(variant.answer("Open")).toContainText("7");
  await signIn.go("#/variant/GRCh38/3-45823241-T-C");
  await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
  await variant.settled();
  expect(nodes.heard.slice(7).map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});

test("a variant of one's own file is asked without the sign-in, unless the person wishes otherwise", async ({ signed, signIn, myFile, variant }) => {
  await signIn.go("#/nodes");
  await signIn.through("researcher");
  await expect(signIn.mark).toBeVisible();
  await signIn.go("#/file");
  await myFile.choose(inMemory("long.vcf", vcf.long(3)));
  await myFile.row(1).click();
  await expect(variant.panel).toContainText("This variant is from your own file, and you are signed in.");
  await expect(signIn.without).toBeChecked();
  await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
  await variant.settled();
  expect(signed.nodes.heard.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  await expect(variant.answer("Registered")).toContainText("From your own file: the node will know that it is you who asks");
  await signIn.askSignedIn.click();
  await expect(variant.answer("Registered")).toContainText("Asked with your sign-in");
  expect(signed.nodes.heard.map(({ node, authorization }) => [node, authorization !== undefined])).toContainEqual(["registered", true]);
});

test("a sign-in ends when its time is over, in words, and nothing is sent with it any more", async ({ signed, signIn, variant }) => {
  signed.lifetime = 5;
  await signIn.go("#/nodes");
  await signIn.through("researcher");
  await expect(signIn.mark).toBeVisible();
  await expect(signIn.endedMark).toBeVisible();
  await expect(signIn.panel).toContainText("Your sign-in has ended: its time is over.");
  await signIn.go(LACTASE.fragment);
  await expect(signIn.without).toBeHidden();
  await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
  await variant.settled();
  expect(signed.nodes.heard.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  // The offer stands where it is needed.
  await expect(variant.answer("Registered").getByRole("button", { name: "Sign in with Test Login" })).toBeVisible();
});

for (const login of ["nobody", "lapsed", "forger", "elsewhere"] satisfies Login[]) {
  test(`without a good visa a sign-in gives no access: ${login}`, async ({ signed, signIn, variant }) => {
    await signIn.go(LACTASE.fragment);
    await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
    await variant.settled();
    // From beside the node's answer, as the page stands there.
    await signIn.through(login);
    await expect(signIn.mark).toBeVisible();
    await signIn.askSignedIn.click();
    await expect(variant.answer("Registered")).toContainText("It gives no access with your sign-in either.");
    await expect(variant.answer("Registered").getByRole("link", { name: `Apply for access to ${ACCESS.dataset}` })).toBeVisible();
    await expect(signIn.mark, "who is refused for want of a visa stays signed in").toBeVisible();
    signed.nodes.distrust();
    await signIn.askSignedIn.click();
    await expect(signIn.endedMark).toBeVisible();
    await signIn.go("#/nodes");
    await expect(signIn.panel).toContainText("Your sign-in has ended: a node did not accept it.");
  });
}

test("a stranger's return is ignored, a refusal said, and an attempt can be given up", async ({ page, signed, signIn }) => {
  await signIn.go("#/nodes");
  const window = await signIn.window();
  await page.evaluate(() => new BroadcastChannel("cohort-explorer.sign-in").postMessage("?code=stolen&state=guessed"));
  await expect(signIn.panel).toContainText("Sign in in the window that has opened.");
  await window.getByRole("link", { name: "Cancel" }).click();
  await expect(signIn.panel).toContainText("The provider did not sign you in: access_denied.");
  await signIn.window();
  await signIn.panel.getByRole("button", { name: "Give up" }).click();
  await expect(signIn.begin).toBeVisible();
  expect(signed.provider.exchanges).toEqual([]);
});

test("a window that the browser does not open, and a provider that is not there, are said", async ({ page, signed, signIn, watch }) => {
  watch.allow(/status of 502|ERR_FAILED|blocked by CORS policy/);
  await signIn.go("#/nodes");
  await page.evaluate(() => {
    const { open } = window;
    window.open = () => {
      window.open = open;
      return null;
    };
  });
  await signIn.begin.click();
  await expect(signIn.panel).toContainText("The browser did not let the window open.");
  await signed.provider.close();
  await signIn.begin.click();
  await expect(signIn.panel).toContainText("The provider could not be reached.");
  expect(page.context().pages()).toHaveLength(1);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on a page with a sign-in: ${theme}`, async ({ page, signIn, variant, frame, myFile }) => {
    await signIn.go("#/nodes");
    await frame.choose("English", theme);
    expect(await violations(page), "signed out").toEqual([]);
    await picture(page, `nodes-out-${theme}`);
    await signIn.go(LACTASE.fragment);
    await variant.panel.getByRole("button", { name: "Send this one variant to 2 nodes" }).click();
    await variant.settled();
    expect(await violations(page), "sign-in needed").toEqual([]);
    await picture(page, `needed-${theme}`);
    await signIn.through("researcher");
    await expect(signIn.askSignedIn).toBeVisible();
    expect(await violations(page), "asked again by choice").toEqual([]);
    await picture(page, `again-${theme}`);
    await signIn.go("#/nodes");
    expect(await violations(page), "signed in").toEqual([]);
    await picture(page, `nodes-in-${theme}`);
    await signIn.go("#/file");
    await myFile.choose(inMemory("long.vcf", vcf.long(3)));
    await myFile.row(1).click();
    await expect(signIn.without).toBeVisible();
    expect(await violations(page), "the choice before a variant of the own file").toEqual([]);
    await picture(page, `own-file-${theme}`);
    await page.setViewportSize({ width: 360, height: 780 });
    for (const fragment of ["#/nodes", LACTASE.fragment, "#/ledger"]) {
      await signIn.go(fragment);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${fragment} on a phone`).toBe(0);
      if (fragment === LACTASE.fragment) await expect(signIn.askSignedIn, "still offered after another variant").toBeVisible();
      await picture(page, `phone-${theme}-${fragment.replace(/\W+/g, "-")}`);
    }
  });
}

plain("a page whose registry names no provider offers no sign-in", async ({ page, frame }) => {
  await frame.go("#/nodes");
  await expect(page.getByRole("list", { name: "Nodes" }).getByRole("listitem").first()).toBeVisible();
  await expect(page.getByText("Registered access")).toHaveCount(0);
});
