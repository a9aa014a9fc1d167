import * as z from "zod";
import { type Limit, PASSES } from "./limit.js";
import { heldBy, sumOverOthers } from "./other-lanes.js";
import { roomLeft } from "./room.js";
import { symbolOf } from "./symbol-of.js";

/** Symbols that share a budget, by the name of their group. */
export const Groups = z.record(
  z.string(),
  z.strictObject({
    symbols: z.array(z.string().min(1)).min(1),
    limit: z.number().positive().describe("Largest value of the group's positions as a share of equity."),
  }),
);
export type Groups = z.output<typeof Groups>;

/** Cuts to what others leave in each group of the symbol. */
export function groupExposure(groups: Groups): Limit {
  const members = Object.entries(groups).map(([name, { symbols, limit }]) => ({
    name,
    limit,
    symbols: new Set(symbols),
  }));
  return {
    rule: "groupExposure",
    stage: "size",
    measure(input) {
      const symbol = symbolOf(input);
      const held: Record<string, number> = {};
      for (const { name, symbols } of members)
        if (symbols.has(symbol))
          held[name] = sumOverOthers(input, (other) => (symbols.has(other.symbol) ? heldBy(other) : 0));
      return held;
    },
    check(facts, _quantity, held) {
      let most = PASSES;
      for (const { name, limit, symbols } of members) {
        if (!symbols.has(facts.symbol)) continue;
        const left = roomLeft(facts, limit, held[name] ?? Number.NaN);
        if (typeof left !== "number") return left;
        most = Math.min(most, left);
      }
      return most;
    },
  };
}
