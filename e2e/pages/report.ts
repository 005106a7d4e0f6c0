// The report of one variant: answers on sheets of paper, and as a file that opens again.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { LACTASE } from "./variant.js";

export class ReportPage {
  constructor(private readonly page: Page) {}

  /** From the variant's page, once somebody has answered. */
  async open(): Promise<void> {
    await this.page.getByRole("link", { name: "Report", exact: true }).click();
    await expect(this.heading).toHaveText(`Report: ${LACTASE.rs}`);
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  get print(): Locator {
    return this.page.getByRole("button", { name: "Print or save as PDF" });
  }

  get download(): Locator {
    return this.page.getByRole("button", { name: "Download evidence (JSON)" });
  }

  /** Saves the evidence, and gives its text. */
  async evidence(): Promise<string> {
    const saved = this.page.waitForEvent("download");
    await this.download.click();
    return readFile(await (await saved).path(), "utf8");
  }

  get fromFile(): Locator {
    return this.page.getByText(/^From a file saved on [\d-]+ [\d:]+; nothing was asked now\. Its hashes are right\.$/);
  }

  get toVariant(): Locator {
    return this.page.getByRole("main").getByRole("link", { name: "Variant", exact: true });
  }

  /** Whoever gave no figure, with the reason. */
  get withoutFigure(): Locator {
    return this.page.getByRole("region", { name: "No figure, and why", exact: true });
  }

  get provenance(): Locator {
    return this.page.getByRole("region", { name: "How these figures came about", exact: true });
  }

  get requests(): Locator {
    return this.provenance.getByRole("table", { name: /^Every request of this question/ });
  }
}
