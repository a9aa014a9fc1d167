import { clip } from "@bellwether/core";
import { BadBrokerError } from "../bad-broker-error.js";
import type { SlippageContext, SlippageModel } from "./slippage-model.js";

/**
 * What a model makes of a price.
 * @param time - open time of the bar, epoch ms UTC.
 * @throws {BadBrokerError} for a price that helps the order, or is none: no fill is made of it.
 */
export function slippedPrice(model: SlippageModel, context: SlippageContext, time: number): number {
  const slipped = model.price(context);
  const { side, price, instrument } = context;
  const hurts = side === "buy" ? slipped - price : price - slipped;
  // less than the noise of doubles is no gain
  if (Number.isFinite(slipped) && slipped > 0 && hurts >= -1e-12 * price) return slipped;
  const wanted = side === "buy" ? `a finite price of ${price} or more` : `a price above 0, of ${price} or less`;
  throw new BadBrokerError(
    `slippage model ${clip(model.name)} gave ${clip(slipped)} for a ${side} of ${instrument.symbol} at ${price} in the bar of ` +
      `${new Date(time).toISOString()}: slippage never helps, so return ${wanted}`,
  );
}
