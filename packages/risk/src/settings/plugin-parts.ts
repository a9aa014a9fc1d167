import {
  BadExtensionError,
  clip,
  didYouMean,
  ExtensionFailedError,
  RISK_RULES,
  type RiskInput,
  thrownText,
} from "@bellwether/core";
import type { Measures, RiskFacts } from "../decision/facts.js";
import type { Limit, LimitStage, Refusal } from "../limits/limit.js";
import { symbolOf } from "../limits/symbol-of.js";
import type { ClosedTrades } from "../memory/trade-history.js";
import type { Sizer } from "../sizers/sizer.js";

const STAGES: readonly LimitStage[] = ["signal", "size", "order"];

type Fields = Readonly<Record<string, unknown>>;
type Kind = "sizer" | "limit";

/** Whose part it is, for errors. */
interface Origin {
  readonly kind: Kind;
  /** As `type` names it. */
  readonly name: string;
  readonly plugin: string;
}

/**
 * What a plugin's factory has made, as a sizer that says who it is when it fails.
 * @throws {BadExtensionError} for what is no sizer.
 */
export function sizerOf(made: unknown, name: string, plugin: string): Sizer {
  const origin: Origin = { kind: "sizer", name, plugin };
  const sizer = shapeOf(made, origin, "quantity", "name, quantity(facts, measures)") as unknown as Sizer;
  if (typeof sizer.name !== "string" || sizer.name === "")
    bad(origin, `its name is ${shown(sizer.name)}; it is a text`);
  assertCount(origin, "trades", sizer.trades);
  const { warmup, trades, needsStop } = sizer;
  return {
    name: sizer.name,
    warmup,
    trades,
    needsStop,
    ...measureOf(sizer, origin),
    quantity(facts, measures) {
      const answer: unknown = guarded(origin, facts.symbol, facts.time, () => sizer.quantity(facts, measures));
      if (typeof answer === "number") return answer;
      throw failed(origin, facts, `quantity returned ${shown(answer)}; it returns base units, NaN where it cannot say`);
    },
  };
}

/**
 * What a plugin's factory has made, as a limit that says who it is when it fails.
 * @throws {BadExtensionError} for what is no limit.
 */
export function limitOf(made: unknown, name: string, plugin: string): Limit {
  const origin: Origin = { kind: "limit", name, plugin };
  const limit = shapeOf(made, origin, "check", "stage, check(facts, quantity, measures)") as unknown as Limit;
  const { stage, warmup } = limit;
  if (!STAGES.includes(stage))
    bad(origin, `its stage is ${shown(stage)}; it is one of ${STAGES.join(", ")}.${didYouMean(String(stage), STAGES)}`);
  return {
    rule: "plugin",
    name,
    stage,
    warmup,
    ...measureOf(limit, origin),
    check(facts, quantity, measures) {
      const answer: unknown = guarded(origin, facts.symbol, facts.time, () => limit.check(facts, quantity, measures));
      if (typeof answer === "number" || isRefusal(answer)) return answer;
      throw failed(
        origin,
        facts,
        `check returned ${shown(answer)}; it returns base units, Infinity for any, or a refusal { limit, observed }`,
      );
    },
  };
}

function shapeOf(made: unknown, origin: Origin, method: string, wanted: string): Fields {
  if (typeof made !== "object" || made === null)
    return bad(origin, `its factory makes ${shown(made)}; it makes an object of ${wanted}`);
  const part = made as Fields;
  for (const name of [method, "measure"])
    if (typeof part[name] !== "function" && (name === method || part[name] !== undefined))
      bad(origin, `${name} is ${shown(part[name])}; it is a function`);
  assertCount(origin, "warmup", part.warmup);
  return part;
}

function assertCount(origin: Origin, name: string, value: unknown): void {
  if (value === undefined || (Number.isInteger(value) && (value as number) >= 0)) return;
  bad(origin, `${name} is ${shown(value)}; it is a whole number of at least 0`);
}

/** Called on the part, not copied from it: a plugin may bring an instance of a class. */
function measureOf(part: Sizer | Limit, origin: Origin): Pick<Sizer, "measure"> {
  if (part.measure === undefined) return {};
  return {
    measure(input: RiskInput, history: ClosedTrades): Measures {
      const symbol = symbolOf(input);
      const time = input.time ?? null;
      const answer: unknown = guarded(origin, symbol, time, () => part.measure!(input, history));
      if (isNumbers(answer)) return answer;
      throw failed(origin, { symbol, time }, `measure returned ${shown(answer)}; it returns an object of numbers`);
    },
  };
}

function guarded<T>(origin: Origin, symbol: string, time: number | null, ask: () => T): T {
  try {
    return ask();
  } catch (cause) {
    if (cause instanceof ExtensionFailedError) throw cause; // of one that it asks itself
    throw failed(origin, { symbol, time }, thrownText(cause), { cause });
  }
}

function failed(
  { plugin, kind, name }: Origin,
  { symbol, time }: Pick<RiskFacts, "symbol" | "time">,
  problem: string,
  options?: ErrorOptions,
): ExtensionFailedError {
  return new ExtensionFailedError(plugin, kind, name, symbol, time ?? Number.NaN, problem, options);
}

function isNumbers(value: unknown): value is Measures {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const key in value) if (typeof (value as Fields)[key] !== "number") return false;
  return true;
}

function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== "object" || value === null) return false;
  const { limit, observed, rule } = value as Partial<Refusal>;
  return typeof limit === "number" && typeof observed === "number" && (rule === undefined || RISK_RULES.includes(rule));
}

function bad({ plugin, kind, name }: Origin, problem: string): never {
  throw new BadExtensionError(plugin, kind, name, problem);
}

function shown(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return clip(value);
  return value instanceof Promise
    ? "a promise"
    : Array.isArray(value)
      ? "a list"
      : `{ ${Object.keys(value).slice(0, 5).join(", ")} }`;
}
