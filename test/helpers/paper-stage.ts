import { SimulatedBroker } from "@bellwether/backtest";
import type { Journal } from "@bellwether/live";
import type { TradeOptions } from "@bellwether/live/node";
import { createVenue, memoryJournal, randomBars, SimulatedExchange, VirtualTime } from "@bellwether/live/testing";
import { createRiskEngine } from "@bellwether/risk";
import { emaCross } from "@bellwether/strategies";

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 2);
const rules = { tick: 0.01, step: 0.001, minQuantity: 0.001, minNotional: 1, maker: 0, taker: 0 };

/** What a run on paper needs: an exchange of this process, in a time that passes at once, and a journal that counts how often it is closed. */
export function paperStage(now = START) {
  const columns = randomBars({ seed: 1, rows: 1_000, timeframe: "1m", start: START - 500 * MINUTE });
  const market = { symbol: "BTC/USDT", base: "BTC", quote: "USDT", ...rules, timeframe: "1m", columns } as const;
  const venue = createVenue({ markets: [{ ...market, types: ["market"] }], balances: {}, start: now });
  const timers = new VirtualTime(now);
  const exchange = new SimulatedExchange({ venue, timers });
  exchange.timeframes = () => ["1m", "5m"];
  const held = memoryJournal();
  let closed = 0;
  const journal: Journal = Object.assign(Object.create(held), {
    close: async () => {
      closed++;
      await held.close();
    },
  });
  const options: TradeOptions = {
    exchange,
    symbols: ["BTC/USDT"],
    timeframe: "1m",
    strategy: emaCross,
    risk: () => createRiskEngine({}),
    paperBroker: () => new SimulatedBroker(),
    journal,
    timers,
  };
  /** Lets time pass until something has come to its end. */
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    void work
      .catch(() => {})
      .then(() => {
        over = true;
      });
    await timers.run(timers.now() + 10 * MINUTE, () => over);
    return work;
  };
  return { exchange, journal: held, options, settled, timers, closed: () => closed };
}
