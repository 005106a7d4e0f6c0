// Choosing and sorting the rows of an opened file, as a person does it.
import type { Locator, Page } from "@playwright/test";

/** The filter that `bcftools view -i` is given, too (`xtask/src/bench/rival.rs`). */
const FILTER = "FILTER = PASS and QUAL > 50 and DP >= 10";

/** Milliseconds; what the page cannot do is missing. */
export interface Arranging {
  /** In the worker, as the page says it. */
  filter_ms?: number;
  sort_ms?: number;
  /** From the press until the page shows what came of it. */
  filter_shown_ms?: number;
  sort_shown_ms?: number;
}

/** Filters all rows, shows every row again, sorts them. */
export async function arrange(page: Page): Promise<Arranging> {
  const field = page.getByRole("combobox", { name: "Filter", exact: true });
  const byQuality = page.getByRole("columnheader", { name: "QUAL" }).getByRole("button");
  const arranging: Arranging = {};
  if (await field.count()) {
    await field.fill(FILTER);
    arranging.filter_shown_ms = await shownAfter(page.getByRole("button", { name: "Apply", exact: true }));
    arranging.filter_ms = await saidMillis(page);
    await shownAfter(page.getByRole("button", { name: "Show every row" }).first());
  }
  if (await byQuality.count()) {
    arranging.sort_shown_ms = await shownAfter(byQuality);
    arranging.sort_ms = await saidMillis(page);
  }
  return arranging;
}

/** Presses and waits, by the page's own clock, until the first row is another one or the row count is. */
function shownAfter(button: Locator): Promise<number> {
  return button.evaluate((pressed: HTMLElement) => {
    const GIVEN_UP_AFTER_MILLIS = 30_000;
    const look = (): string | undefined => {
      const grid = document.querySelector("[role=grid]");
      const first = grid?.querySelector("[role=row][aria-rowindex='2']:not([aria-busy])");
      return first ? `${grid?.getAttribute("aria-rowcount")} ${first.textContent}` : undefined;
    };
    const before = look();
    const start = performance.now();
    return new Promise<number>((resolve, reject) => {
      const observer = new MutationObserver(() => {
        const now = look();
        if (now === undefined || now === before) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      });
      observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
      setTimeout(() => reject(new Error("the rows stayed as they were")), GIVEN_UP_AFTER_MILLIS);
      pressed.click();
    });
  });
}

/** What "found in 8 ms" says. */
async function saidMillis(page: Page): Promise<number | undefined> {
  const said = await page.getByText(/found in [\d.,]+\s(ms|s)/).first().textContent();
  const [, number, unit] = /found in ([\d.,]+)\s(ms|s)/.exec(said ?? "") ?? [];
  return number === undefined ? undefined : Number(number) * (unit === "s" ? 1000 : 1);
}
