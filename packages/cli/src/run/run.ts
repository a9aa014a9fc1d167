import { runConfigSchema } from "@bellwether/core/config";
import { LiveConfig } from "@bellwether/live";
import { RiskConfig } from "@bellwether/risk";
import type * as z from "zod";
import { SlippageSetting } from "./slippage-setting.js";

/** Schema of a run file, the sections of every package included. */
export const RunFile = runConfigSchema({ risk: RiskConfig, slippage: SlippageSetting, live: LiveConfig });

/** A checked run file. */
export type Run = z.output<typeof RunFile>;
