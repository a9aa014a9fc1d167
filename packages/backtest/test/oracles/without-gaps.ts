import type { History } from "../../src/feed/history-feed.js";

/** Bars that open at the close before: what fills at the next open, fills at the close that it was decided at. */
export function withoutGaps(history: History): History {
  const { open, high, low, close } = history.columns;
  const opens = open.map((price, i) => close[i - 1] ?? price);
  const columns = {
    ...history.columns,
    open: opens,
    high: high.map((price, i) => Math.max(price, opens[i]!)),
    low: low.map((price, i) => Math.min(price, opens[i]!)),
  };
  return { ...history, columns };
}
