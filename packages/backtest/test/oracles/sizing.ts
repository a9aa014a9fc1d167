import type { Bracket, RiskEngine, RiskInput } from "@bellwether/core";

/** A RiskEngine without limits: `quantity` in base units, undefined to refuse. */
export function sizedBy(
  quantity: (input: RiskInput) => number | undefined,
  bracket: (input: RiskInput) => Bracket | undefined = () => undefined,
): RiskEngine {
  return {
    reentry: "immediate",
    warmup: 0,
    describe: () => "sizes of a reference run",
    inspect: () => null,
    applyRiskToSignal(input) {
      const wanted = quantity(input);
      if (wanted === undefined) return { status: "refused", rule: "badInput", limit: 0, observed: Number.NaN };
      const side = input.signal.signal === "LONG" ? "buy" : "sell";
      const order = { side, quantity: wanted, bracket: bracket(input) } as const;
      return { status: "approved", order, sizing: [{ rule: "reference", quantity: wanted }] };
    },
  };
}

/** Twice what the account can pay: the broker cuts the order to all of it, at the price that it then fills at. */
export const everything = ({ equity, entryPrice }: RiskInput): number => Math.floor((2 * equity) / entryPrice);

/** A share of equity at the last close, in whole units. */
export const shareOfEquity =
  (share: number) =>
  ({ equity, entryPrice }: RiskInput): number =>
    Math.trunc((share * equity) / entryPrice);

/** Exits at fixed shares below and above the last close. */
export const bracketAround =
  (stop: number, target: number) =>
  ({ entryPrice }: RiskInput): Bracket => ({
    stopLoss: { price: entryPrice * (1 - stop) },
    takeProfit: { price: entryPrice * (1 + target) },
  });
