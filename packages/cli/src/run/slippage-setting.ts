import { slippageSchema } from "@bellwether/backtest";
import * as z from "zod";

/** Models that ship; the short form without a type is `slippageBps` in a run file. */
const [shipped] = slippageSchema.options;

/** Names of the models that ship. */
export const SLIPPAGES: readonly string[] = shipped.options.map(({ shape }) => shape.type.value);

/** A model that a plugin brings, with its options. */
export const PluginSlippage = z.strictObject({
  type: z
    .string()
    .min(1)
    .meta({ not: { enum: SLIPPAGES } })
    .describe("Name of a model that a plugin brings."),
  options: z.record(z.string(), z.unknown()).optional().describe("Checked by the plugin's model."),
});

/**
 * `backtest.slippage`: a model that ships, or the name of one that a plugin brings. Anything may stand beside a name that
 * does not ship until the plugins are loaded: whoever misspelt the name hears of that first.
 */
export const SlippageSetting = z.union([
  shipped,
  z
    .looseObject(PluginSlippage.shape)
    .superRefine((input, context) => {
      // not this form at all, so that a union speaks of the other one
      if (SLIPPAGES.includes(input.type))
        context.addIssue({ code: "invalid_type", expected: "object", input, continue: false });
    })
    .meta({ additionalProperties: false }),
]);
export type SlippageSetting = z.output<typeof SlippageSetting>;
