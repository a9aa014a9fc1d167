import type * as z from "zod";
import type { accountSchema } from "./run-account.js";
import type { backtestSchema } from "./run-backtest.js";
import type { dataSchema } from "./run-data.js";
import type { instrumentsSchema } from "./run-instruments.js";
import type { exchangeSchema } from "./run-market.js";

/** The sections of a run that a simulation is made of, checked. */
export interface RunSections {
  readonly exchange: z.output<typeof exchangeSchema>;
  readonly account: z.output<typeof accountSchema>;
  readonly data?: z.output<typeof dataSchema> | undefined;
  readonly backtest: z.output<ReturnType<typeof backtestSchema<z.ZodType>>>;
  readonly instruments?: z.output<typeof instrumentsSchema> | undefined;
}
