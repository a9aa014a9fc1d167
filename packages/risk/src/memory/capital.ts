import { didYouMean, isTimeframe, type RiskInput, type RiskLane, type Timeframe, timeframeMs } from "@bellwether/core";
import * as z from "zod";
import type { AllocationName } from "../allocation/allocation-rules.js";
import { type Allocator, createAllocator } from "../allocation/allocator.js";
import { BadAllocationError } from "../allocation/errors.js";
import { asOfCloses } from "./as-of-closes.js";

/** Names in run files of the rules by which capital is shared out. */
const RULES = {
  equal: "equal",
  fixed: "fixed",
  "inverse-volatility": "inverseVolatility",
  "inverse-variance": "inverseVariance",
  "hierarchical-risk-parity": "hierarchicalRiskParity",
  "equal-risk-contribution": "equalRiskContribution",
  "minimum-variance": "minimumVariance",
} as const satisfies Readonly<Record<string, AllocationName>>;

export const AllocationConfig = z
  .strictObject({
    rule: z.enum(Object.keys(RULES) as [keyof typeof RULES]),
    weights: z
      .record(z.string(), z.number().min(0).max(1))
      .refine((weights) => sumOf(weights) <= 1 + 1e-9, {
        error: ({ input }) =>
          `the weights add up to ${sumOf(input)}; they add up to 1 at most, and what is left stays cash`,
      })
      .optional()
      .describe("Shares of the capital for `fixed`, by strategy or by symbol, for all of them."),
    lookback: z.int().min(3).max(100_000).default(250).describe("Closes that the other rules read."),
    rebalance: z
      .string()
      .refine(isTimeframe, 'a span reads like "1d" or "1w"')
      .default("1d")
      .describe("How often shares are found anew."),
  })
  .refine(({ rule, weights }) => (rule === "fixed") === (weights !== undefined), {
    error: "fixed needs weights, and no other rule takes them",
    path: ["weights"],
  });
export type AllocationConfig = z.output<typeof AllocationConfig>;

function sumOf(weights: unknown): number {
  return Object.values(weights as Readonly<Record<string, number>>).reduce((sum, weight) => sum + weight, 0);
}

/** What weights do not fit a run by: the key that is wrong, or none for one that is missing. */
export interface Misfit {
  readonly key?: string;
  readonly problem: string;
}

/** What is wrong with the names of fixed weights for these lanes, or null: all strategies, or all symbols. */
export function misfitOf(
  weights: Readonly<Record<string, number>>,
  lanes: readonly Pick<RiskLane, "strategy" | "symbol">[],
): Misfit | null {
  const strategies = new Set(lanes.map(({ strategy }) => strategy));
  const symbols = new Set(lanes.map(({ symbol }) => symbol));
  const names = Object.keys(weights);
  const known = [...new Set([...strategies, ...symbols])];
  for (const key of names)
    if (!known.includes(key))
      return {
        key,
        problem: `no strategy and no symbol of the run is called "${key}"; there are ${known.join(", ")}.${didYouMean(key, known)}`,
      };
  const byStrategy = namesStrategies(names, strategies);
  const keys = byStrategy ? strategies : symbols;
  for (const key of names)
    if (!keys.has(key))
      return {
        key,
        problem: `"${key}" is a strategy, but "${names.find((name) => !strategies.has(name))}" is a symbol; weights name one or the other`,
      };
  for (const key of keys)
    if (!Object.hasOwn(weights, key)) return { problem: `"${key}" has no weight; give it one, 0 for none` };
  return null;
}

function namesStrategies(names: readonly string[], strategies: ReadonlySet<string>): boolean {
  return names.length > 0 && names.every((name) => strategies.has(name));
}

/** Shares capital out among the lanes of a run: by strategy or by symbol, and equally within. */
export class Capital {
  readonly #allocator: Allocator;
  readonly #lookback: number;
  readonly #keys: readonly string[];
  readonly #keyOf: (lane: RiskLane) => string;
  /** Lanes that share what their key has. */
  readonly #sharers = new Map<string, number>();

  /** @throws {BadAllocationError} for weights that do not fit the run. */
  constructor(
    config: AllocationConfig,
    private readonly lanes: readonly RiskLane[],
  ) {
    const { rule, weights, lookback, rebalance } = config;
    const strategies = new Set(lanes.map(({ strategy }) => strategy));
    const names = Object.keys(weights ?? {});
    const byStrategy = namesStrategies(names, strategies);
    this.#keyOf = ({ strategy, symbol }) => (byStrategy ? strategy : symbol);
    for (const lane of lanes) {
      const key = this.#keyOf(lane);
      this.#sharers.set(key, (this.#sharers.get(key) ?? 0) + 1);
    }
    this.#keys = [...this.#sharers.keys()];
    const misfit = weights === undefined || lanes.length === 0 ? null : misfitOf(weights, lanes); // not at the first entry
    if (misfit !== null) throw new BadAllocationError(`risk.allocation.weights: ${misfit.problem}`);
    const rebalanceEvery = timeframeMs(rebalance as Timeframe);
    this.#allocator = createAllocator({ rule: RULES[rule], lookback, rebalanceEvery, weights });
    this.#lookback = lookback;
  }

  /** Share of the account's equity that a lane may use; NaN for a lane or a time that is not known. */
  share({ lane: number, time = Number.NaN, df }: RiskInput): number {
    const lane = this.lanes.find((one) => one.lane === number);
    if (lane === undefined || !Number.isFinite(time)) return Number.NaN;
    const key = this.#keyOf(lane);
    const closesOf = (symbol: string) =>
      df === undefined ? null : asOfCloses(symbol === df.symbol ? df : df.peer(symbol), df, this.#lookback);
    return this.#allocator.share(key, closesOf, this.#keys, time) / this.#sharers.get(key)!;
  }
}
