// How many people have the variant and something else: lists of terms, the choice, the question, the counts.
import { expect, type Locator, type Page } from "@playwright/test";

export class PeopleSection {
  constructor(private readonly page: Page) {}

  get section(): Locator {
    return this.page.getByRole("region", { name: "People with this variant and a sign or disease" });
  }

  get fetch(): Locator {
    return this.section.getByRole("button", { name: /^Fetch the list/ });
  }

  /** A node's box, with what its list of terms holds. */
  node(name: string): Locator {
    return this.section.getByRole("group", { name: "Nodes to ask" }).getByRole("checkbox", { name: new RegExp(`^${name}`) });
  }

  get search(): Locator {
    return this.section.getByRole("combobox", { name: "Sign, disease or age" });
  }

  get suggestions(): Locator {
    return this.section.getByRole("option");
  }

  get chosen(): Locator {
    return this.section.getByRole("group", { name: "Chosen terms" }).getByRole("button");
  }

  get panel(): Locator {
    return this.page.getByRole("region", { name: "Before this is asked" });
  }

  get questions(): Locator {
    return this.panel.getByRole("region", { name: /^The literal question/ });
  }

  get confirm(): Locator {
    return this.panel.getByRole("button", { name: /^(Send variant and terms|No ticked node)/ });
  }

  get results(): Locator {
    return this.section.getByRole("list", { name: "How many people, node by node" });
  }

  result(node: string): Locator {
    return this.results.getByRole("listitem").filter({ has: this.page.getByText(node, { exact: true }) });
  }

  /** Lists of all ticked nodes. */
  async fetchTerms(): Promise<void> {
    await this.fetch.click();
    await expect(this.search).toBeVisible();
    await expect(this.fetch).toBeHidden();
  }

  async choose(typed: string, option: RegExp): Promise<void> {
    await this.search.fill(typed);
    await expect(this.suggestions.first()).toHaveText(option);
    await this.search.press("Enter");
    await expect(this.search).toHaveValue("");
  }
}
