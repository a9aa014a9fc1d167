import type { SlippageModel } from "@bellwether/backtest";
import { didYouMean, type ExtensionRegistry } from "@bellwether/core";
import { type ConfigPath, type Part, parseParts, type ResolvedConfig } from "@bellwether/core/config";
import { type RiskExtensions, SIZERS } from "@bellwether/risk";
import * as z from "zod";
import type { Run } from "./run.js";
import { PluginSlippage, SLIPPAGES, type SlippageSetting } from "./slippage-setting.js";

/** Kinds that plugins add and settings name, in words. */
const WORDS = { sizer: "sizer", limit: "limit", slippage: "slippage model" } as const;
const LISTS = { sizer: "sizers", limit: "limits", slippage: "slippage" } as const;

type Kind = keyof typeof WORDS;

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
      { path: [...path, "options"], schema: accepted(WORDS[kind], type, () => registry.get(kind, type)(options)) },
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
export function riskExtensions(registry: ExtensionRegistry): RiskExtensions {
  const all = <K extends "sizer" | "limit">(kind: K) =>
    Object.fromEntries(registry.names(kind).map((name) => [name, registry.get(kind, name)]));
  return { sizers: all("sizer"), limits: all("limit") };
}

/** The setting as the broker takes it: as it stands, or the model that a plugin makes of it. */
export function slippageOf({ slippage, slippageBps = 0 }: Run["backtest"], registry: ExtensionRegistry) {
  if (slippage === undefined) return { bps: slippageBps };
  if (SLIPPAGES.includes(slippage.type)) return slippage as Shipped;
  return registry.get("slippage", slippage.type)(optionsOf(slippage)) as SlippageModel;
}

type Shipped = Exclude<SlippageSetting, { readonly options?: unknown }>;
