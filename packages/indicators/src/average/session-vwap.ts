import { closeTimeOf, defineIndicator, openTimeOf, type Timeframe } from "@bellwether/core";

/**
 * Volume-weighted average price since the session opened, at typical prices `(high + low + close) / 3`.
 * Quote currency. NaN until a bar of the session has volume; after an unusable bar it counts from the next one on.
 * @param session - length of a session, aligned to UTC: `"1d"` starts anew at midnight, `"1w"` on Mondays.
 * @throws {BadTimeframeError} if `session` is no timeframe.
 */
export const sessionVwap = defineIndicator(
  { name: "sessionVwap", inputs: ["openTime", "high", "low", "close", "volume"] },
  (session: Timeframe = "1d") => {
    openTimeOf(session, 0); // throws now rather than at the first bar
    const state = Float64Array.of(Number.NEGATIVE_INFINITY, 0, 0); // end of the session (epoch ms), turnover, volume
    return {
      warmup: 0,
      extend([openTime, high, low, close, volume], [out], from, to) {
        let end = state[0]!;
        let turnover = state[1]!;
        let units = state[2]!;
        for (let i = from; i < to; i++) {
          const time = openTime[i]!;
          if (time >= end) {
            end = closeTimeOf(session, openTimeOf(session, time));
            turnover = 0;
            units = 0;
          }
          const traded = ((high[i]! + low[i]! + close[i]!) / 3) * volume[i]!;
          if (Number.isFinite(traded)) {
            turnover += traded;
            units += volume[i]!;
            out[i] = units > 0 ? turnover / units : Number.NaN;
          } else {
            turnover = 0;
            units = 0;
            out[i] = Number.NaN;
          }
        }
        state[0] = end;
        state[1] = turnover;
        state[2] = units;
      },
    };
  },
);
