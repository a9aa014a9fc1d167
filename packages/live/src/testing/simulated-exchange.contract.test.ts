import { describeExchange } from "./describe-exchange.js";
import { createVenue } from "./make-venue.js";
import { SimulatedExchange } from "./simulated-exchange.js";
import { VirtualTime } from "./virtual-time.js";

describeExchange("the simulated exchange", async (options) => {
  const timers = new VirtualTime(options.start);
  const venue = createVenue(options);
  const exchange = new SimulatedExchange({ venue, timers });
  const run = async <T>(call: Promise<T>): Promise<T> => {
    let isOver = false;
    call.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    await timers.run(timers.true + 15_000, () => isOver);
    return call;
  };
  await run(exchange.open());
  return {
    exchange,
    venue,
    run,
    advance: async (ms) => timers.run(timers.true + ms),
    until: async (isSo) => {
      await timers.run(timers.true + 15_000, isSo);
      if (!isSo()) throw new Error("it did not come about");
    },
    inject: (fault) => exchange.inject(fault),
    arrivals: () => exchange.counts,
    close: () => exchange.close(),
  };
});
