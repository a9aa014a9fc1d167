import type { RunConfig } from "@bellwether/core/config";
import type { RiskConfig } from "@bellwether/risk";

/** A checked run file, its `risk` section included. */
export type Run = Omit<RunConfig, "risk"> & { readonly risk: RiskConfig };
