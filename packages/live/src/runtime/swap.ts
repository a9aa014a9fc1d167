import { BarStore, closeTimeOf, linkPeers, type Signal, type Strategy, type StrategyContext } from "@bellwether/core";
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
 * Lets a strategy speak on the last bars of a lane, in frames of its own.
 * @param stream - of the lane, among `stores`.
 * @param inTime - rejects where a preparation takes too long.
 * @throws {SwapRefusedError} if it fails there, or wants more bars than the run still has.
 */
export async function dryRun(
  name: string,
  strategy: Strategy,
  stream: number,
  stores: readonly BarStore[],
  inTime: (work: Promise<void>) => Promise<void> = (work) => work,
): Promise<void> {
  const store = stores[stream]!;
  const rows = store.visible;
  if (!(strategy.warmup <= rows))
    throw new SwapRefusedError(
      `"${name}" wants ${strategy.warmup} bars of ${store.symbol} before it speaks, the run holds ${rows}; wait until it holds them, or begin another journal`,
    );
  const copies = stores.map(copyOf);
  linkPeers(copies);
  const copy = copies[stream]!;
  const asked = Math.max(strategy.warmup, rows - DRY_ROWS);
  for (let row = 0; row < rows; row++) {
    const now = closeTimeOf(copy.timeframe, copy.openTime.data[row]!);
    for (const each of copies)
      while (each.visible < each.rows && closeTimeOf(each.timeframe, each.openTime.data[each.visible]!) <= now)
        each.reveal();
    if (row + 1 < asked) continue;
    const work = strategy.prepare?.(copy.frame);
    if (work !== undefined) await inTime(Promise.resolve(work));
    assertSignal(name, copy, row, () => strategy.generateSignal(copy.frame, FLAT_CONTEXT));
  }
}

/** What of a store can be seen, hidden. */
function copyOf(store: BarStore): BarStore {
  const { symbol, timeframe, visible, extra } = store;
  const copy = new BarStore({ symbol, timeframe });
  const cut = ({ data }: { readonly data: Float64Array }) => data.slice(0, visible);
  copy.load({
    openTime: cut(store.openTime),
    open: cut(store.open),
    high: cut(store.high),
    low: cut(store.low),
    close: cut(store.close),
    volume: cut(store.volume),
    extra: Object.fromEntries([...extra].map(([column, data]) => [column, cut(data)])),
  });
  return copy;
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
