import { canonicalJson } from "../canonical-json.js";
import type { Frame } from "../frame/frame.js";
import { isActionable } from "../loop/valid-signal.js";
import type { Signal } from "../signal.js";
import type { PositionSide, Strategy, StrategyContext } from "../strategy/strategy.js";
import { CheckFailedError } from "./check.js";

/** The context of a position that was opened three bars ago at `price`; null is flat. */
export function holding(side: PositionSide | null, price: number): StrategyContext {
  const position =
    side === null
      ? { side, quantity: 0, averagePrice: Number.NaN, barsHeld: 0, unrealised: 0 }
      : { side, quantity: 1, averagePrice: price, barsHeld: 3, unrealised: 0 };
  return Object.freeze({ position: Object.freeze(position) });
}

/**
 * Asks as the loop does: `prepare` first, then `generateSignal`.
 * @throws {CheckFailedError} naming the bar, if the strategy throws.
 */
export async function ask(strategy: Strategy, df: Frame, context = holding(null, Number.NaN)): Promise<Signal | null> {
  try {
    const prepared = strategy.prepare?.(df);
    if (prepared instanceof Promise) await prepared;
    const signal: unknown = strategy.generateSignal(df, context);
    if (signal instanceof Promise)
      throw new TypeError("generateSignal returned a promise; it is synchronous, asynchronous work belongs in prepare");
    return signal as Signal | null;
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : { name: "it", message: String(cause) };
    const side = context.position.side ?? "flat";
    throw new CheckFailedError(`bar ${df.length - 1}, ${side}: threw ${name}: ${message}`, { cause });
  }
}

/** Equal answers give equal texts; NaN, Infinity and null are told apart. */
export function answerText(signal: Signal | null): string {
  if (signal === null || typeof signal !== "object") return signal === null ? "nothing" : String(signal);
  const spell = (_key: string, value: unknown) =>
    typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)) ? String(value) : value;
  return `${signal.signal} ${JSON.stringify(signal.metadata, spell)}`;
}

/** The stance of an answer's text, or `nothing`. */
export function stanceOf(text: string): string {
  return text.split(" ", 1)[0]!;
}

const STANCES: readonly unknown[] = ["LONG", "SHORT", "FLAT"];

/** What is wrong with an answer, or null. */
export function answerProblem(signal: Signal | null): string | null {
  if (signal === null) return null;
  if (!STANCES.includes(signal?.signal)) return `has the stance ${String(signal?.signal)}; want LONG, SHORT or FLAT`;
  if (!isActionable(signal))
    return "needs an entryPrice above 0, a confidence from 0 to 1, and distances that are positive and finite";
  try {
    canonicalJson(signal.metadata);
    return null;
  } catch (error) {
    return `has metadata that cannot be journalled: ${(error as Error).message}`;
  }
}

/** As {@link answerProblem} for a bar with NaN prices, where `flat(df)` cannot know an entry price. */
export function answerProblemWithoutPrice(signal: Signal | null): string | null {
  if (signal?.signal !== "FLAT" || !Number.isNaN(signal.metadata?.entryPrice)) return answerProblem(signal);
  return answerProblem({ ...signal, metadata: { ...signal.metadata, entryPrice: 1 } });
}
