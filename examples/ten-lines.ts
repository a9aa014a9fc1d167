// A backtest from code. Run it: node --import jiti/register examples/ten-lines.ts
import { backtest } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { createRiskEngine } from "@bellwether/risk";
import { emaCross } from "@bellwether/strategies";

const { columns } = await readBars(new URL("../data/sample/sp500-1d.csv", import.meta.url).pathname);
const report = await backtest({
  data: { symbol: "SPX/USD", timeframe: "1d", columns },
  strategy: emaCross,
  risk: createRiskEngine({ fixedFraction: 1, maxDrawdown: 0.4 }),
});
console.log(String(report));
