import { SimulatedBroker } from "@bellwether/backtest";
import { statusText } from "@bellwether/live";
import { trade } from "@bellwether/live/node";
import { createVenue, memoryJournal, randomBars, SimulatedExchange, VirtualTime } from "@bellwether/live/testing";
import { createRiskEngine } from "@bellwether/risk";
import { emaCross } from "@bellwether/strategies";
import { expect, it } from "vitest";

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 2);

it.each([
  [2_000, "our clock 2.0 s ahead"],
  [-2_000, "our clock 2.0 s behind"],
])("a machine's clock that is off by %i ms is told on the side on which it is", async (skew, text) => {
  const columns = randomBars({ seed: 1, rows: 1_000, timeframe: "1m", start: START - 500 * MINUTE });
  const rules = { tick: 0.01, step: 0.001, minQuantity: 0.001, minNotional: 1, maker: 0, taker: 0 };
  const market = { symbol: "BTC/USDT", base: "BTC", quote: "USDT", ...rules, timeframe: "1m", columns } as const;
  const venue = createVenue({ markets: [{ ...market, types: ["market"] }], balances: {}, start: START });
  const timers = new VirtualTime(START);
  timers.skew(skew);
  const trading = trade({
    exchange: new SimulatedExchange({ venue, timers }),
    symbols: ["BTC/USDT"],
    timeframe: "1m",
    strategy: emaCross,
    risk: () => createRiskEngine({}),
    paperBroker: () => new SimulatedBroker(),
    journal: memoryJournal(),
    timers,
  });
  let done = false;
  void trading.then(() => {
    done = true;
  });
  await timers.run(START + MINUTE, () => done);
  const run = await trading;
  const status = run.status();
  expect(status.clockOffsetMs).toBe(skew);
  expect(statusText(status)).toContain(text);
  expect(status.health).toMatchObject({ level: "degraded", reasons: [{ kind: "clock" }] });
  const ended = run.stop("over");
  await timers.run(START + 2 * MINUTE);
  await ended;
});
