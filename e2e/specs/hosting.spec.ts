// The built page on a host that knows nothing: any path, no rewrite rules, no headers; and the policy it brings along.
import { readFileSync } from "node:fs";
import { DIST } from "../fixtures/dist.js";
import { host, stranger, type Host } from "../fixtures/host.js";
import { expect, test as base } from "../fixtures/test.js";
import * as vcf from "../fixtures/vcf.js";
import { inMemory } from "../pages/my-file.js";
import { LACTASE } from "../pages/variant.js";

const PREFIX = "/some/sub/path/";

const test = base.extend<{ served: Host; foreign: Host }>({
  served: async ({}, use) => {
    const served = await host(DIST, PREFIX);
    await use(served);
    await served.close();
  },
  foreign: async ({}, use) => {
    const foreign = await stranger();
    await use(foreign);
    await foreign.close();
  },
});

test("a link to a variant opens below any path, and nothing is asked for outside it", async ({ page, served, variant, myFile, frame }) => {
  await page.goto(`${served.origin}${PREFIX}${LACTASE.fragment}`);
  await expect(page.getByRole("heading", { level: 1, name: LACTASE.rs })).toBeVisible();
  await expect(variant.recipients).toHaveCount(5);
  await frame.follow("My file");
  await myFile.choose(inMemory("small.vcf", vcf.small()));
  await expect(myFile.fact("Records")).toContainText("3");
  await myFile.close.click();
  await myFile.demo.click();
  await expect(myFile.fact("Records")).toContainText("3,903");

  const paths = served.paths.filter((path) => path !== "/favicon.ico");
  expect(paths.filter((path) => !path.startsWith(PREFIX))).toEqual([]);
  expect(paths.some((path) => path.endsWith(".wasm"))).toBe(true);
  expect(paths.filter((path) => path.includes("135851076"))).toEqual([]);
});

test("the policy stands in the page and allows what the page needs and no more", async ({ page, served }) => {
  await page.goto(`${served.origin}${PREFIX}`);
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const policy = new Map((content ?? "").split(";").map((rule) => {
    const [name = "", ...sources] = rule.trim().split(/\s+/);
    return [name, sources];
  }));
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy.get("style-src")).toEqual(["'self'"]);
  expect(policy.get("require-trusted-types-for")).toEqual(["'script'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(content).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:\/\/\*|\*\./);
  const { nodes, ownNodes } = JSON.parse(readFileSync(`${DIST}/nodes.json`, "utf8")) as {
    nodes: { url: string }[]; ownNodes: string[];
  };
  expect(ownNodes, "a person's own nodes: on this machine only").toEqual(["http://127.0.0.1:*", "http://localhost:*"]);
  expect(policy.get("connect-src")).toEqual(["'self'", ...nodes.map(({ url }) => `${url}/`), ...ownNodes]);
});

test("a script slipped into the page does not run", async ({ page, served, watch, explore }) => {
  watch.allow(/Content Security Policy|TrustedScript|TrustedHTML/);
  await page.route(`${served.origin}${PREFIX}`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</body>", "<script>window.slipped = 'inline';</script></body>");
    await route.fulfill({ response, body });
  });
  await page.goto(`${served.origin}${PREFIX}`);
  await expect(explore.box).toBeVisible();
  expect(watch.heard(/inline script/i)).toHaveLength(1);
  const assigned = await page.evaluate(() => {
    try {
      document.createElement("script").textContent = "window.slipped = 'assigned'";
      document.body.insertAdjacentHTML("beforeend", "<img src=x>");
      return "taken";
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(assigned).toBe("TypeError");
  expect(await page.evaluate(() => "slipped" in window)).toBe(false);
});

test("nobody but the listed nodes can be connected to", async ({ page, served, foreign, watch, explore }) => {
  watch.allow(/Content Security Policy|Failed to load resource/);
  await page.goto(`${served.origin}${PREFIX}`);
  await expect(explore.box).toBeVisible();
  const outcomes = await page.evaluate(async (origin) => {
    const beacon = navigator.sendBeacon(`${origin}/beacon`, "x");
    const image = await new Promise((done) => {
      const image = new Image();
      image.onload = () => done("loaded");
      image.onerror = () => done("blocked");
      image.src = `${origin}/image.png`;
    });
    const fetched = await fetch(`${origin}/fetch`).then(() => "fetched", () => "blocked");
    const socket = await new Promise((done) => {
      try {
        const socket = new WebSocket(origin.replace("http", "ws"));
        socket.onopen = () => done("open");
        socket.onerror = () => done("blocked");
      } catch {
        done("blocked");
      }
    });
    return { image, fetched, socket, beacon };
  }, foreign.origin);
  expect(outcomes).toMatchObject({ image: "blocked", fetched: "blocked", socket: "blocked" });
  expect(foreign.paths, "what reached the stranger").toEqual([]);
  // The stranger is there, for whoever may ask.
  expect(await (await fetch(foreign.origin)).text()).toBe("reached");
});
