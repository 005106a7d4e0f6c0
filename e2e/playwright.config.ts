// How the browser tests run. `cargo xtask test e2e` starts the page and the nodes and names them here.
import { defineConfig } from "@playwright/test";

/** Specs that ask the demo nodes. */
const NODE_SPECS = /(accessibility|album|charts|disclosure|faults|journey|many-nodes|nodes|people|plain|promise|report|screenshots|tools)\.spec\.ts$/;

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  reporter: [["list"]],
  // A test that only passes the second time does not pass.
  retries: 0,
  workers: 2,
  projects: [
    // One at a time: there is one set of demo nodes, whose faults and records every test here sets anew.
    { name: "nodes", testMatch: NODE_SPECS, workers: 1 },
    { name: "page", testIgnore: NODE_SPECS, fullyParallel: true },
  ],
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.PAGE_URL ?? "http://127.0.0.1:8080/",
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        // Keeps the browser from talking to its maker while a test watches what leaves the machine.
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // Chromium describes forms to its maker (their structure, not what is typed) to learn how to fill them in.
        "--autofill-server-url=about:blank",
        // Chromium's sandbox refuses to run as root.
        ...(asRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
});
