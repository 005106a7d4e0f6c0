// Runs inside the page, before anything of it: when things happened, by the page's own clock.

/** Milliseconds of `performance.now()`; 0 for what has not happened. */
export interface Times {
  chosen: number;
  firstRows: number;
  opened: number;
  /** The longest that the page's thread did not get round to a timer, since the choice. */
  longestBlock: number;
}

declare global {
  interface Window {
    benchTimes: Times;
    /** The text of the table's first row, once it is there. */
    benchFirstRow: () => string;
    /** Milliseconds from an act to the frame that shows what it leads to. */
    benchShown: (act: () => void, isThere: () => boolean) => Promise<number>;
  }
}

/** Given to the browser as text: it can use nothing from outside. */
export function installStopwatch(): void {
  const TICK_MILLIS = 4;
  const times: Times = { chosen: 0, firstRows: 0, opened: 0, longestBlock: 0 };
  window.benchTimes = times;

  let lastTick = 0;
  const tick = (): void => {
    const now = performance.now();
    times.longestBlock = Math.max(times.longestBlock, now - lastTick - TICK_MILLIS);
    lastTick = now;
    setTimeout(tick, TICK_MILLIS);
  };
  document.addEventListener(
    "change",
    ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
      times.chosen = lastTick = performance.now();
      setTimeout(tick, TICK_MILLIS);
    },
    true,
  );

  window.benchFirstRow = () => {
    const row = document.querySelector("[role=grid] [role=row][aria-rowindex='2']:not([aria-busy])");
    return row?.textContent?.trim() ?? "";
  };
  window.benchShown = (act, isThere) =>
    new Promise((shown) => {
      const start = performance.now();
      const look = (): void => {
        // This frame shows it; what is posted from here runs when it has been drawn.
        if (isThere()) setTimeout(() => shown(performance.now() - start));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      act();
    });

  let isSeen = false;
  const look = (): void => {
    if (times.chosen === 0) return;
    if (!isSeen && window.benchFirstRow()) {
      isSeen = true;
      // The next frame shows it; what is posted from there runs when it has been drawn.
      requestAnimationFrame(() => setTimeout(() => (times.firstRows = performance.now())));
    }
    if (times.opened === 0 && /opened in \d/.test(document.querySelector("main dl")?.textContent ?? "")) {
      times.opened = performance.now();
      observer.disconnect();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}
