import * as z from "zod";
import { accountSchema } from "./run-account.js";
import { backtestSchema } from "./run-backtest.js";
import { dataSchema } from "./run-data.js";
import { instrumentsSchema } from "./run-instruments.js";
import { exchangeSchema } from "./run-market.js";
import { pluginListSchema } from "./run-plugins.js";
import { runProblems } from "./run-problems.js";
import { strategyListSchema, strategySchema } from "./run-strategies.js";
import { deferred } from "./secret.js";
import { simulationProblems } from "./simulation-problems.js";

type Deferred = ReturnType<typeof deferred>;

/**
 * Schema of a run file: what one strategy or several trade, where and with what money. The same file serves
 * `bellwether backtest` and `bellwether live`.
 * @param parts.risk - schema of the `risk` section, from whoever owns the limits; any mapping without it.
 * @param parts.live - schema of the `live` section, from whoever runs it; any mapping without it.
 * @param parts.slippage - schema of `backtest.slippage`, from whoever owns the models; any mapping without it.
 */
export function runConfigSchema<
  Risk extends z.ZodType = Deferred,
  Slippage extends z.ZodType = Deferred,
  Live extends z.ZodType = Deferred,
>(parts: { readonly risk?: Risk; readonly slippage?: Slippage; readonly live?: Live } = {}) {
  const risk = (parts.risk ?? deferred()) as Risk;
  const slippage = (parts.slippage ?? deferred()) as Slippage;
  const live = (parts.live ?? deferred()) as Live;
  return z
    .strictObject({
      mode: z
        .enum(["paper", "testnet", "live"])
        .default("paper")
        .describe("paper trades simulated money, testnet the exchange's play money, live real money."),
      iUnderstand: z
        .literal("real-money")
        .optional()
        .describe("Needed for mode live, which sends real orders: real-money."),
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
      backtest: backtestSchema(slippage)
        .prefault({} as never)
        .describe("How history is replayed and orders are filled."),
      live: live.prefault({} as never).describe("How the run goes on live: its journal, data policies, notifications."),
      instruments: instrumentsSchema.optional().describe("Trading rules by symbol that replace those of the exchange."),
    })
    .superRefine(
      (run, context) => {
        const broken = new Set(context.issues.map(({ path }) => path?.[0]));
        const problems = [...runProblems(run), ...simulationProblems(run as never, (section) => !broken.has(section))];
        for (const problem of problems) context.addIssue({ code: "custom", ...problem });
      },
      // also when a part has failed: every violation at once
      { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
    );
}

/** A run file whose `risk` section is still unchecked. */
export const RunConfig = runConfigSchema();
export type RunConfig = z.output<typeof RunConfig>;
