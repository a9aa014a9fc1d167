import { describeExchange, type OneFault, type VenueOptions } from "@bellwether/live/testing";
import type { FaultName } from "../src/testing/index.js";
import { reach, until } from "./local.js";
import { openLocal } from "./local-markets.js";
import { realTimers } from "./real-timers.js";

const FAULT: Record<Exclude<OneFault, "disconnect">, FaultName> = {
  "request-lost": "requestLost",
  "answer-lost": "answerLost",
  "server-error": "serverError",
  "rate-limited": "tooManyRequests",
};

async function overLocalExchange(options: VenueOptions) {
  const { markets, balances, start, ...venue } = options;
  const local = await openLocal({ markets, balances, start, venue });
  const exchange = await reach(local, { symbols: markets.map(({ symbol }) => symbol) });
  let before: typeof local.requests | undefined;
  /** Requests of a kind that have arrived: the one that was lost on its way has not. */
  const arrived = (name: string) => {
    const wasLost =
      before !== undefined && local.requests[name] !== before[name] && local.faults.counts.requestLost > 0;
    return (local.requests[name] ?? 0) - (wasLost ? 1 : 0);
  };
  return {
    exchange,
    venue: local.venue,
    async advance(ms: number) {
      local.advance({ ms });
      await realTimers.sleep(20); // events are on their way
    },
    run: <T>(call: Promise<T>) => call,
    until,
    inject(fault: OneFault) {
      if (fault === "disconnect") return local.cutSockets();
      if (fault === "request-lost") before = { ...local.requests };
      local.faults.inject(FAULT[fault]);
    },
    arrivals: () => ({ submits: arrived("POST /api/v3/order"), cancels: arrived("DELETE /api/v3/order") }),
    async close() {
      await exchange.close();
      await local.close();
    },
  };
}

describeExchange("ccxt's Binance class against a local exchange", overLocalExchange);
