import * as z from "zod";
import { backtestSchema } from "./run-backtest.js";
import { dataSchema } from "./run-data.js";
import { exchangeSchema, instrumentSchema, symbolSchema } from "./run-market.js";
import { pluginListSchema } from "./run-plugins.js";
import { runProblems, strategyListSchema, strategySchema } from "./run-strategies.js";
import { deferred } from "./secret.js";

const accountSchema = z.strictObject({
  startingBalance: z.number().positive().default(10_000).describe("Cash at the start, in quote currency."),
  quote: z.string().min(1).max(16).default("USDT").describe("Currency that the account counts in."),
});

/**
 * Schema of a run file: what one strategy or several trade, where and with what money. The same file serves
 * `bellwether backtest` and `bellwether live`.
 * @param parts.risk - schema of the `risk` section, from whoever owns the limits; any mapping without it.
 */
export function runConfigSchema<Risk extends z.ZodType = ReturnType<typeof deferred>>(
  parts: { readonly risk?: Risk } = {},
) {
  const risk = (parts.risk ?? deferred()) as Risk;
  return z
    .strictObject({
      mode: z
        .enum(["paper", "testnet", "live"])
        .default("paper")
        .describe("paper trades simulated money, testnet the exchange's play money, live real money."),
      exchange: exchangeSchema.describe("Where prices come from and orders go."),
      plugins: pluginListSchema
        .default([])
        .describe("Plugins to load: package names, ./paths to .ts or .js files, or { use, options }."),
      strategy: strategySchema.optional().describe("The strategy of the run; or name several under `strategies`."),
      strategies: strategyListSchema
        .optional()
        .describe("Several strategies that share one account and one RiskEngine."),
      risk: risk.prefault({} as never).describe("Sizing and limits; every order passes them."),
      account: accountSchema.prefault({}).describe("The money of a backtest or paper run."),
      seed: z.int().default(1).describe("Seed of every random choice in the run."),
      data: dataSchema.optional().describe("Bars from disk."),
      backtest: backtestSchema.prefault({}).describe("How history is replayed and orders are filled."),
      instruments: z
        .record(symbolSchema, instrumentSchema)
        .optional()
        .describe("Trading rules by symbol that replace those of the exchange."),
    })
    .superRefine(
      (run, context) => {
        for (const problem of runProblems(run)) context.addIssue({ code: "custom", ...problem });
      },
      // also when a part has failed: every violation at once
      { when: () => true },
    );
}

/** A run file whose `risk` section is still unchecked. */
export const RunConfig = runConfigSchema();
export type RunConfig = z.output<typeof RunConfig>;
