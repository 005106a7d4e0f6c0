// One variant: the question before it is asked, then the answers.
import { expect, type Locator, type Page } from "@playwright/test";

/** The variant of most tests: lactase persistence. */
export const LACTASE = { rs: "rs4988235", canonical: "2-135851076-G-A", fragment: "#/variant/GRCh38/2-135851076-G-A" };

/** Rows that are no cohort's. */
const TOGETHER = /^(Pooled|Summed)\b/;

export class VariantPage {
  constructor(private readonly page: Page) {}

  async open(fragment = LACTASE.fragment): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Opens, confirms and waits until nobody is expected to answer any more. */
  async openAndAsk(fragment = LACTASE.fragment): Promise<void> {
    await this.open(fragment);
    await this.confirm.click();
    await this.settled();
  }

  get panel(): Locator {
    return this.page.getByRole("region", { name: "Before anything is asked" });
  }

  get recipients(): Locator {
    return this.panel.getByRole("group", { name: "Recipients" }).getByRole("checkbox");
  }

  /** The literal question. */
  get question(): Locator {
    return this.panel.getByRole("region", { name: /^The literal question/ });
  }

  get confirm(): Locator {
    return this.panel.getByRole("button", { name: /^(Send this one variant|Choose at least one)/ });
  }

  get answers(): Locator {
    return this.page.getByRole("list", { name: "Answers, node by node" });
  }

  /** A node's row among the answers. */
  answer(node: string): Locator {
    return this.answers.getByRole("listitem").filter({ has: this.page.getByText(node, { exact: true }) });
  }

  askAgain(node: string): Locator {
    return this.page.getByRole("button", { name: `Ask ${node} again` });
  }

  get chart(): Locator {
    return this.page.getByRole("group", { name: "Allele frequency by cohort" });
  }

  /** The cohorts' rows in the chart, as they are read aloud. */
  async chartRows(): Promise<string[]> {
    return (await this.allChartRows()).filter((row) => !TOGETHER.test(row));
  }

  /** The rows of all cohorts together. */
  async chartTogether(): Promise<string[]> {
    return (await this.allChartRows()).filter((row) => TOGETHER.test(row));
  }

  private async allChartRows(): Promise<string[]> {
    const rows = await this.chart.getByRole("img").all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute("aria-label")) ?? ""));
  }

  /** The section of all cohorts together. */
  get together(): Locator {
    return this.page.getByRole("region", { name: "All cohorts together" });
  }

  /** A figure there, with its note. */
  togetherFact(term: string): Locator {
    const exact = this.page.getByRole("term").filter({ hasText: new RegExp(`^${term.replace(/[()]/g, "\\$&")}$`) });
    return this.together.locator("dl > *").filter({ has: exact }).getByRole("definition");
  }

  get table(): Locator {
    return this.page.getByRole("table", { name: /^Allele frequency by cohort and sex/ });
  }

  /** The cells of a row of the table after its head: AC, AN, frequency, interval, homozygotes, state. */
  cells(head: RegExp): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: head }) }).getByRole("cell");
  }

  /** Which cohort's filtering frequency is the highest. */
  async highest(): Promise<string> {
    return this.page.getByRole("region", { name: "Filtering allele frequency", exact: true }).getByRole("paragraph").first().innerText();
  }

  /** Every cell of the table of answers, row by row. */
  async figures(): Promise<string[]> {
    // Not `innerText`, which leaves out what is too far off to be laid out yet.
    return this.table.getByRole("row").allTextContents();
  }

  /** Nobody is expected to answer any more. */
  async settled(timeout = 15_000): Promise<void> {
    await expect(this.answers).toBeVisible();
    await expect(this.page.getByRole("button", { name: "Stop waiting" })).toBeHidden({ timeout });
  }
}
