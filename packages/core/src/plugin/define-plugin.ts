import type * as z from "zod";
import type { AnyIndicator } from "../indicator/define-indicator.js";
import type { Logger } from "../ports.js";
import type { StrategyDefinition } from "../strategy/define-strategy.js";
import type { ExtensionReader } from "./extension-registry.js";
import type { Extensions } from "./extensions.js";

/** Version of the plugin contract; a plugin for another one is refused. */
export const PLUGIN_API_VERSION = 1;

/** Adds things to the run; whatever a failing setup added is taken back. */
export interface Registrar {
  // biome-ignore lint/suspicious/noExplicitAny: a definition with any parameters
  strategy(definition: StrategyDefinition<any>): void;
  indicator(indicator: AnyIndicator): void;
  /** Adds a thing of any kind under a name that is unique to its kind. */
  add<K extends keyof Extensions & string>(kind: K, name: string, thing: Extensions[K]): void;
}

export type Teardown = () => void | Promise<void>;

export interface SetupContext<Options> {
  readonly options: Options;
  readonly register: Registrar;
  /** What every plugin of the run has registered. Read it when it is needed, not in setup: later plugins add to it. */
  readonly extensions: ExtensionReader;
  /** What relative paths in its options count from: the folder of the run file. */
  readonly folder: string;
  readonly log: Logger;
}

export interface PluginDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Package name, or a name of its own for a single file. */
  readonly name: string;
  readonly apiVersion: number;
  /** Schema of the options in the run file; a plugin without one takes none. */
  readonly options?: Schema;
  /** Kinds of things that it takes from other plugins, such as `"feature"`; see {@link Extensions}. */
  readonly kinds?: readonly (keyof Extensions & string)[];
  /** @returns what undoes it, if anything; run in reverse order of setup. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a setup that needs no undoing may be an async function without return
  setup(context: SetupContext<z.output<Schema>>): void | Teardown | Promise<void | Teardown>;
}

/** Declares a plugin: the default export of its module. */
export function definePlugin<Schema extends z.ZodType = z.ZodUndefined>(
  definition: PluginDefinition<Schema>,
): PluginDefinition<Schema> {
  return Object.freeze({ ...definition });
}
