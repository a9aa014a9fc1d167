import { didYouMean, type PluginHost, searchRanges } from "@bellwether/core";
import { type Output, UsageError } from "../output.js";
import { SHIPPED } from "../run/extensions.js";
import { compose } from "../run/host.js";
import { openFile } from "../run/run-file.js";

interface ListFlags {
  readonly config?: string;
  readonly json?: boolean;
}

const KINDS = ["strategies", "indicators", "sizers", "limits", "slippage", "plugins"] as const;

interface Row {
  readonly name: string;
  readonly from: string;
  readonly about: string;
}

/** `bellwether list <kind>`: of what ships and of a run file's plugins. */
export async function listCommand(kind: string, { config, json }: ListFlags, output: Output): Promise<void> {
  if (!isKind(kind)) throw new UsageError(`list ${kind}: there are ${KINDS.join(", ")}.${didYouMean(kind, KINDS)}`);
  // not the whole run: whoever misspelt its strategy looks here for the right name
  const { host } = config === undefined ? await compose([], process.cwd()) : await openFile(config);
  const rows = rowsOf[kind](host, config);
  await host.close();
  if (json === true) output.stdout(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length > 0) table(rows, output);
  else if (config === undefined)
    output.stdout(`No ${kind}: name a run file with --config to see those of its plugins.\n`);
  else output.stdout(`${config} loads no plugins${kind === "plugins" ? "" : ` that add ${kind}`}.\n`);
}

const isKind = (kind: string): kind is (typeof KINDS)[number] => (KINDS as readonly string[]).includes(kind);

const rowsOf: Readonly<Record<(typeof KINDS)[number], (host: PluginHost, config?: string) => Row[]>> = {
  sizers: (host) => settings("sizer", "@bellwether/risk", host),
  limits: (host) => settings("limit", "@bellwether/risk", host),
  slippage: (host) => settings("slippage", "@bellwether/backtest", host),
  plugins: ({ plugins }, config = "") => plugins.map((name) => ({ name, from: config, about: "" })),
  strategies: ({ registry }) =>
    registry.names("strategy").map((name) => {
      const { description = "", params } = registry.get("strategy", name);
      const ranges = Object.entries(searchRanges(params)).map(([param, [from, to]]) => `${param} ${from}–${to}`);
      return {
        name,
        from: registry.ownerOf("strategy", name)!,
        about: ranges.length === 0 ? description : `${description} Search: ${ranges.join(", ")}.`,
      };
    }),
  indicators: ({ registry }) =>
    registry.names("indicator").map((name) => {
      const { inputs, outputs } = registry.get("indicator", name);
      const reads = typeof inputs === "string" ? inputs : `df: ${inputs.join(", ")}`;
      return {
        name,
        from: registry.ownerOf("indicator", name)!,
        about: outputs === null ? `(${reads})` : `(${reads}) → ${outputs.join(", ")}`,
      };
    }),
};

/** Settings of the run file that ship, then what plugins bring. */
function settings(kind: keyof typeof SHIPPED, owner: string, { registry }: PluginHost): Row[] {
  return [
    ...SHIPPED[kind].map((name) => ({ name, from: owner, about: "" })),
    ...registry.names(kind).map((name) => ({ name, from: registry.ownerOf(kind, name)!, about: "" })),
  ];
}

function table(rows: readonly Row[], output: Output): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const owner = Math.max(...rows.map(({ from }) => from.length));
  for (const { name, from, about } of rows)
    output.stdout(`${name.padEnd(width)}  ${from.padEnd(owner)}  ${about}`.trimEnd().concat("\n"));
}
