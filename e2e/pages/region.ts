// A gene or a region: the question before it is asked, then its chart, comparisons and table.
import { expect, type Locator, type Page } from "@playwright/test";

/** The gene of most tests. */
export const CFTR = { fragment: "#/gene/GRCh38/CFTR", start: 117_287_119, end: 117_715_971 };

export class RegionPage {
  constructor(private readonly page: Page) {}

  async open(fragment = CFTR.fragment): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await expect(this.panel).toBeVisible();
  }

  async openAndAsk(fragment = CFTR.fragment): Promise<void> {
    await this.open(fragment);
    await this.confirm.click();
    await this.settled();
  }

  /** Nobody is expected to answer any more. */
  async settled(): Promise<void> {
    await expect(this.says).toHaveText(/variants; \d+ cohorts sent counts/);
    await expect(this.page.getByRole("button", { name: "Stop waiting" })).toHaveCount(0);
  }

  get panel(): Locator {
    return this.page.getByRole("region", { name: "Before anything is asked" });
  }

  /** The literal question. */
  get question(): Locator {
    return this.panel.getByRole("region", { name: /^The literal question/ });
  }

  get confirm(): Locator {
    return this.panel.getByRole("button", { name: /^(Send this one region|Choose at least one)/ });
  }

  /** What came of it, in a sentence. */
  get says(): Locator {
    return this.page.getByRole("status").filter({ hasText: /variant/ });
  }

  answer(node: string): Locator {
    const list = this.page.getByRole("list", { name: "Answers, node by node" });
    return list.getByRole("listitem").filter({ has: this.page.getByText(node, { exact: true }) });
  }

  /** The chart, which takes keys, wheel and pointers. */
  get track(): Locator {
    return this.page.getByRole("group", { name: /^Chart of the region/ });
  }

  /** `In sight: chr7:117,287,119–117,715,971` as two numbers. */
  async inSight(): Promise<[number, number]> {
    const text = (await this.page.getByRole("status").filter({ hasText: /^In sight/ }).textContent()) ?? "";
    const [first = "", last = ""] = text.replaceAll(",", "").split(":").at(-1)?.split("–") ?? [];
    return [Number(first), Number(last)];
  }

  button(name: string): Locator {
    return this.page.getByRole("region", { name: "Variants along the region" }).getByRole("button", { name, exact: true });
  }

  get compare(): Locator {
    return this.page.getByRole("region", { name: "Cohorts against each other" });
  }

  get table(): Locator {
    return this.page.getByRole("grid", { name: "The variants in sight" });
  }

  /** How many variants the table holds of how many. */
  get tableLead(): Locator {
    return this.page.getByRole("region", { name: "The variants in sight" }).getByText(/ of .* variants, by position/);
  }
}
