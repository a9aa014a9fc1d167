import { level } from "@bellwether/core";
import { extraColumnsSchema, symbolSchema, timeframeSchema, utcTimeSchema } from "@bellwether/core/config";
import * as z from "zod";
import { CleaningPolicies } from "../data/index.js";
import { modelNameFlaw } from "../registry/index.js";
import { Method, share } from "./recipe.js";
import { ROLES } from "./roles.js";

const SplitSettings = z
  .strictObject({
    train: share.default(0.6),
    calibration: z
      .number()
      .min(0)
      .lt(1)
      .default(0.2)
      .describe("0 where nothing is calibrated: its rows then belong to training."),
    test: share.default(0.2).describe("The newest rows: judged once, never fitted to."),
  })
  .refine(
    ({ train, calibration, test }) => Math.abs(train + calibration + test - 1) < 1e-9,
    "train, calibration and test add up to 1",
  )
  .describe("Shares of the samples, in order of time, with a gap of the label's horizon between them.");

const embargo = z
  .number()
  .min(0)
  .optional()
  .describe(
    "Rows left out after each test block, or below 1 their share of all rows; the label's horizon or 1 %, whichever is longer, unless given.",
  );

export const ValidationSettings = z
  .discriminatedUnion("method", [
    z.strictObject({ method: z.literal("none") }),
    z.strictObject({ method: z.literal("purged-k-fold"), folds: z.int().min(2).default(5), embargo }),
    z.strictObject({
      method: z.literal("walk-forward"),
      folds: z.int().min(1).default(5),
      mode: z.enum(["expanding", "rolling"]).default("expanding"),
    }),
    z.strictObject({
      method: z.literal("combinatorial"),
      groups: z.int().min(3).default(6),
      testGroups: z.int().min(1).default(2),
      embargo,
    }),
    z.strictObject({
      method: z.literal("monte-carlo"),
      splits: z.int().min(1).default(10),
      test: share.default(0.2),
      embargo,
    }),
  ])
  .describe("How scores over time are found, on the rows before the test range; always purged by the spans of labels.");

export const TradingSettings = z
  .strictObject({
    minConfidence: level({ default: 0.55, search: [0.5, 0.7], min: 0, max: 1 }).describe("Of a signal, to be traded."),
    fee: z.number().min(0).lt(1).default(0.001).describe("Taker fee, a share of the notional: 0.001 is 0.1 %."),
    slippageBps: z.number().min(0).default(1),
    riskPerTrade: z.number().gt(0).lt(1).default(0.01),
    stopLossAtr: z.number().positive().default(1.5),
    takeProfitAtr: z.number().positive().default(3),
    allowShort: z.boolean().default(false).describe("As a perpetual, which may be sold short; spot may not."),
  })
  .describe("How the model is traded in its report: on the test range, through the RiskEngine, after costs.");

/** `config/ml.yaml`: what `bellwether train` reads. */
export const TrainingFile = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{0,99}$/,
        "small letters, digits, dots, dashes and underscores, such as eurusd-1h-forest",
      )
      .describe("Of the model in the registry."),
    registry: z
      .string()
      .min(1)
      .optional()
      .describe("Folder of models, relative to this file; models in the current folder unless given."),
    plugins: z
      .array(z.string().min(1))
      .prefault([])
      .describe("Plugins that bring features or model families: package names or paths."),
    data: z.strictObject({
      symbol: symbolSchema,
      timeframe: timeframeSchema,
      files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).describe("Bars, relative to this file."),
      columns: extraColumnsSchema
        .optional()
        .describe("Further columns of the files to read, besides those that the features need, which are read anyway."),
      from: utcTimeSchema().optional().describe("First day, UTC: 2024-01-31."),
      to: utcTimeSchema().optional().describe("End, UTC, exclusive."),
      cleaning: CleaningPolicies.prefault({}).describe("What to do with flawed bars; whatever is done is counted."),
    }),
    ...Method,
    split: SplitSettings.prefault({}),
    validation: ValidationSettings.prefault({ method: "purged-k-fold" }),
    trading: z.union([z.literal("off"), TradingSettings]).prefault({}),
    permutationRepeats: z
      .int()
      .min(0)
      .max(50)
      .default(3)
      .describe("Shuffles of each column for its permutation importance; 0 leaves it out."),
    expiresAfter: z
      .union([z.int().min(1).max(10_000_000), z.null()])
      .optional()
      .describe(
        "Bars after which the model opens nothing more; as many as it was trained on unless given, null: never.",
      ),
    refit: z
      .boolean()
      .default(false)
      .describe(
        "After it has been judged, fit again on every labelled row, for live use: no bar is left to test it on.",
      ),
    timeLimit: z
      .number()
      .positive()
      .optional()
      .describe("Seconds that one fit may take, for families that can stop early; results then depend on the machine."),
  })
  .superRefine(({ name, model, ensemble }, context) => {
    const flaw = modelNameFlaw(name);
    if (flaw !== null) context.addIssue({ code: "custom", message: flaw, path: ["name"] });
    if ((model === undefined) === (ensemble === undefined))
      context.addIssue({ code: "custom", message: "name either model or ensemble", path: ["model"] });
    if (ensemble !== undefined && !ROLES.some((role) => ensemble[role].weight > 0))
      context.addIssue({ code: "custom", message: "every weight is 0; give one a say", path: ["ensemble"] });
  });
export type TrainingFile = z.output<typeof TrainingFile>;
