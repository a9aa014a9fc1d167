import * as z from "zod";
import { LabelSettings } from "../labels/index.js";
import { SelectionSteps } from "../selection/index.js";
import { ROLES } from "./roles.js";

export const share = z.number().gt(0).lt(1);

/** How one model is made. */
export const MemberRecipe = z.strictObject({
  family: z
    .string()
    .min(1)
    .describe(
      "How it learns: random-forest, gradient-boosting, logistic-regression ... All: bellwether models families.",
    ),
  params: z
    .record(z.string(), z.unknown())
    .prefault({})
    .describe("Hyper-parameters, checked by the family's own schema."),
  label: LabelSettings.describe("What it learns."),
  sampleWeights: z
    .enum(["none", "uniqueness"])
    .default("uniqueness")
    .describe("Weight of a sample: all alike, or less where many labels look at the same bars."),
  selection: SelectionSteps.prefault([]).describe("Steps that drop columns, in order, looking at training rows only."),
  scaling: z
    .enum(["none", "standard", "robust", "min-max"])
    .default("none")
    .describe("Fitted on training rows only. Trees need none."),
  pca: z
    .strictObject({
      components: z.union([z.int().min(1), share]).describe("How many, or the share of variance to keep."),
    })
    .optional()
    .describe("Principal components in the place of columns; scale first."),
  calibration: z
    .enum(["none", "platt", "isotonic"])
    .default("none")
    .describe("Maps probabilities to frequencies, fitted on split.calibration. Isotonic wants 1,000 rows or more."),
});
export type MemberRecipe = z.output<typeof MemberRecipe>;

const EnsembleMember = MemberRecipe.extend({ weight: z.number().min(0).default(1).describe("Its say in the vote.") });

const EnsembleRecipe = z.strictObject({
  entry: EnsembleMember.describe("Classifier: which way to enter."),
  position: EnsembleMember.describe("Regressor: how strongly, as the forward return over its volatility."),
  exit: EnsembleMember.describe("Classifier of a shorter horizon: whether to leave."),
  profit: EnsembleMember.describe("Regressor: how far the market may run, in ATRs; sets the take profit."),
});

/** The part of a recipe that says how: what a model can be made again from, on other bars. */
export const Method = {
  features: z
    .array(z.string().min(1))
    .min(1)
    .describe("Sets by name (baseline49), files of sets (./my-set.yaml), and columns (rsi(14), ema-distance(20)@4h)."),
  dropFeatures: z.array(z.string().min(1)).prefault([]).describe("Columns of those sets that are left out."),
  model: MemberRecipe.optional().describe("One model: what to hold."),
  ensemble: EnsembleRecipe.optional().describe("Four models that vote: entry, position, exit, profit."),
  seed: z.int().min(0).max(4_294_967_295).default(1).describe("The only source of chance."),
};

/** How a model was made, as its version keeps it: columns in full. */
export const Recipe = z.strictObject({ ...Method, features: z.array(z.string()) });
export type Recipe = z.output<typeof Recipe>;

/** The models of a recipe, by role. */
export function membersOf({ model, ensemble }: Pick<Recipe, "model" | "ensemble">): readonly {
  readonly role: string;
  readonly weight: number;
  readonly recipe: MemberRecipe;
}[] {
  if (model !== undefined) return [{ role: "signal", weight: 1, recipe: model }];
  return ROLES.map((role) => {
    const { weight, ...recipe } = ensemble![role];
    return { role, weight, recipe };
  });
}
