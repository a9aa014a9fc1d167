// Paper trading from code, on an exchange that plays recorded bars as fast as the run keeps up.
// Run it: node --import jiti/register examples/paper-trading/main.ts          (a few seconds; it ends by itself)
import { SimulatedBroker } from "@bellwether/backtest";
import { trade } from "@bellwether/live/node";
import { createRiskEngine } from "@bellwether/risk";
import { emaRsiScalping } from "@bellwether/strategies";
import { playedMarket } from "./played-market.js";

// On a real exchange: const market = await binance(["BTC/USDT"]); see binance.ts. The rest stays.
const market = await playedMarket("EUR/USD");

const run = await trade({
  ...market, // the exchange, its clock, and the journal
  timeframe: "1h",
  strategy: emaRsiScalping,
  risk: () => createRiskEngine({ riskPerTrade: 0.01, stopLossAtr: 1.5, takeProfitAtr: 3 }),
  paperBroker: () => new SimulatedBroker({ slippage: { type: "fixed", bps: 0.5 } }),
});

run.bus.on("position", (_position, { symbol }, closed) => {
  if (closed === null) return; // it opened, or changed
  const { side, exitTime, entryPrice, exitPrice, exitReason, pnl } = closed;
  const prices = `${entryPrice.toFixed(5)} to ${exitPrice.toFixed(5)}`;
  console.log(`${new Date(exitTime).toISOString()}  ${symbol} ${side} ${prices} by ${exitReason}: ${pnl.toFixed(2)}`);
});
let bars = 0;
run.bus.on("equity", () => {
  if (++bars === 200) void run.stop("200 bars are enough for an example");
});
await run.done;

const { equity, health } = run.status();
console.log(`${bars} bars, equity ${equity?.toFixed(2)}, health ${health.level}`);
