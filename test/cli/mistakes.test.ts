import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { runText } from "../helpers/run-file.js";

const folder = temporaryFolder("mistakes");

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
  folder.put("tab.yaml", "exchange:\n\tsymbols: [EUR/USD]\n");
  folder.put("open.yaml", "exchange:\n  symbols: [EUR/USD\n  timeframe: 1h\n");
  folder.put("no-list.yaml", runText("sma-cross").replace("[EUR/USD]", "EUR/USD"));
  folder.put("no-slash.yaml", runText("sma-cross").replace("[EUR/USD]", "[EURUSD]"));
  folder.put("key.yaml", runText("sma-cross", "sed: 3"));
  folder.put("bare.yaml", runText("sma-cross").replace("{ type: sma-cross }", "sma-cross"));
  folder.put("quote.yaml", runText("sma-cross").replace("account: { quote: USD }\n", ""));
  folder.put("no-data.yaml", runText("sma-cross").replace(/^data:.*\n/m, ""));
  folder.put(
    "params.yaml",
    runText("ema-rsi-scalping").replace("ema-rsi-scalping }", "sma-cross, params: { rsi: 14 } }"),
  );
  folder.put("two.yaml", runText("sma-cross").replace("[EUR/USD]", "[EUR/USD, BTC/USD]"));
  folder.put("empty.yaml", "");
  folder.put("latin1.csv", "not,bars\n1,2\n");
  folder.put("taken/file", "");
});

