// The disclosure ledger.
import { expect, type Locator, type Page } from "@playwright/test";

export class Ledger {
  constructor(private readonly page: Page) {}

  /** Through the header, so that the page is not loaded anew and the ledger not forgotten. */
  async open(): Promise<void> {
    await this.page.getByRole("banner").getByRole("link", { name: /^Ledger/ }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "What left this device" })).toBeVisible();
  }

  get rows(): Locator {
    return this.page.getByRole("table", { name: "Requests, newest first" }).getByRole("row").filter({
      has: this.page.getByRole("rowheader"),
    });
  }

  /** `POST http://…` of every request, oldest first. */
  async addresses(): Promise<string[]> {
    const rows = await this.rows.all();
    const cells = await Promise.all(rows.map((row) => row.getByRole("cell").nth(2).textContent()));
    return cells.map((cell) => cell ?? "").reverse();
  }

  /** The literal bodies, oldest first. */
  async bodies(): Promise<string[]> {
    const bodies = await this.page.getByRole("region", { name: /^Sent at / }).allTextContents();
    return bodies.reverse();
  }
}
