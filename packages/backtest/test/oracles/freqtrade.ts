import type { History } from "../../src/feed/history-feed.js";
import { readOracle } from "./oracle-files.js";

type Flag = 0 | 1;

/** An hour of a hand-made case, and what the strategy says at its close. */
interface Candle {
  readonly tick: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly enterLong: Flag;
  readonly exitLong: Flag;
  readonly enterShort: Flag;
  readonly exitShort: Flag;
}

/** A hand-made case: candles, settings, and what must come out. Shares of the entry price, before leverage. */
export interface Case {
  readonly id: string;
  readonly candles: readonly Candle[];
  /** Negative. */
  readonly stopLoss: number;
  /** Gain at which to leave, by minutes held. */
  readonly roi: Readonly<Record<string, number>>;
  readonly trailingStop: boolean;
  readonly trailingOnlyOffsetIsReached: boolean;
  readonly trailingStopPositive: number | null;
  readonly trailingStopPositiveOffset: number;
  readonly useExitSignal: boolean;
  readonly customEntryPrice: number | null;
  readonly customExitPrice: number | null;
  readonly leverage: number;
  readonly unfilledTimeoutMinutes: number | null;
  readonly adjustEntryPrice: number | null;
  readonly expected: {
    /** Sum over trades of result ÷ margin. */
    readonly totalProfitRatioSum: number;
    readonly trades: readonly {
      readonly exitReason: string;
      readonly openTick: number;
      readonly closeTick: number;
      readonly isShort: boolean;
    }[];
  };
}

interface Oracle {
  readonly expected: readonly Case[];
  readonly tolerance: { readonly totalProfitRatioSum: number };
}

export const HOUR_MS = 3_600_000;

/** The cases; undefined where they are not at hand. */
export function readCases(): Oracle | undefined {
  return readOracle<Oracle>("freqtrade-backtest-detail.json");
}

/** Its candles as bars: the tick is the row. */
export function barsOf({ candles }: Case): History {
  const column = (name: "open" | "high" | "low" | "close" | "volume") =>
    Float64Array.from(candles, (candle) => candle[name]);
  return {
    symbol: "BASE/QUOTE",
    timeframe: "1h",
    columns: {
      openTime: Float64Array.from(candles, ({ tick }) => tick * HOUR_MS),
      open: column("open"),
      high: column("high"),
      low: column("low"),
      close: column("close"),
      volume: column("volume"),
    },
  };
}