/** What was typed, the exit code, and what the one error must say. */
const MISTAKES: readonly (readonly [what: string, typed: string, code: number, says: string | RegExp])[] = [
  [
    "a misspelt command",
    "bactest run.yaml",
    2,
    "unknown command 'bactest'. Did you mean backtest? See bellwether --help",
  ],
  [
    "a misspelt flag",
    "backtest run.yaml --strateg x",
    2,
    "unknown option '--strateg'. Did you mean --strategy? See bellwether backtest --help",
  ],
  ["no run file", "backtest", 2, "missing required argument 'config'; see bellwether backtest --help"],
  ["a flag without its value", "backtest run.yaml --from", 2, "option '--from <date>' argument missing"],
  [
    "two run files",
    "backtest run.yaml two.yaml",
    2,
    "too many arguments for 'backtest'. Expected 1 argument but got 2.",
  ],
  ["a --set without a value", "backtest run.yaml --set seed", 2, "--set seed: write path=value, such as"],
  [
    "a misspelt kind",
    "list strategie",
    2,
    'there are strategies, indicators, sizers, limits, slippage, plugins. Did you mean "strategies"?',
  ],
  ["a kind that cannot be made", "new feed x", 2, "new feed: there are plugin and strategy"],
  ["a name that is none", "new strategy MyIdea", 2, "a name is kebab-case, such as my-strategy"],
  ["a name that ships", "new strategy sma-cross", 2, "a strategy sma-cross ships with Bellwether; choose another name"],
  ["a folder that is taken", "new strategy taken", 2, /taken is there already; choose another name/],
  [
    "a file where the report should go",
    "backtest run.yaml --report run.yaml",
    2,
    "--report run.yaml: this is a file; name a folder",
  ],
  [
    "bars of a symbol that is not traded",
    "backtest run.yaml --data BTC/USD=x.csv",
    2,
    "the run does not trade BTC/USD; it has EUR/USD",
  ],
  [
    "bars without a symbol for several",
    "backtest two.yaml --data x.csv",
    2,
    "write --data SYMBOL=file with one of EUR/USD, BTC/USD",
  ],
  [
    "a misspelt strategy to check",
    "check sma-cros",
    2,
    'no strategy of this name ships, and no package of this name is installed. Did you mean "sma-cross"?',
  ],

  [
    "a run file that is not there",
    "backtest nope.yaml",
    3,
    "nope.yaml  no such file; check the path; it counts from the current folder",
  ],
  ["a folder for a run file", "backtest taken", 3, "taken  this is a folder; name the file in it"],
  ["an empty run file", "backtest empty.yaml", 3, "empty.yaml:1:1  exchange: is missing"],
  ["a tab", "backtest tab.yaml", 3, "tab.yaml:2:1  a tab in the indentation; YAML indents with spaces only"],
  ["a bracket left open", "backtest open.yaml", 3, "open.yaml:3:3  a list opened with [ is not closed"],
  [
    "a list without brackets",
    "backtest no-list.yaml",
    3,
    'no-list.yaml:1:22  exchange.symbols: expected a list, found the text "EUR/USD"; put it in [ ]',
  ],
  ["a symbol without its slash", "backtest no-slash.yaml", 3, 'a symbol is written as base/quote, such as "BTC/USDT"'],
  ["a misspelt key", "backtest key.yaml", 3, 'key.yaml:7:1  sed: unknown key. Did you mean "seed"?'],
  [
    "a strategy without type",
    "backtest bare.yaml",
    3,
    'bare.yaml:2:11  strategy: expected a mapping (`key: value` lines), found the text "sma-cross"',
  ],
  [
    "a misspelt strategy",
    "backtest run.yaml --strategy sma-cros",
    3,
    '--strategy  strategy.type: no strategy is called "sma-cros". Did you mean "sma-cross"? All: bellwether list strategies',
  ],
  [
    "a strategy that resembles none",
    "backtest run.yaml --set strategy.type=moonshot",
    3,
    /no strategy is called "moonshot"; there are bollinger-reversion, .*supertrend/,
  ],
  [
    "parameters of another strategy",
    "backtest params.yaml",
    3,
    "strategy.params.rsi: unknown key; known keys: fast, slow",
  ],
  [
    "parameters that contradict",
    "backtest run.yaml --set strategy.params.fast=99",
    3,
    /--set strategy\.params\.fast {2}.*must be shorter than slow/,
  ],
  ["text for a number", "backtest run.yaml --set seed=many", 3, '--set seed  expected a number, found the text "many"'],
  [
    "a date that is none",
    "backtest run.yaml --from yesterday",
    3,
    "--from  backtest.from: expected a UTC date, such as 2024-01-31",
  ],
  [
    "an end before the start",
    "backtest run.yaml --from 2017-03-01 --to 2017-02-01",
    3,
    "--to  backtest.to: must be later than from",
  ],
  [
    "an account in another currency",
    "backtest quote.yaml",
    3,
    /^bellwether: quote\.yaml:\d+:\d+ {2}account\.quote: the account holds USDT, but EUR\/USD is quoted in USD; write account: \{ quote: USD \}$/m,
  ],
  [
    "no bars named",
    "backtest no-data.yaml",
    3,
    /^bellwether: no-data\.yaml:1:23 {2}exchange\.symbols\[0\]: the file names no bars of EUR\/USD; write data:/,
  ],

  ["bars that are not there", "backtest run.yaml --data nope.csv", 4, /nope\.csv: does not exist/],
  ["a folder for bars", "backtest run.yaml --data taken", 4, /taken: is a folder; name one file of bars/],
  ["a table of something else", "backtest run.yaml --data latin1.csv", 4, /latin1\.csv:1: .*timestamp/],
  [
    "dates outside the bars",
    "backtest run.yaml --from 2030-01-01",
    4,
    "holds no bar of EUR/USD inside the dates of the run; see its range with: bellwether data inspect",
  ],
  [
    "bars of another length",
    "backtest run.yaml --set exchange.timeframe=4h",
    4,
    "most bars are 1h apart, so they are no 4h bars",
  ],
  ["a file to inspect that is not there", "data inspect nope.csv", 4, "nope.csv: does not exist"],
];

describe("a newcomer's mistake gets one clear error, with place and hint, and no stack:", () => {
  it.each(MISTAKES)("%s (%s)", async (_what, typed, code, says) => {
    const ended = await bellwether(typed.split(" "), { cwd: folder.path });
    expectOneError(ended);
    expect(ended.code).toBe(code);
    if (typeof says === "string") expect(ended.stderr).toContain(says);
    else expect(ended.stderr).toMatch(says);
  });

  it("with --json the error is one JSON document on stdout too, for usage as for everything else", async () => {
    for (const [typed, code] of [
      ["backtest --json", "USAGE"],
      ["backtest nope.yaml --json", "CONFIG"],
      ["backtest run.yaml --data nope.csv --json", "DATA"],
      ["list nonsense --json", "USAGE"],
    ] as const) {
      const { stdout, stderr } = await bellwether(typed.split(" "), { cwd: folder.path });
      const { error } = JSON.parse(stdout);
      expect(error.code, typed).toBe(code);
      expect(stderr).toBe(`bellwether: ${error.message}\n`);
    }
  });

  it("shows the help where no command is given", async () => {
    const { code, stderr } = await bellwether([], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: bellwether/);
  });
});
