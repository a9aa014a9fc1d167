import { searchRanges } from "@bellwether/core";
import { type Output, UsageError } from "../output.js";
import { compose } from "../run/host.js";
import { openRun } from "../run/run-file.js";

interface ListFlags {
  readonly config?: string;
  readonly json?: boolean;
}

const KINDS = ["strategies", "indicators", "plugins"] as const;

interface Row {
  readonly name: string;
  readonly from: string;
  readonly about: string;
}

/** `bellwether list strategies|indicators|plugins`, of what ships and of a run file's plugins. */
export async function listCommand(kind: string, { config, json }: ListFlags, output: Output): Promise<void> {
  if (!(KINDS as readonly string[]).includes(kind)) throw new UsageError(`list ${kind}: there are ${KINDS.join(", ")}`);
  const { host } = config === undefined ? await compose([], process.cwd()) : await openRun(config);
  const { registry } = host;
  const rows: Row[] =
    kind === "plugins"
      ? host.plugins.map((name) => ({ name, from: config ?? "", about: "" }))
      : kind === "strategies"
        ? registry.names("strategy").map((name) => {
            const { description = "", params } = registry.get("strategy", name);
            const ranges = Object.entries(searchRanges(params)).map(([param, [from, to]]) => `${param} ${from}–${to}`);
            return {
              name,
              from: registry.ownerOf("strategy", name)!,
              about: ranges.length === 0 ? description : `${description} Search: ${ranges.join(", ")}.`,
            };
          })
        : registry.names("indicator").map((name) => {
            const { inputs, outputs } = registry.get("indicator", name);
            const reads = typeof inputs === "string" ? inputs : `df: ${inputs.join(", ")}`;
            return {
              name,
              from: registry.ownerOf("indicator", name)!,
              about: outputs === null ? `(${reads})` : `(${reads}) → ${outputs.join(", ")}`,
            };
          });
  await host.close();
  if (json === true) output.stdout(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length === 0)
    output.stdout(
      kind === "plugins" && config === undefined
        ? "No plugins: name a run file with --config to see those that it loads.\n"
        : `No ${kind}.\n`,
    );
  else table(rows, output);
}

function table(rows: readonly Row[], output: Output): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const owner = Math.max(...rows.map(({ from }) => from.length));
  for (const { name, from, about } of rows)
    output.stdout(`${name.padEnd(width)}  ${from.padEnd(owner)}  ${about}`.trimEnd().concat("\n"));
}
