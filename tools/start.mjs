// @ts-check
// Behind `npm start`: the whole idea on the bars that ship, with no network. Arguments go to the `bellwether` command.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT, main } from "@bellwether/cli";
import { openRegistry } from "@bellwether/ml";
import { rowFrom, tableOf } from "./same-stretch.mjs";
import { userFolder } from "./where.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

const PAPER = "config/paper.yaml";
const BARS = "600";
const MODEL = "eurusd-1h-forest";
const RULES = "ema-rsi-scalping";
const DAY = 10;

/** @param {string} text */
const title = (text) => console.log(`\n${process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text}\n`);

/** @param {string} name */
const report = (name) => join("reports", name);

/** A command as a user would type it, and what it prints. @param {string[]} args @returns {Promise<number>} */
async function show(...args) {
  title(`$ bellwether ${args.join(" ")}`);
  return main(args);
}

/**
 * Whatever else the registry holds by now: the version that was just trained.
 * @param {string} version @param {string} strategy - its place in the run file @returns {string[]}
 */
function choosing(version, strategy) {
  const registry = openRegistry("models", { now: Date.now });
  if (registry.list().length === 1 && registry.load(MODEL).version === version) return [];
  const sets = [`${strategy}.params.modelName=${MODEL}`, `${strategy}.params.version=${version.slice(0, 12)}`];
  return sets.flatMap((set) => ["--set", set]);
}

async function demo() {
  console.log("A strategy of rules and a forest that learns, on a year of hourly EUR/USD bars, through the one loop");
  console.log(
    "that every run goes through. The report of each is printed, and written as a page. Then both trade on paper, live.",
  );

  const ruled = await show("backtest", "config/backtest.yaml", "--report", report(RULES));
  if (ruled !== EXIT.ok) return ruled;
  const trained = await show("train", "config/ml.yaml", "--report", report(MODEL));
  if (trained !== EXIT.ok) return trained;
  const { version, members, trading } = JSON.parse(readFileSync(join(report(MODEL), "report.json"), "utf8"));
  const choice = ["--strategy", "ml-strategy", ...choosing(version, "strategy")];
  const traded = await show("backtest", "config/backtest.yaml", ...choice, "--report", report("ml-strategy"));
  if (traded !== EXIT.ok) return traded;

  const { from, to } = members[0].test;
  const [first, last] = [from, to].map((time) => new Date(time).toISOString().slice(0, DAY));
  title(`Side by side, on the bars that the model has never seen: ${first} to ${last}, after costs`);
  const rows = [RULES, "ml-strategy"].map((name) => rowFrom(name, report(name), from));
  /** @type {import("./same-stretch.mjs").Row[]} */
  const plain = trading.filter((/** @type {{ name: string }} */ { name }) => name !== "model");
  console.log(tableOf([...rows, ...plain]));
  console.log("\nThe strategies risk 1 % of equity a trade; buy and hold is always in with all of it.");
  console.log(
    `${rows[1]?.trades} trades in two months prove nothing: the training report above says what they do show.`,
  );

  const paper = await paperTrade(version, first ?? "");
  if (paper !== EXIT.ok) return paper;

  title("Next");
  console.log(`open ${report(MODEL)}/report.html and ${report("ml-strategy")}/report.html in a browser`);
  console.log(
    "npm start -- live config/live.yaml                     on paper, on Binance's live bars (needs the network)",
  );
  console.log("npm start -- status config/live.yaml                   from another terminal");
  console.log(`npm start -- models info ${MODEL}`);
  console.log("npm start -- train config/ml.yaml --no-save --set model.family=gradient-boosting --set model.params={}");
  console.log("npm start -- list strategies");
  console.log("npm start -- backtest config/backtest.yaml --strategy donchian-breakout --set strategy.params.entry=40");
  console.log("npm start -- new strategy my-strategy");
  return EXIT.ok;
}

/**
 * The same bars once more, through the runtime that trades live: ccxt, an exchange on this machine, a journal; then the
 * proof that it did what the backtester does.
 * @param {string} version @param {string} from - day
 */
async function paperTrade(version, from) {
  title("The same strategies on paper: bars from an exchange on this machine, through ccxt, faster than any clock");
  const journal = join("reports", "paper", "journal");
  rmSync(journal, { recursive: true, force: true });
  const sets = ["--from", from, "--bars", BARS, "--quiet", "--journal", journal, ...choosing(version, "strategies[2]")];
  const traded = await show("live", PAPER, "--replay", ...sets);
  if (traded !== EXIT.ok) return traded;
  return show("parity", journal, "--config", PAPER, "--html", join("reports", "paper", "parity.html"));
}

const args = process.argv.slice(2);
if (args.length > 0) process.chdir(userFolder(root, process.env));
process.exitCode = args.length === 0 ? await demo() : await main(args);
