import { BadExtensionError, clip, didYouMean } from "@bellwether/core";
import { BadRiskConfigError } from "../errors.js";
import { builtInLimits } from "../limits/built-in-limits.js";
import type { Limit, LimitStage } from "../limits/limit.js";
import { ApprovalTimes } from "../memory/approvals.js";
import { type RegimeFactor, regimeFactor } from "../multipliers/regime.js";
import { fixedFraction } from "../sizers/fixed-fraction.js";
import { riskPerTrade } from "../sizers/risk-per-trade.js";
import type { Sizer } from "../sizers/sizer.js";
import { builtInSizer } from "../sizers/sizer-config.js";
import type { RiskConfig } from "./config.js";
import type { RiskExtensions } from "./extensions.js";
import { limitOf, sizerOf } from "./plugin-parts.js";

/** A sizer or limit with the key of what it measures. */
export interface Keyed<T> {
  readonly key: string;
  readonly part: T;
}

/** Settings made ready to decide by. */
export interface Rules {
  readonly config: RiskConfig;
  /** The first sizes, the others cut. */
  readonly sizers: readonly Keyed<Sizer>[];
  readonly limits: Readonly<Record<LimitStage, readonly Keyed<Limit>[]>>;
  /** Those that measure something, each once. */
  readonly measured: readonly Keyed<Sizer | Limit>[];
  readonly regime: RegimeFactor;
  readonly approvals: ApprovalTimes;
  /** Whether an exit may be wanted that no signal asks for. */
  readonly plansExits: boolean;
  /** Bars and closed trades that must be remembered. */
  readonly warmup: number;
  readonly trades: number;
}

/** @throws {BadRiskConfigError} for a sizer or limit that nobody brings, or whose options its plugin refuses; {BadExtensionError} for a plugin's that is none. */
export function rulesOf(config: RiskConfig, extensions: RiskExtensions): Rules {
  const approvals = new ApprovalTimes(config.orderRate?.orders ?? 0);
  const sizers = sizersOf(config, extensions).map((part, i) => ({ key: `${i} ${part.name}`, part }));
  const limits = [
    ...builtInLimits(config, approvals).map((part) => ({ key: part.rule, part })),
    ...pluginLimits(config, extensions).map((part, i) => ({ key: `${part.rule} ${i} ${part.name}`, part })),
  ];
  const at = (stage: LimitStage) => limits.filter(({ part }) => part.stage === stage);
  const parts: readonly Keyed<Sizer | Limit>[] = [...sizers, ...limits];
  const { stopLossAtr, takeProfitAtr, trailingAtr, breakEvenAt, timeStopBars, targets, atrPeriod } = config;
  const wantsAtr = [stopLossAtr, takeProfitAtr, trailingAtr].some((multiple) => multiple !== undefined);
  return {
    config,
    sizers,
    limits: { signal: at("signal"), size: at("size"), order: at("order") },
    measured: parts.filter(({ part }) => part.measure !== undefined),
    regime: regimeFactor(config.regime),
    approvals,
    plansExits: wantsAtr || [breakEvenAt, timeStopBars, targets].some((setting) => setting !== undefined),
    warmup: Math.max(
      wantsAtr ? atrPeriod + 1 : 0,
      config.allocation?.lookback ?? 0,
      ...parts.map(({ part }) => part.warmup ?? 0),
    ),
    trades: Math.max(0, ...sizers.map(({ part }) => part.trades ?? 0)),
  };
}

function sizersOf(config: RiskConfig, extensions: RiskExtensions): readonly Sizer[] {
  const listed = (config.sizers ?? []).map((entry, i) => {
    const options = "options" in entry ? entry.options : undefined;
    return builtInSizer(entry) ?? made("sizer", `sizers[${i}]`, extensions, entry.type, options, sizerOf);
  });
  const all = [
    ...(config.riskPerTrade === undefined ? [] : [riskPerTrade(config.riskPerTrade, "riskPerTrade")]),
    ...(config.fixedFraction === undefined ? [] : [fixedFraction(config.fixedFraction, "fixedFraction")]),
    ...listed,
  ];
  return all.length > 0 ? all : [fixedFraction(1, "fixedFraction")];
}

function pluginLimits(config: RiskConfig, extensions: RiskExtensions): readonly Limit[] {
  return (config.limits ?? []).map(({ type, options }, i) =>
    made("limit", `limits[${i}]`, extensions, type, options, limitOf),
  );
}

function made<T>(
  kind: "sizer" | "limit",
  place: string,
  { sizers = {}, limits = {}, ownerOf }: RiskExtensions,
  type: string,
  options: unknown,
  partOf: (made: unknown, name: string, plugin: string) => T,
): T {
  const factories: Readonly<Record<string, (options: unknown) => unknown>> = kind === "sizer" ? sizers : limits;
  const names = Object.keys(factories);
  if (!names.includes(type))
    throw new BadRiskConfigError(
      `risk.${place}: no ${kind} ${JSON.stringify(type)}; plugins bring ${names.join(", ") || "none"}.${didYouMean(type, names)}`,
    );
  const plugin = ownerOf?.(kind, type) ?? "<inline>";
  const factory: unknown = factories[type];
  if (typeof factory !== "function")
    throw new BadExtensionError(plugin, kind, type, `it is ${clip(factory)}; it is a factory, (options) => ${kind}`);
  let part: unknown;
  try {
    part = factory(options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadRiskConfigError(`risk.${place}: the ${kind} "${type}" refuses its options: ${reason}`, { cause });
  }
  return partOf(part, type, plugin);
}
