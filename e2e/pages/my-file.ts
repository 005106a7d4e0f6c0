// A file that is opened on this device.
import { expect, type Locator, type Page } from "@playwright/test";

/** A file for the browser's dialog, from memory or from disk. */
export type Chosen = { name: string; mimeType: string; buffer: Buffer } | string;

export function inMemory(name: string, contents: string | Buffer): Exclude<Chosen, string> {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(contents) };
}

export class MyFile {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("./#/file");
    await expect(this.page.getByRole("heading", { level: 1, name: "My file" })).toBeVisible();
  }

  async choose(file: Chosen): Promise<void> {
    await this.page.getByLabel("Open a VCF on this device").setInputFiles(file);
  }

  /** Files chosen together. */
  async chooseTogether(...files: Exclude<Chosen, string>[]): Promise<void> {
    await this.page.getByLabel("Open a VCF on this device").setInputFiles(files);
  }

  /** Where regions of a file with an index are written. */
  get regions(): Locator {
    return this.page.getByRole("textbox", { name: "Regions" });
  }

  get openRegions(): Locator {
    return this.page.getByRole("button", { name: "Open these regions" });
  }

  get demo(): Locator {
    return this.page.getByRole("button", { name: "Try the demo file" });
  }

  get cancel(): Locator {
    return this.page.getByRole("button", { name: "Cancel reading" });
  }

  get close(): Locator {
    return this.page.getByRole("button", { name: "Close this file" });
  }

  /** The value of a fact of the summary, with its note. */
  fact(term: string): Locator {
    const terms = this.page.getByRole("main").getByRole("term").filter({ hasText: new RegExp(`^${term}$`) });
    return terms.locator("xpath=following-sibling::dd[1]");
  }

  /** The page's only grid, in whichever language. */
  get table(): Locator {
    return this.page.getByRole("grid");
  }

  /** A row by its number in the file, from 1. */
  row(number: number): Locator {
    return this.table.locator(`[role=row][aria-rowindex="${number + 1}"]`);
  }

  /** The line a filter is written on. */
  get filter(): Locator {
    return this.page.getByRole("combobox", { name: "Filter" });
  }

  async filterBy(text: string): Promise<void> {
    await this.filter.fill(text);
    await this.page.getByRole("button", { name: "Apply" }).click();
  }

  async goTo(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Go to" }).fill(text);
    await this.page.getByRole("button", { name: "Go", exact: true }).click();
  }

  /** How many rows, and how they were found. */
  get match(): Locator {
    return this.page.getByRole("status").filter({ hasText: /^[\d,]+ (of [\d,]+ )?rows/ });
  }

  /** The record shown in full. */
  get record(): Locator {
    return this.page.getByRole("region", { name: /^Line \d+( of those read,)? as it stands in the file/ });
  }
}
