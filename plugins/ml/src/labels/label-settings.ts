import type { BarColumns } from "@bellwether/core";
import * as z from "zod";
import { DirectionSettings, directionLabels } from "./direction-labels.js";
import { FavourableExcursionSettings, maxFavourableLabels } from "./favourable-labels.js";
import { ForwardReturnSettings, forwardReturnLabels } from "./forward-return-labels.js";
import type { Labels } from "./labels.js";
import { VOLATILITY_SPAN } from "./read-options.js";
import { tripleBarrierLabels } from "./triple-barrier-labels.js";
import { TripleBarrierSettings } from "./triple-barrier-settings.js";
import { VolatilitySettings, volatilityLabels } from "./volatility-labels.js";

/** What a model learns, as a config says it. */
export const LabelSettings = z
  .discriminatedUnion("type", [
    DirectionSettings,
    TripleBarrierSettings,
    ForwardReturnSettings,
    VolatilitySettings,
    FavourableExcursionSettings,
  ])
  .describe("What the model learns.");
export type LabelSettings = z.output<typeof LabelSettings>;

/**
 * Labels by settings.
 * @throws {BadLabelError} where the bars do not allow them.
 */
export function labelsOf(settings: LabelSettings, bars: BarColumns): Labels {
  switch (settings.type) {
    case "direction":
      return directionLabels(bars, withoutType(settings));
    case "triple-barrier":
      return tripleBarrierLabels(bars, withoutType(settings));
    case "forward-return":
      return forwardReturnLabels(bars, withoutType(settings));
    case "volatility":
      return volatilityLabels(bars, withoutType(settings));
    case "favourable-excursion":
      return maxFavourableLabels(bars, withoutType(settings));
  }
}

/** Bars ahead that decide a label at most: the last rows that have none, and the gap between training and test. */
export function labelHorizon({ horizon }: LabelSettings): number {
  return horizon;
}

/** Bars that must have closed before a label's unit, its volatility or range, is known. */
export function labelLookback(settings: LabelSettings): number {
  switch (settings.type) {
    case "direction":
      return typeof settings.threshold === "number" ? 0 : settings.threshold.span;
    case "triple-barrier":
      return settings.atr ?? settings.volatilitySpan ?? VOLATILITY_SPAN;
    case "forward-return":
      return settings.perVolatility ? settings.volatilitySpan : 0;
    case "volatility":
      return 0;
    case "favourable-excursion":
      return settings.atr;
  }
}

function withoutType<Settings extends LabelSettings>({ type: _, ...options }: Settings): Omit<Settings, "type"> {
  return options;
}
