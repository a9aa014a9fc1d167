import type { SlippageContext, SlippageModel } from "@bellwether/backtest";
import { BadExtensionError, clip, ExtensionFailedError, thrownText } from "@bellwether/core";

const KIND = "slippage model";

/**
 * What a plugin's factory has made, as a slippage model that says who it is when it fails.
 * @throws {BadExtensionError} for what is no slippage model.
 */
export function slippageModelOf(made: unknown, name: string, plugin: string): SlippageModel {
  const bad = (problem: string) => new BadExtensionError(plugin, KIND, name, problem);
  if (typeof made !== "object" || made === null)
    throw bad(`its factory makes ${clip(made)}; it makes an object of name, price(context), describe()`);
  const model = made as SlippageModel;
  if (typeof model.name !== "string" || model.name === "") throw bad(`its name is ${clip(model.name)}; it is a text`);
  for (const method of ["price", "describe"] as const)
    if (typeof model[method] !== "function") throw bad(`${method} is ${clip(model[method])}; it is a function`);
  const { needs } = model;
  if (needs !== undefined && !(Number.isInteger(needs?.bars) && needs.bars > 0))
    throw bad("needs is no { bars } with a whole number above 0");
  return {
    name: model.name,
    needs,
    describe: () => model.describe(),
    price(context) {
      let answer: unknown;
      try {
        answer = model.price(context);
      } catch (cause) {
        throw failed(context, thrownText(cause), { cause });
      }
      if (typeof answer === "number" && Number.isFinite(answer)) return answer;
      throw failed(context, `price returned ${clip(answer)}; it returns a price, in quote currency`);
    },
  };

  function failed({ instrument, side, quantity, price }: SlippageContext, problem: string, options?: ErrorOptions) {
    const order = `${side} ${quantity} at ${price}`;
    return new ExtensionFailedError(plugin, KIND, name, instrument.symbol, Number.NaN, `${order}: ${problem}`, options);
  }
}
