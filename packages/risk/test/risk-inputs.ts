import {
  type Frame,
  frameOf,
  instrument,
  type LanePosition,
  long,
  type PortfolioView,
  type RiskInput,
  type Trade,
} from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";

/** What tests of the engine ask about: a long wish in BTC/USDT at 100 with 5,000 USDT of equity. */
export const bars: Frame = frameOf(sampleBars({ rows: 30 }));
const btc = instrument("BTC/USDT", { step: 0.001, minQuantity: 0.01, minNotional: 10 });
export const noPosition = { side: null, quantity: 0, averagePrice: Number.NaN, barsHeld: 0, unrealised: 0 } as const;

/** Wednesday. */
export const NOON = Date.UTC(2024, 4, 15, 12);
export const HOUR = 3_600_000;

export function portfolioOf(more: Partial<PortfolioView> = {}): PortfolioView {
  return {
    quote: "USDT",
    startEquity: 5_000,
    free: 5_000,
    equity: 5_000,
    peakEquity: 5_000,
    drawdown: 0,
    grossNotional: 0,
    netNotional: 0,
    halted: false,
    positions: [],
    position: () => noPosition,
    liquidationPrice: () => Number.NaN,
    holding: () => undefined,
    ...more,
  };
}

export type Held = readonly [symbol: string, notional: number, awaited?: number];

/** An account whose lanes hold these signed values; lane 0 is the one that asks. */
export function holding(...held: readonly Held[]): PortfolioView {
  const positions = held.map(
    ([symbol, notional, awaited = 0], lane): LanePosition => ({
      lane,
      strategy: `s${lane}`,
      symbol,
      quantity: notional / 100,
      notional,
      awaited,
      unrealised: 0,
    }),
  );
  const sum = (value: (position: LanePosition) => number) => positions.reduce((all, one) => all + value(one), 0);
  return portfolioOf({
    positions,
    grossNotional: sum(({ notional, awaited }) => Math.abs(notional) + Math.abs(awaited)),
    netNotional: sum(({ notional, awaited }) => notional + awaited),
  });
}

export function inputOf(more: Partial<RiskInput> = {}): RiskInput {
  return {
    signal: long(bars),
    equity: 5_000,
    entryPrice: 100,
    portfolio: portfolioOf(),
    instrument: btc,
    time: NOON,
    dataAgeMs: 0,
    strategy: "s0",
    lane: 0,
    ...more,
  };
}

export function tradeOf(more: Partial<Trade> = {}): Trade {
  return {
    id: 1,
    symbol: "BTC/USDT",
    strategy: "s0",
    side: "long",
    quantity: 1,
    entryTime: NOON - HOUR,
    exitTime: NOON,
    entryPrice: 100,
    exitPrice: 99,
    barsHeld: 1,
    pnl: -1,
    returnFraction: -0.01,
    fees: 0,
    slippage: 0,
    funding: 0,
    dust: 0,
    exitReason: "stop-loss",
    worstPrice: 99,
    bestPrice: 100,
    ambiguous: false,
    ...more,
  };
}
