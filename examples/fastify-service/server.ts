// A run inside a web service of your own: GET /status, POST /pause, /resume and /flatten, for whoever knows the token.
// A token: export SERVICE_TOKEN=$(openssl rand -hex 32)                   (the same in every terminal that asks)
// Run it: node --import jiti/register examples/fastify-service/server.ts
// Ask it: curl -H "authorization: Bearer $SERVICE_TOKEN" http://127.0.0.1:8787/status          (Ctrl-C ends it in order)
import { SimulatedBroker } from "@bellwether/backtest";
import { silentLogger } from "@bellwether/core";
import { guardProcess, trade } from "@bellwether/live/node";
import { createRiskEngine } from "@bellwether/risk";
import { emaRsiScalping } from "@bellwether/strategies";
import { controlService, readToken } from "./control-service.js";
import { playedMarket } from "./played-market.js";

const token = readToken(process.env.SERVICE_TOKEN); // before anything is opened

// On a real exchange: binance.ts of the example paper-trading in place of this line.
const market = await playedMarket("EUR/USD");

const run = await trade({
  ...market, // the exchange, and the journal
  timeframe: "1s",
  strategy: emaRsiScalping,
  risk: () => createRiskEngine({ riskPerTrade: 0.01, stopLossAtr: 1.5, takeProfitAtr: 3 }),
  paperBroker: () => new SimulatedBroker(),
});
const service = controlService(run, token);

guardProcess({
  log: silentLogger,
  stop: async (reason) => {
    await service.close(); // nobody is let in any more, and whoever is being answered gets the answer
    await run.stop(reason);
  },
  crash: (error) => console.error(error),
});
const port = Number(process.env.PORT ?? 8787);
console.log(`listening on ${await service.listen({ host: "127.0.0.1", port })}`);

try {
  await run.done;
  console.log("the run has ended");
} finally {
  await service.close();
}
