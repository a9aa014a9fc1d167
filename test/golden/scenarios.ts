import type { BacktestOptions } from "@bellwether/backtest";
import type { RiskOptions } from "@bellwether/risk";

const HOUR = 3_600_000;

/** A run beyond the plain ones: a strategy on a sample under other costs, orders, accounts or limits. */
export interface Scenario {
  readonly name: string;
  readonly file: "sp500-1d.csv" | "eurusd-1h.csv";
  readonly strategy: string;
  readonly params?: object;
  /** The symbol names a perpetual. */
  readonly perpetual?: boolean;
  /** Both samples of hourly bars at once: the second is the first upside down. */
  readonly mirrored?: boolean;
  readonly rules?: NonNullable<BacktestOptions["instruments"]>[string];
  readonly fills?: Pick<BacktestOptions, "slippage" | "intrabar" | "latency" | "volumeShare" | "feeAsset">;
  /** Funding every eight hours at this rate. */
  readonly fundingRate?: number;
  /** Hourly bars become four-hourly ones, whose hours are the detail. */
  readonly detail?: boolean;
  readonly risk: RiskOptions;
}

const bracket = { riskPerTrade: 0.01, fixedFraction: 1, stopLossAtr: 2, takeProfitAtr: 3, maxDrawdown: 0.5 };
const tight = { ...bracket, stopLossAtr: 0.6, takeProfitAtr: 0.6, reentry: "immediate" } as const;
const both = { ...bracket, allowShort: true };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "tight brackets, optimistic",
    file: "eurusd-1h.csv",
    strategy: "sma-cross",
    fills: { intrabar: "optimistic" },
    risk: tight,
  },
  {
    name: "tight brackets, adaptive",
    file: "eurusd-1h.csv",
    strategy: "sma-cross",
    fills: { intrabar: "adaptive" },
    risk: tight,
  },
  {
    name: "four-hour bars, drilled down to hours",
    file: "eurusd-1h.csv",
    strategy: "sma-cross",
    detail: true,
    fills: { intrabar: "drilldown" },
    risk: tight,
  },
  {
    name: "trailing stop, break-even, time stop, partial targets",
    file: "eurusd-1h.csv",
    strategy: "donchian-breakout",
    risk: {
      riskPerTrade: 0.01,
      fixedFraction: 1,
      stopLossAtr: 2,
      trailingAtr: 3,
      breakEvenAt: 1,
      timeStopBars: 72,
      targets: [
        { at: 1, share: 0.5 },
        { at: 2, share: 0.25 },
      ],
      maxDrawdown: 0.5,
    },
  },
  {
    name: "orders one bar late, half a spread",
    file: "eurusd-1h.csv",
    strategy: "macd-trend",
    fills: { latency: { bars: 1 }, slippage: { type: "half-spread", spreadBps: 1.5 } },
    risk: bracket,
  },
  {
    name: "orders twenty minutes late, square-root impact",
    file: "eurusd-1h.csv",
    strategy: "macd-trend",
    fills: { latency: { ms: 20 * 60_000 }, slippage: { type: "square-root" } },
    risk: bracket,
  },
  {
    name: "a hundred-thousandth of the volume in each bar, volume-share impact",
    file: "eurusd-1h.csv",
    strategy: "sma-cross",
    fills: { volumeShare: 1e-5, slippage: { type: "volume-share", impact: 1e6 } },
    risk: bracket,
  },
  {
    name: "fees in base units, minimums that leave dust",
    file: "eurusd-1h.csv",
    strategy: "supertrend",
    rules: { feeIn: "base", step: 1, minQuantity: 1, minNotional: 10, taker: 0.0005, maker: 0.0005 },
    risk: bracket,
  },
  {
    name: "fees in a third asset until it is spent, fee tiers",
    file: "eurusd-1h.csv",
    strategy: "supertrend",
    rules: { feeTiers: [{ volume: 100_000, maker: 0.00005, taker: 0.0001 }] },
    fills: { feeAsset: { asset: "PTS", amount: 20, price: 2, discount: 0.25 } },
    risk: bracket,
  },
  {
    name: "rules that change in mid-run",
    file: "eurusd-1h.csv",
    strategy: "supertrend",
    rules: {
      step: 0.01,
      history: [
        { from: Date.UTC(2017, 2, 1), step: 1, minNotional: 100, taker: 0.0004 },
        { from: Date.UTC(2017, 5, 1), tick: 0.0001, step: 100 },
      ],
    },
    risk: bracket,
  },
  {
    name: "perpetual, both sides, cross margin, funding",
    file: "eurusd-1h.csv",
    strategy: "sma-cross",
    perpetual: true,
    fundingRate: 0.00005,
    rules: { leverage: 10, tick: 0.00001, step: 1 },
    risk: { ...both, maxExposure: 5 },
  },
  {
    name: "perpetual, isolated at high leverage, liquidations",
    file: "eurusd-1h.csv",
    strategy: "ema-cross",
    perpetual: true,
    fundingRate: -0.00002,
    rules: {
      leverage: 100,
      marginMode: "isolated",
      tick: 0.00001,
      step: 1,
      liquidationFee: 0.002,
      marginTiers: [
        { upTo: 50_000, maintenanceRate: 0.004, maxLeverage: 100 },
        { maintenanceRate: 0.008, maxLeverage: 100 },
      ],
    },
    risk: { fixedFraction: 8, maxExposure: 20, allowShort: true, maxDrawdown: 0.9 },
  },
  {
    name: "volatility target, capped by expected shortfall",
    file: "sp500-1d.csv",
    strategy: "sma-cross",
    risk: {
      sizers: [
        { type: "volatility-target", target: 0.1, periodsPerYear: 252 },
        { type: "cvar-cap", limit: 0.01 },
      ],
      maxDrawdown: 0.5,
    },
  },
  {
    name: "Kelly from its own trades",
    file: "eurusd-1h.csv",
    strategy: "bollinger-reversion",
    risk: {
      ...bracket,
      riskPerTrade: undefined,
      sizers: [{ type: "kelly", source: "trades", minTrades: 20, fallback: 0.1 }],
    },
  },
  {
    name: "every protection, a daily loss and flat weekends",
    file: "eurusd-1h.csv",
    strategy: "ema-rsi-scalping",
    risk: {
      ...bracket,
      dailyLoss: 0.005,
      weekend: "flatten",
      protections: [
        { type: "cooldown", duration: { bars: 3 } },
        { type: "stop-loss-guard", trades: 2, lookback: "2d", duration: "12h" },
        { type: "drawdown-lock", maxDrawdown: 0.02, lookback: "7d", duration: "2d" },
        { type: "low-profit-lock", trades: 6, minReturn: -0.02, lookback: "7d", duration: "1d" },
      ],
    },
  },
  {
    name: "two symbols that mirror each other, hierarchical risk parity, correlated exposure",
    file: "eurusd-1h.csv",
    strategy: "donchian-breakout",
    mirrored: true,
    risk: {
      ...bracket,
      allocation: { rule: "hierarchical-risk-parity", lookback: 120 },
      correlatedExposure: { limit: 0.8 },
      symbolExposure: 0.6,
      maxPositions: 2,
      orderRate: { orders: 2, perMs: 24 * HOUR },
    },
  },
];
