import { type Bar, BarStore, type Signal, type Strategy, type StrategyContext } from "@bellwether/core";
import type { HandOff, LaneSpec } from "../journal/entry.js";
import { SwapRefusedError } from "./errors.js";

/** Strategies that are to take over at the next close of a bar. */
export interface SwapPlan {
  readonly handOff: HandOff;
  readonly lanes: readonly { readonly lane: number; readonly to: LaneSpec; readonly strategy: Strategy }[];
  /** Whether limits and sizing change to those of `settings`. */
  readonly risk: boolean;
  /** The run file from now on, secrets masked. */
  readonly settings: unknown;
}

/** Rows of the warm-up that a strategy must get through before it is let in. */
const DRY_ROWS = 50;
const FLAT_CONTEXT: StrategyContext = Object.freeze({
  position: Object.freeze({ side: null, quantity: 0, averagePrice: Number.NaN, barsHeld: 0, unrealised: 0 }),
});

/**
 * Lets a strategy speak on the last bars of a lane, in a frame of its own.
 * @throws {SwapRefusedError} if it fails there, or wants more bars than the run still has.
 */
export async function dryRun(name: string, strategy: Strategy, store: BarStore): Promise<void> {
  const rows = store.visible;
  if (!(strategy.warmup <= rows))
    throw new SwapRefusedError(
      `"${name}" wants ${strategy.warmup} bars of ${store.symbol} before it speaks, the run holds ${rows}; restart the run to load them`,
    );
  const scratch = new BarStore({ symbol: store.symbol, timeframe: store.timeframe });
  for (const column of store.extra.keys()) scratch.declareColumn(column);
  const asked = Math.max(strategy.warmup, rows - DRY_ROWS);
  for (let row = 0; row < rows; row++) {
    scratch.append(barOf(store, row), extraOf(store, row));
    scratch.reveal();
    if (row + 1 < asked) continue;
    await strategy.prepare?.(scratch.frame);
    assertSignal(name, store, row, () => strategy.generateSignal(scratch.frame, FLAT_CONTEXT));
  }
}

function assertSignal(name: string, store: BarStore, row: number, ask: () => Signal | null): void {
  const at = new Date(store.openTime.data[row]!).toISOString();
  let signal: Signal | null;
  try {
    signal = ask();
  } catch (cause) {
    const problem = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new SwapRefusedError(`"${name}" failed on the bar of ${at} of ${store.symbol}: ${problem}`, { cause });
  }
  if (signal === null || signal?.signal === "LONG" || signal?.signal === "SHORT" || signal?.signal === "FLAT") return;
  throw new SwapRefusedError(`"${name}" said what is no signal on the bar of ${at} of ${store.symbol}`);
}

function barOf(store: BarStore, row: number): Bar {
  return {
    openTime: store.openTime.data[row]!,
    open: store.open.data[row]!,
    high: store.high.data[row]!,
    low: store.low.data[row]!,
    close: store.close.data[row]!,
    volume: store.volume.data[row]!,
  };
}

function extraOf(store: BarStore, row: number): Record<string, number> {
  return Object.fromEntries([...store.extra].map(([name, { data }]) => [name, data[row]!]));
}
