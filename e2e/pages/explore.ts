// The first page: the search.
import { expect, type Locator, type Page } from "@playwright/test";

export class Explore {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("./");
    await expect(this.box).toBeVisible();
  }

  get box(): Locator {
    return this.page.getByRole("textbox", { name: "Variant, rs number, gene or region" });
  }

  /** The sentence under the box. */
  get reading(): Locator {
    return this.page.getByRole("search").getByRole("status");
  }

  get assembly(): Locator {
    return this.page.getByRole("combobox", { name: "Reference genome" });
  }

  /** Shown when a line means several variants. */
  get choices(): Locator {
    return this.page.getByRole("navigation", { name: "Which one?" }).getByRole("link");
  }

  async lookUp(line: string): Promise<void> {
    await this.box.fill(line);
    await this.page.getByRole("button", { name: "Look up" }).click();
  }
}
