import { type ExtensionRegistry, instantiate, type Strategy, type StrategyDefinition } from "@bellwether/core";
import { parseAt, redactConfig, strategiesOf } from "@bellwether/core/config";
import type { LaneSpec, ReplayOptions, StartEntry } from "@bellwether/live";
import type * as z from "zod";
import { UsageError } from "../output.js";
import { compose, type PluginRequest } from "../run/host.js";
import type { Run } from "../run/run.js";
import { type OpenFile, openFile } from "../run/run-file.js";
import { isShippedPlugin } from "../run/shipped-plugins.js";
import { holdingsOf, paperBrokerOf, riskOf } from "./trade-options.js";

/** What a journal is played with: the simulated venue and risk that it describes, and the strategies of today. */
export interface ReplayParts
  extends Required<Pick<ReplayOptions, "makeRisk" | "makeBroker" | "makeStrategy" | "holdings">> {
  /** Hashes of plugin code of today, by plugin. */
  readonly code: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * @param file - run file that brings the plugins; without one there is only what ships.
 * @throws {ConfigError} {PluginError}; {UsageError} from `makeStrategy` for one that nobody brings.
 */
export async function replayParts(first: StartEntry, file: string | undefined): Promise<ReplayParts> {
  const settings = runOf(first.settings);
  const opened = file === undefined ? undefined : await openFile(file);
  const { host, code } = opened ?? (await compose(shippedOnes(settings), process.cwd()));
  const { registry } = host;
  return {
    code,
    holdings: holdingsOf(settings),
    makeRisk: (made) => riskOf(made, { host }),
    makeBroker: (made) => paperBrokerOf(runOf(made), { host }),
    makeStrategy: (spec) => strategyOf(spec, registry, opened),
    close: () => host.close(),
  };
}

/** Settings of a journal as a run file has them; a run that was started from code may say little or nothing. */
function runOf(settings: unknown): Run {
  const given = (settings ?? {}) as Partial<Run>;
  return { backtest: {}, account: {}, exchange: { symbols: [] }, plugins: [], ...given } as unknown as Run;
}

/** Plugins that ship, with the options that the journal has; paths in them count from the current folder. */
function shippedOnes({ plugins }: Run): PluginRequest[] {
  return plugins
    .map((entry) => (typeof entry === "string" ? { use: entry } : entry))
    .filter(({ use }) => isShippedPlugin(use))
    .map(({ use, options = {} }: { use: string; options?: unknown }) => ({
      use,
      options: (schema: z.ZodType) => schema.parse(options),
    }));
}

function strategyOf(spec: LaneSpec, registry: ExtensionRegistry, opened: OpenFile | undefined): Strategy {
  const { name, type, params } = spec;
  if (!registry.has("strategy", type))
    throw new UsageError(
      opened === undefined
        ? `${name}: no strategy that ships is called ${JSON.stringify(type)}; name the run file that brings it: --config run.yaml`
        : `${name}: no plugin of the run file brings the strategy ${JSON.stringify(type)} any more`,
    );
  const definition = registry.get("strategy", type);
  return instantiate(definition, secretsFilledIn(spec, definition, opened) ?? params).strategy;
}

/** Parameters of the run file where the journal has the same with their secrets masked. */
function secretsFilledIn({ name, type, params }: LaneSpec, definition: StrategyDefinition, opened?: OpenFile): unknown {
  const found = opened && strategiesOf(opened.config).find((one) => one.name === name && one.type === type);
  if (found === undefined) return undefined;
  const part = parseAt(opened!.resolved, found.paramsPath, definition.params);
  return JSON.stringify(redactConfig(part)) === JSON.stringify(params) ? part.value : undefined;
}
