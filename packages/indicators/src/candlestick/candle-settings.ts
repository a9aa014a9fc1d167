/** Which length of a candle a setting averages. */
export type CandleRange = "realBody" | "highLow" | "shadows";

/** A yardstick such as "a long body": `factor` times the mean of a length over the `period` candles before. */
export interface CandleSetting {
  readonly range: CandleRange;
  /** Candles averaged, those just before the one that is measured; 0 takes the length of that candle itself. */
  readonly period: number;
  /** Multiplies the mean; a mean of `shadows` (upper + lower) is halved as well. */
  readonly factor: number;
}

/** A body is long above this, ... @see TA-Lib `TA_SetCandleSettings`, whose defaults all eleven follow */
export const bodyLong: CandleSetting = { range: "realBody", period: 10, factor: 1 };
export const bodyVeryLong: CandleSetting = { range: "realBody", period: 10, factor: 3 };
/** ... short below this, ... */
export const bodyShort: CandleSetting = { range: "realBody", period: 10, factor: 1 };
/** ... and the body of a doji up to this. */
export const bodyDoji: CandleSetting = { range: "highLow", period: 10, factor: 0.1 };

/** A shadow is long above the candle's own body, ... */
export const shadowLong: CandleSetting = { range: "realBody", period: 0, factor: 1 };
/** ... very long above twice that, ... */
export const shadowVeryLong: CandleSetting = { range: "realBody", period: 0, factor: 2 };
/** ... short below the mean shadow, ... */
export const shadowShort: CandleSetting = { range: "shadows", period: 10, factor: 1 };
/** ... and as good as absent below this. */
export const shadowVeryShort: CandleSetting = { range: "highLow", period: 10, factor: 0.1 };

/** Two prices are near, far, or equal by these distances. */
export const near: CandleSetting = { range: "highLow", period: 5, factor: 0.2 };
export const far: CandleSetting = { range: "highLow", period: 5, factor: 0.6 };
export const equal: CandleSetting = { range: "highLow", period: 5, factor: 0.05 };
