import type { PluginHost } from "@bellwether/core";
import { Command, CommanderError } from "commander";
import { EXIT } from "./exit-codes.js";
import type { Output } from "./output.js";
import { type PluginCommands, pluginCommandsOf, SHIPPED_COMMANDS } from "./shipped-commands.js";
import { VERSION } from "./version.js";

const EXAMPLES = `
Examples:
  bellwether backtest config/backtest.yaml
  bellwether backtest config/backtest.yaml --strategy sma-cross --set strategy.params.fast=5
  bellwether backtest config/backtest.yaml --from 2017-06-01 --report reports/summer
  bellwether compare reports/summer/report.json reports/winter/report.json
  bellwether new strategy my-strategy
  bellwether download config/live.yaml --since 2024-01-01
  bellwether live config/live.yaml
  bellwether parity config/live.yaml

Exit codes: 0 done, 1 unexpected, 2 usage, 3 config, 4 data, 5 plugin or strategy, 6 a check failed, 7 the exchange
or the run that was asked cannot be reached or said no, 130 ended by Ctrl-C.`;

const CONTROLS = [
  ["pause", "let a live run open nothing more; what it holds stays guarded"],
  ["resume", "let it trade again"],
  ["flatten", "pause it, and leave every position at the market"],
  ["stop", "end it in order"],
] as const;

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/**
 * The command line. Commands load their parts when they run, so that --help answers at once.
 * @param ended - told the exit code by a command whose answer is one.
 */
function program(output: () => Promise<Output>, ended: (code: number) => void): Command {
  const root = new Command("bellwether")
    .description("Write a trading strategy once; run it unchanged in a backtest, on paper and live.")
    .version(VERSION)
    .enablePositionalOptions() // `models delete m --version v` is about v
    .option(
      "--plugin <plugin>",
      "in front: take in the commands of a plugin (path or package); may be repeated",
      collect,
    )
    .addHelpText("after", EXAMPLES);

  root
    .command("backtest <config>")
    .description("replay history through a run file's strategies, and show what it would have cost")
    .option("--strategy <id>", "run this strategy, with its default parameters, in place of the file's")
    .option("--set <path=value>", "set a value of the run file; may be repeated", collect)
    .option("--from <date>", "first day, UTC: 2024-01-31")
    .option("--to <date>", "end, UTC, exclusive")
    .option("--intrabar <rule>", "pessimistic, optimistic, adaptive or drilldown")
    .option("--no-band", "do not run again under the pessimistic and the optimistic rule")
    .option("--no-statistics", "leave intervals and significance out")
    .option("--data <file>", "bars in place of the file's, or SYMBOL=file; may be repeated", collect)
    .option("--report <dir>", "write report.html, report.json, trades.csv and equity.csv there")
    .option("--json", "print the report as JSON and nothing else")
    .action(async (file, flags) =>
      (await import("./commands/backtest.js")).backtestCommand(file, flags, await output()),
    );

  root
    .command("compare <reports...>")
    .description("lay reports side by side: what came of the runs, and what they were made of")
    .option("--html <file>", "write a page with all of it, and the curves over one another")
    .option("--json", "print the comparison as JSON and nothing else")
    .option("--fail-on-difference", "exit with 1 if any run ended otherwise than the first")
    .action(async (reports, flags) =>
      ended(await (await import("./commands/compare.js")).compareCommand(reports, flags, await output())),
    );

  root
    .command("config <file>")
    .description("show every value of a run file and where it came from")
    .option("--strategy <id>", "as for backtest")
    .option("--set <path=value>", "as for backtest", collect)
    .option("--from <date>", "as for backtest")
    .option("--to <date>", "as for backtest")
    .option("--intrabar <rule>", "as for backtest")
    .option("--no-band", "as for backtest")
    .option("--no-statistics", "as for backtest")
    .option("--json", "print JSON")
    .action(async (file, flags) => (await import("./commands/config.js")).configCommand(file, flags, await output()));

  root
    .command("list <kind>")
    .description("list strategies, indicators, sizers, limits, slippage or plugins")
    .option("--config <file>", "with the plugins of this run file")
    .option("--json", "print JSON")
    .action(async (kind, flags) => (await import("./commands/list.js")).listCommand(kind, flags, await output()));

  root
    .command("check <plugin-or-strategy>")
    .description("run the conformance suite on a plugin (path or package) or a strategy (id)")
    .option("--json", "print JSON")
    .action(async (target, flags) => (await import("./commands/check.js")).checkCommand(target, flags, await output()));

  root
    .command("new <kind> <name>")
    .description("scaffold a plugin or a strategy in a new folder, with a test; it runs at once")
    .action(async (kind, name) => (await import("./commands/new.js")).newCommand(kind, name, await output()));

  root
    .command("data")
    .description("look at files of bars")
    .command("inspect <file>")
    .description("range, gaps, duplicates and bad rows of a file")
    .option("--json", "print JSON")
    .action(async (file, flags) => (await import("./commands/data.js")).inspectCommand(file, flags, await output()));

  root
    .command("live <config>")
    .description("trade a run file's strategies on live bars: on paper, unless its mode says otherwise")
    .option("--strategy <id>", "another strategy, with its defaults")
    .option("--set <path=value>", "a value in place of the file's; may be repeated", collect)
    .option("--journal <dir>", "folder of the journal, in place of the file's")
    .option("--bars <n>", "stop after so many closes")
    .option("--quiet", "show warnings and errors only")
    .option("--replay", "trade the file's own bars on a local exchange, as fast as they can be taken in")
    .option("--from <date>", "with --replay: the day it begins, UTC")
    .option("--to <date>", "with --replay: where the bars end, UTC, exclusive")
    .action(async (file, flags) => (await import("./commands/live.js")).liveCommand(file, flags, await output()));

  root
    .command("status <config-or-journal>")
    .description("how a live run stands")
    .option("--json", "print JSON")
    .action(async (named, flags) =>
      (await import("./commands/control.js")).statusCommand(named, flags, await output()),
    );

  for (const [command, about] of CONTROLS)
    root
      .command(`${command} <config-or-journal>`)
      .description(about)
      .action(async (named) => (await import("./commands/control.js")).controlCommand(command, named, await output()));

  root
    .command("parity <config-or-journal>")
    .description("hold what a live run did against a replay of its journal")
    .option("--config <file>", "run file that brings the plugins, where a journal is named")
    .option("--html <file>", "write a page with all of it")
    .option("--json", "print the report as JSON and nothing else")
    .action(async (named, flags) =>
      ended(await (await import("./commands/parity.js")).parityCommand(named, flags, await output())),
    );

  const journal = root.command("journal").description("read what a live run has written");
  journal
    .command("show <config-or-journal>")
    .description("what a run did, line by line")
    .option("--kind <kinds>", "only these, such as fill,trade,note")
    .option("--lane <strategy>", "only what concerns this strategy")
    .option("--since <date>", "only what was written then or later, UTC")
    .option("--last <n>", "only so many lines, the last ones")
    .action(async (named, flags) => (await import("./commands/journal.js")).showCommand(named, flags, await output()));
  journal
    .command("export <config-or-journal>")
    .description("tables of all that a run did, and its bars as backtest reads them")
    .option("--format <format>", "csv or json", "csv")
    .option("--out <dir>", "folder for the files")
    .action(async (named, flags) =>
      (await import("./commands/journal.js")).exportCommand(named, flags, await output()),
    );

  root
    .command("download [config]")
    .description("fetch bars of a run file's exchange and symbols; goes on where files end")
    .option("--exchange <id>", "an exchange in place of a run file, such as binance")
    .option("--since <date>", "first day, UTC: 2024-01-31")
    .option("--until <date>", "end, UTC, exclusive; what has closed by now without it")
    .option("--symbols <list>", "such as BTC/USDT,ETH/USDT")
    .option("--timeframes <list>", "such as 1h,1d")
    .option("--format <format>", "csv.gz or parquet")
    .option("--out <dir>", "folder, in place of the file's data.directory")
    .action(async (file, flags) =>
      ended(await (await import("./commands/download.js")).downloadCommand(file, flags, await output())),
    );

  root
    .command("doctor")
    .description("check this machine and installation")
    .option("--json", "print JSON")
    .action(async (flags) => (await import("./commands/doctor.js")).doctorCommand(flags, await output()));
  return root;
}

