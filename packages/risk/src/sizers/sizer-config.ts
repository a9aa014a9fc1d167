import * as z from "zod";
import { AtrSizerOptions, atrSizer } from "./atr.js";
import { CvarCapOptions, cvarCap } from "./cvar-cap.js";
import { FixedFractionOptions, fixedFraction } from "./fixed-fraction.js";
import { FixedNotionalOptions, fixedNotional } from "./fixed-notional.js";
import { FixedQuantityOptions, fixedQuantity } from "./fixed-quantity.js";
import { KellyOptions, kelly } from "./kelly.js";
import { OptimalFOptions, optimalFSizer } from "./optimal-f.js";
import { RiskPerTradeOptions, riskPerTrade } from "./risk-per-trade.js";
import type { Sizer } from "./sizer.js";
import { VolatilityTargetOptions, volatilityTarget } from "./volatility-target.js";

const BuiltIn = z.discriminatedUnion("type", [
  FixedQuantityOptions,
  FixedNotionalOptions,
  FixedFractionOptions,
  RiskPerTradeOptions,
  AtrSizerOptions,
  VolatilityTargetOptions,
  KellyOptions,
  OptimalFOptions,
  CvarCapOptions,
]);
type BuiltIn = z.output<typeof BuiltIn>;

/** Names of the sizers that ship. */
export const SIZERS: readonly BuiltIn["type"][] = BuiltIn.options.map(({ shape }) => shape.type.value);

/** One entry of `sizers`: one that ships, or the name of one that a plugin brings, with its options. */
export const SizerConfig = z.union([
  BuiltIn,
  z.strictObject({
    type: z
      .string()
      .min(1)
      .refine((type) => !isBuiltIn(type), "is a sizer that ships; see its own options"),
    options: z.record(z.string(), z.unknown()).optional().describe("Checked by the plugin's sizer."),
  }),
]);
export type SizerConfig = z.output<typeof SizerConfig>;

function isBuiltIn(type: string): type is BuiltIn["type"] {
  return (SIZERS as readonly string[]).includes(type);
}

/** The sizer of an entry that ships; undefined for a plugin's. */
export function builtInSizer(config: SizerConfig): Sizer | undefined {
  const entry = config as BuiltIn; // a plugin's name is none of these
  switch (entry.type) {
    case "fixed-quantity":
      return fixedQuantity(entry);
    case "fixed-notional":
      return fixedNotional(entry);
    case "fixed-fraction":
      return fixedFraction(entry.fraction);
    case "risk-per-trade":
      return riskPerTrade(entry.fraction);
    case "atr":
      return atrSizer(entry);
    case "volatility-target":
      return volatilityTarget(entry);
    case "kelly":
      return kelly(entry);
    case "optimal-f":
      return optimalFSizer(entry);
    case "cvar-cap":
      return cvarCap(entry);
    default:
      return undefined;
  }
}
