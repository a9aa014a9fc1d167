import type { Frame } from "../frame/frame.js";
import type { Instrument } from "../market/instrument.js";
import type { Bracket, Side } from "../order/order.js";
import type { PortfolioView } from "../portfolio/portfolio.js";
import type { Signal } from "../signal.js";
import type { PositionView } from "../strategy/strategy.js";

/** Every reason that a refusal can give. */
export const RISK_RULES = [
  "badInput",
  "halted",
  "maxDrawdown",
  "maxExposure",
  "maxNotional",
  "minConfidence",
  "minNotional",
  "minQuantity",
  "noStop",
  "shortNotAllowed",
] as const;
export type RiskRule = (typeof RISK_RULES)[number];

/** One step of sizing: what decided, and the quantity left after it, in base units. */
export interface SizingStep {
  readonly rule: string;
  readonly quantity: number;
}

/** What risk lets through; the loop adds who and when. */
export interface SizedOrder {
  readonly side: Side;
  /** Base units, on the instrument's step. */
  readonly quantity: number;
  readonly bracket?: Bracket | undefined;
}

export interface Approved {
  readonly status: "approved";
  readonly order: SizedOrder;
  /** Every step in order, cuts and checks that changed nothing included. */
  readonly sizing: readonly SizingStep[];
}

/** Limit and observed value in the unit of the rule (quote currency for notionals, fractions for shares). */
export interface Refused {
  readonly status: "refused";
  readonly rule: RiskRule;
  readonly limit: number;
  readonly observed: number;
}

export type Verdict = Approved | Refused;

/** Risk opens nothing more until a person resumes. */
export interface Halt {
  readonly rule: RiskRule;
  readonly limit: number;
  readonly observed: number;
  /** Whether open positions are closed at the next open. */
  readonly flatten: boolean;
}

/** What risk is asked about: a signal that would open a position. */
export interface RiskInput {
  readonly signal: Signal;
  /** Quote currency. */
  readonly equity: number;
  /** Price the entry is expected at; the last close in a run. */
  readonly entryPrice: number;
  /** Fixed exits, if any; else distances come from the signal, else from the engine's ATR settings. */
  readonly stopLossPrice?: number;
  readonly takeProfitPrice?: number;
  /** From 0 to 1; the signal's own unless given. */
  readonly confidence?: number;
  readonly regime?: string;
  readonly instrument?: Instrument;
  readonly portfolio: PortfolioView;
  readonly position?: PositionView;
  /** For sizers that measure the market, such as ATR stops. */
  readonly df?: Frame;
}

/** Turns signals into sized orders or refuses them with a reason, and watches the portfolio on every bar. */
export interface RiskEngine {
  applyRiskToSignal(input: RiskInput): Verdict;
  /** Asked at every close, signal or not. */
  inspect(portfolio: PortfolioView): Halt | null;
  /** Whether a stance whose position was stopped out may re-enter before the strategy has said something else. */
  readonly reentry: "on-new-signal" | "immediate";
  /** Bars that indicators of the engine (ATR) need. */
  readonly warmup: number;
  /** Its settings, defaults filled in: part of reports and fingerprints. */
  describe(): unknown;
}

/** `riskPerTrade 0.42 → maxExposure 0.18`. */
export function sizingText(steps: readonly SizingStep[]): string {
  return steps.map(({ rule, quantity }) => `${rule} ${quantity}`).join(" → ");
}