/** Loads plugins for the sake of their commands. */
async function withPlugins(
  root: Command,
  { plugins }: PluginCommands,
  output: () => Promise<Output>,
  ended: (code: number) => void,
): Promise<PluginHost> {
  const [{ compose }, { addPluginCommands }] = await Promise.all([
    import("./run/host.js"),
    import("./plugin-commands.js"),
  ]);
  const { host } = await compose(
    plugins.map((use) => ({ use })),
    process.cwd(),
  );
  addPluginCommands(root, host, output, ended);
  return host;
}

/** Names them for `--help`. */
function nameShipped(root: Command): void {
  for (const { name, about } of SHIPPED_COMMANDS) root.command(name).description(about);
}

/**
 * Runs one command.
 * @param args - as typed, without node and script.
 * @returns the exit code.
 */
export async function main(args: readonly string[], given?: Output): Promise<number> {
  const output = async () => given ?? (await import("./output.js")).processOutput();
  const json = args.includes("--json");
  let outcome: number = EXIT.ok;
  const ended = (code: number) => {
    outcome = code;
  };
  const root = program(output, ended);
  const extended = pluginCommandsOf(args);
  let host: PluginHost | undefined;
  try {
    if (extended === null) nameShipped(root);
    else host = await withPlugins(root, extended, output, ended);
    for (const command of [root, ...root.commands, ...root.commands.flatMap((parent) => parent.commands)]) {
      command.exitOverride().configureOutput({
        ...(given === undefined ? {} : { writeOut: given.stdout, writeErr: given.stderr }),
        outputError: () => {}, // said below, as every other error
      });
    }
    await root.parseAsync(extended?.args ?? args, { from: "user" });
    return outcome;
  } catch (error) {
    const { reportError, UsageError } = await import("./output.js");
    if (!(error instanceof CommanderError)) return reportError(error, await output(), json);
    if (error.exitCode === 0) return EXIT.ok; // --help and --version have been answered
    if (error.code === "commander.help") return EXIT.usage; // no command at all: the help has been shown
    return reportError(new UsageError(usageText(error.message, root, args)), await output(), json);
  } finally {
    await host?.close();
  }
}

/** What the parser says, on one line, with the help to look at. */
function usageText(message: string, root: Command, args: readonly string[]): string {
  const command = root.commands.find((known) => known.name() === args[0])?.name();
  const text = message.replace(/^error: /, "").replace(/\.?\n\((Did you mean [^)]*\?)\)/, ". $1");
  return `${text}${/[.?]$/.test(text) ? " See" : "; see"} bellwether ${command === undefined ? "" : `${command} `}--help`;
}
