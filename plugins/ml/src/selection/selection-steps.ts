import * as z from "zod";

const keep = z.int().min(1).describe("How many columns stay: those of the largest figures.");
const either = "name one of its two thresholds, not both";

const VarianceStep = z
  .strictObject({
    type: z.literal("variance"),
    min: z.number().min(0).default(0).describe("Variance that a column must exceed; 0 drops columns of one value."),
  })
  .describe("Drops columns that hardly vary.");

const CorrelationStep = z
  .strictObject({
    type: z.literal("correlation"),
    max: z.number().min(0).max(1).default(0.95).describe("Magnitude above which two columns are too alike."),
    method: z.enum(["pearson", "spearman"]).default("pearson"),
    prefer: z
      .enum(["informative", "first"])
      .default("informative")
      .describe(
        "Which of the two stays: the one that tells more of the label (binned mutual information), or the earlier.",
      ),
  })
  .describe("Drops columns that repeat another.");

const MutualInformationStep = z
  .strictObject({
    type: z.literal("mutual-information"),
    keep: keep.optional(),
    min: z.number().min(0).optional().describe("Nats that a column must tell of the label."),
    method: z
      .enum(["binned", "nearest"])
      .default("binned")
      .describe("Bins of equal counts, or distances to nearest neighbours, which are slower."),
    bins: z.int().min(2).max(256).default(10),
    neighbours: z.int().min(1).max(100).default(3),
  })
  .refine((step) => (step.keep === undefined) !== (step.min === undefined), `${either}: keep or min`)
  .describe("Drops columns that tell little of the label, by any shape of dependence.");

const FTestStep = z
  .strictObject({
    type: z.literal("f-test"),
    keep: keep.optional(),
    maxP: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe("p-value up to which a column stays; overlapping labels make it too small."),
  })
  .refine((step) => (step.keep === undefined) !== (step.maxP === undefined), `${either}: keep or maxP`)
  .describe("Drops columns whose mean does not differ between classes, or that no line ties to the value.");

const InformationCoefficientStep = z
  .strictObject({
    type: z.literal("information-coefficient"),
    keep: keep.optional(),
    min: z.number().min(0).max(1).optional().describe("Magnitude of the rank correlation with the label."),
  })
  .refine((step) => (step.keep === undefined) !== (step.min === undefined), `${either}: keep or min`)
  .describe("Drops columns whose ranks say little of the label's; classes count in their order.");

const StabilityStep = z
  .strictObject({
    type: z.literal("stability"),
    blocks: z.int().min(2).max(100).default(5).describe("Stretches of time, of about equal numbers of rows."),
    minSameSign: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .describe("Share of the blocks whose information coefficient has the sign of their mean."),
  })
  .describe("Drops columns that help in one stretch of time and hurt in another.");

const ImportanceStep = z
  .strictObject({
    type: z.literal("importance"),
    keep: keep.optional(),
    min: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe("Share of all impurity that splits on the column must take away."),
    trees: z.int().min(1).max(1_000).default(50),
    maxDepth: z.int().min(1).max(32).default(6),
  })
  .refine((step) => (step.keep === undefined) !== (step.min === undefined), `${either}: keep or min`)
  .describe("Drops columns that a random forest of these rows hardly splits on.");

export const SelectionStep = z.discriminatedUnion("type", [
  VarianceStep,
  CorrelationStep,
  MutualInformationStep,
  FTestStep,
  InformationCoefficientStep,
  StabilityStep,
  ImportanceStep,
]);
export type SelectionStep = z.output<typeof SelectionStep>;

/** Steps that drop columns, one after the other. */
export const SelectionSteps = z.array(SelectionStep).max(20);
export type SelectionSteps = z.output<typeof SelectionSteps>;
