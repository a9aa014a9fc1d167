import { clip } from "@bellwether/core";
import * as z from "zod";
import { BadBrokerError } from "../bad-broker-error.js";
import { bareSlippageSchema, FixedSlippage, fixedSlippageSchema } from "./fixed-slippage.js";
import { HalfSpreadSlippage, halfSpreadSchema } from "./half-spread-slippage.js";
import type { SlippageModel } from "./slippage-model.js";
import { SquareRootSlippage, squareRootSchema } from "./square-root-slippage.js";
import { VolumeShareSlippage, volumeShareSchema } from "./volume-share-slippage.js";

const noSlippageSchema = z.strictObject({ type: z.literal("none") });

/** Slippage by name, for run files: `{ type: fixed, bps: 2 }`, or `{ bps: 2 }` for short. */
export const slippageSchema = z.union([
  z.discriminatedUnion("type", [
    noSlippageSchema,
    fixedSlippageSchema,
    halfSpreadSchema,
    volumeShareSchema,
    squareRootSchema,
  ]),
  bareSlippageSchema,
]);

export type SlippageConfig = z.input<typeof slippageSchema>;

/**
 * The model that a setting names; null where nothing slips, so that such runs ask no model.
 * @throws {BadBrokerError} for a setting out of range.
 */
export function slippageModel(slippage: SlippageConfig | SlippageModel): SlippageModel | null {
  if ("price" in slippage) return slippage;
  const parsed = slippageSchema.safeParse(slippage);
  if (!parsed.success)
    throw new BadBrokerError(`slippage cannot be ${clip(JSON.stringify(slippage))}: ${z.prettifyError(parsed.error)}`);
  const config = parsed.data;
  if (!("type" in config)) return config.bps === 0 ? null : new FixedSlippage(config.bps, config.withinBar);
  switch (config.type) {
    case "none":
      return null;
    case "fixed":
      return config.bps === 0 ? null : new FixedSlippage(config.bps, config.withinBar);
    case "half-spread":
      return new HalfSpreadSlippage(config.spreadBps);
    case "volume-share":
      return new VolumeShareSlippage(config.impact);
    case "square-root":
      return new SquareRootSlippage(config.factor, config.bars);
  }
}
