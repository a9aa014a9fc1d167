import * as z from "zod";

const names = (defaults: string[]) => z.array(z.string().min(1)).default(defaults);

/** How the regime that a signal, or whoever asks, believes in scales a size. Names are compared without case. */
export const RegimeConfig = z.union([
  z.literal("off"),
  z.strictObject({
    agree: z.number().positive().max(10).default(1.2).describe("Factor where the regime favours the stance."),
    disagree: z.number().positive().max(10).default(0.8).describe("Factor where it favours the other one."),
    long: names(["bull", "bullish", "uptrend"]).describe("Regimes that favour LONG."),
    short: names(["bear", "bearish", "downtrend"]).describe("Regimes that favour SHORT."),
  }),
]);
export type RegimeConfig = z.output<typeof RegimeConfig>;

/** Factor on a size for a regime and a stance: 1 where the regime is unknown, names none, or favours neither or both. */
export type RegimeFactor = (regime: string | null, stance: string) => number;

export function regimeFactor(config: RegimeConfig): RegimeFactor {
  if (config === "off") return () => 1;
  const { agree, disagree } = config;
  const long = new Set(config.long.map((name) => name.toLowerCase()));
  const short = new Set(config.short.map((name) => name.toLowerCase()));
  return (regime, stance) => {
    if (regime === null) return 1;
    const name = regime.toLowerCase();
    const favoursLong = long.has(name);
    if (favoursLong === short.has(name)) return 1;
    return favoursLong === (stance === "LONG") ? agree : disagree;
  };
}
