import type { ExtensionRegistry, Extensions } from "@bellwether/core";
import type { LimitFactory } from "../limits/limit.js";
import type { SizerFactory } from "../sizers/sizer.js";

declare module "@bellwether/core" {
  interface Extensions {
    /** Named in `risk.sizers` of run files. */
    sizer: SizerFactory;
    /** Named in `risk.limits`. */
    limit: LimitFactory;
  }
}

/** What plugins bring to an engine, by name. */
export interface RiskExtensions {
  readonly sizers?: Readonly<Record<string, SizerFactory>> | undefined;
  readonly limits?: Readonly<Record<string, LimitFactory>> | undefined;
  /** Plugin that brings one, for errors. */
  readonly ownerOf?: ((kind: "sizer" | "limit", name: string) => string | undefined) | undefined;
}

/** All sizers and limits that the plugins of a run have registered. */
export function riskExtensionsOf(registry: ExtensionRegistry): RiskExtensions {
  const all = <K extends "sizer" | "limit">(kind: K): Record<string, Extensions[K]> =>
    Object.fromEntries(registry.names(kind).map((name) => [name, registry.get(kind, name)]));
  return { sizers: all("sizer"), limits: all("limit"), ownerOf: (kind, name) => registry.ownerOf(kind, name) };
}
