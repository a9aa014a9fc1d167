import type { Timeframe } from "../market/timeframe.js";
import type { BarColumns } from "./bar.js";
import { BarStore } from "./bar-store.js";
import type { Frame } from "./frame.js";

/** A frame that shows all of `bars`: for tests, notebooks and indicator values outside a run. */
export function frameOf(
  bars: BarColumns,
  { symbol = "TEST/USDT", timeframe = "1h" }: { symbol?: string; timeframe?: Timeframe } = {},
): Frame {
  const store = new BarStore({ symbol, timeframe });
  store.load(bars);
  store.revealAll();
  return store.frame;
}
