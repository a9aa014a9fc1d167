import { BadExtensionError, clip, didYouMean, type ExtensionRegistry, PluginError } from "@bellwether/core";
import { type ConfigPath, type Part, parseParts, type ResolvedConfig } from "@bellwether/core/config";
import { limitOf, type RiskExtensions, riskExtensionsOf, SIZERS, sizerOf } from "@bellwether/risk";
import * as z from "zod";
import { slippageModelOf } from "./plugin-slippage.js";
import type { Run } from "./run.js";
import { PluginSlippage, SLIPPAGES, type SlippageSetting } from "./slippage-setting.js";

/** Kinds that plugins add and settings name, in words. */
export const WORDS = { sizer: "sizer", limit: "limit", slippage: "slippage model" } as const;
const LISTS = { sizer: "sizers", limit: "limits", slippage: "slippage" } as const;

export type Kind = keyof typeof WORDS;

/** Names that need no plugin. */
export const SHIPPED: Readonly<Record<Kind, readonly string[]>> = { sizer: SIZERS, limit: [], slippage: SLIPPAGES };

/** A setting that names something of a plugin. */
interface Named {
  readonly kind: Kind;
  readonly type: string;
  readonly options: unknown;
  /** Of the setting in the file. */
  readonly path: ConfigPath;
}

/**
 * Checks that plugins bring what the run file names beside strategies, and take the options that it gives.
 * @throws {ConfigError} with every violation, at its place.
 */
export function assertExtensions(resolved: ResolvedConfig<Run>, registry: ExtensionRegistry): void {
  const named = namedIn(resolved.value);
  parseParts(
    resolved,
    named.map(({ kind, type, path }) => ({ path: [...path, "type"], schema: knownAs(kind, type, registry) })),
  );
  parseParts(
    resolved,
    named.flatMap(({ kind, type, options, path }): Part[] => [
      ...(kind === "slippage" ? [{ path, schema: PluginSlippage }] : []),
      {
        path: [...path, "options"],
        schema: accepted(WORDS[kind], type, () => makePart(kind, type, options, registry)),
      },
    ]),
  );
}

function namedIn({ risk, backtest: { slippage } }: Run): Named[] {
  const entry = (kind: Kind, path: ConfigPath, setting: { readonly type: string }): Named[] =>
    SHIPPED[kind].includes(setting.type) ? [] : [{ kind, type: setting.type, options: optionsOf(setting), path }];
  return [
    ...(risk.sizers ?? []).flatMap((sizer, i) => entry("sizer", ["risk", "sizers", i], sizer)),
    ...(risk.limits ?? []).flatMap((limit, i) => entry("limit", ["risk", "limits", i], limit)),
    ...(slippage === undefined ? [] : entry("slippage", ["backtest", "slippage"], slippage)),
  ];
}

const optionsOf = (entry: object): unknown => ("options" in entry ? entry.options : undefined);

function knownAs(kind: Kind, type: string, registry: ExtensionRegistry): z.ZodType {
  return z.unknown().refine(() => registry.has(kind, type), { error: () => unknown(kind, type, registry) });
}

function unknown(kind: Kind, type: string, registry: ExtensionRegistry): string {
  const names = [...SHIPPED[kind], ...registry.names(kind)];
  const meant = didYouMean(type, names);
  const says = `no ${WORDS[kind]} is called ${JSON.stringify(type)}`;
  if (meant !== "") return `${says}.${meant} All: bellwether list ${LISTS[kind]}`;
  return `${says}; ${names.length === 0 ? "no plugin of the run brings one" : `there are ${names.join(", ")}`}`;
}

/** A schema that lets pass what `make` does. */
function accepted(word: string, type: string, make: () => unknown): z.ZodType {
  return z.unknown().superRefine((_, context) => {
    try {
      make();
    } catch (error) {
      if (error instanceof PluginError) throw error; // no fault of the file
      for (const { path, message } of issuesOf(error))
        context.addIssue({
          code: "custom",
          path,
          message: `the ${word} ${JSON.stringify(type)} refuses it: ${message}`,
        });
    }
  });
}

/** Of a schema's error, whichever copy of the library threw it, or of any other. */
function issuesOf(error: unknown): { path: PropertyKey[]; message: string }[] {
  const { issues } = (error ?? {}) as { issues?: unknown };
  if (Array.isArray(issues) && issues.length > 0 && issues.every(({ path }) => Array.isArray(path))) return issues;
  return [{ path: [], message: error instanceof Error ? error.message : String(error) }];
}

/** What plugins bring to the RiskEngine. */
export const riskExtensions: (registry: ExtensionRegistry) => RiskExtensions = riskExtensionsOf;

/** What makes a thing of each kind of what a factory returns. */
const PARTS = { sizer: sizerOf, limit: limitOf, slippage: slippageModelOf } as const;

/**
 * What the factory of a plugin makes of options, in the shape of its kind.
 * @throws {BadExtensionError} for what has not that shape; whatever the factory throws.
 */
export function makePart<K extends Kind>(
  kind: K,
  name: string,
  options: unknown,
  registry: ExtensionRegistry,
): ReturnType<(typeof PARTS)[K]> {
  const plugin = registry.ownerOf(kind, name) ?? "<inline>";
  const factory: unknown = registry.get(kind, name);
  if (typeof factory !== "function")
    throw new BadExtensionError(
      plugin,
      WORDS[kind],
      name,
      `it is ${clip(factory)}; it is a factory, (options) => ${kind}`,
    );
  return PARTS[kind](factory(options), name, plugin) as ReturnType<(typeof PARTS)[K]>;
}

/** The setting as the broker takes it: as it stands, or the model that a plugin makes of it. */
export function slippageOf({ slippage, slippageBps = 0 }: Run["backtest"], registry: ExtensionRegistry) {
  if (slippage === undefined) return { bps: slippageBps };
  if (SLIPPAGES.includes(slippage.type)) return slippage as Shipped;
  return makePart("slippage", slippage.type, optionsOf(slippage), registry);
}

type Shipped = Exclude<SlippageSetting, { readonly options?: unknown }>;
