// @ts-check
// Behind `npm start`: the whole idea on the bars that ship, with no network. Arguments go to the `bellwether` command.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT, main } from "@bellwether/cli";
import { userFolder } from "./where.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

/** @param {string} text */
const title = (text) => console.log(`\n${process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text}\n`);

/** @param {string} strategy @returns {Promise<number>} */
async function show(strategy) {
  title(`$ bellwether backtest config/backtest.yaml --strategy ${strategy} --report reports/${strategy}`);
  return main(["backtest", "config/backtest.yaml", "--strategy", strategy, "--report", join("reports", strategy)]);
}

async function demo() {
  console.log("Two strategies on a year of hourly EUR/USD bars, through the one loop that every run goes through.");
  for (const strategy of ["ema-rsi-scalping", "sma-cross"]) {
    const code = await show(strategy);
    if (code !== EXIT.ok) return code;
  }
  title("Next");
  console.log("open reports/ema-rsi-scalping/report.html in a browser");
  console.log("npm start -- list strategies");
  console.log("npm start -- backtest config/backtest.yaml --strategy donchian-breakout --set strategy.params.entry=40");
  console.log("npm start -- new strategy my-strategy");
  return EXIT.ok;
}

const args = process.argv.slice(2);
if (args.length > 0) process.chdir(userFolder(root, process.env));
process.exitCode = args.length === 0 ? await demo() : await main(args);
