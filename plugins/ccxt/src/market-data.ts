import { type ExchangeMarket, ExchangeRefusalError, type MarketData } from "@bellwether/live";
import type { Adapter } from "./adapters.js";
import type { Call } from "./call.js";
import { asTime, isAbsent } from "./check.js";
import { checkRows } from "./check-rows.js";
import { checkLastPrice } from "./check-ticker.js";
import type { Markets } from "./markets.js";
import type { CcxtInstance } from "./narrow.js";
import { header } from "./retry-after.js";

const ROWS_UNLESS_TOLD = 100;

export type Questions = Pick<MarketData, "barsPerRequest" | "time" | "markets" | "timeframes" | "bars">;

/** What anybody may ask, one request a question. */
export function questions(
  instance: CcxtInstance,
  call: Call,
  markets: Markets,
  adapter: Adapter,
  symbols: readonly string[],
): Questions {
  const timeframes = Object.keys(instance.timeframes ?? {});
  const rows = adapter.barsPerRequest ?? barLimitOf(instance.features) ?? ROWS_UNLESS_TOLD;

  return {
    barsPerRequest: rows,
    timeframes: () => timeframes,

    async time() {
      if (instance.has.fetchTime === true)
        return call(
          "time",
          () => instance.fetchTime(),
          (answer) => asTime(answer, "the time"),
        );
      // exchanges without a clock still date their answers, to the second
      await markets.ensure();
      const symbol = symbols[0];
      if (symbol === undefined) throw new ExchangeRefusalError("other", `${instance.id} does not tell the time`);
      return call(
        "time",
        () => instance.fetchTicker(symbol),
        (answer) => {
          checkLastPrice(answer);
          const date = header(instance.last_response_headers, "Date");
          return asTime(date === undefined ? undefined : Date.parse(date) + 500, "the date of an answer");
        },
      );
    },

    async markets(wanted): Promise<readonly ExchangeMarket[]> {
      await markets.reload();
      return wanted.map((symbol) => markets.of(symbol));
    },

    async bars({ symbol, timeframe }, since, limit) {
      if (!timeframes.includes(timeframe))
        throw new ExchangeRefusalError(
          "other",
          `${instance.id} has no ${timeframe} bars; it has ${timeframes.join(", ")}`,
        );
      await markets.ensure();
      markets.of(symbol);
      const most = Math.min(limit, rows);
      return call(
        `${timeframe} bars of ${symbol}`,
        () => instance.fetchOHLCV(symbol, timeframe, since, most),
        (answer) => checkRows(answer, since, most),
      );
    },
  };
}

/** `features.spot.fetchOHLCV.limit` of ccxt. */
function barLimitOf(features: unknown): number | undefined {
  let at = features;
  for (const key of ["spot", "fetchOHLCV", "limit"]) {
    if (typeof at !== "object" || isAbsent(at)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return typeof at === "number" && Number.isInteger(at) && at > 0 ? at : undefined;
}
