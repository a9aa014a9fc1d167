import * as z from "zod";
import type { ConfigPath } from "./path.js";
import { symbolSubset } from "./run-market.js";
import { deferred } from "./secret.js";

const shared = {
  type: z.string().min(1).describe("Id of the strategy; `bellwether list strategies` shows all."),
  name: z.string().min(1).max(64).optional().describe("Name in journals and reports; the type by default."),
  params: deferred().optional().describe("Parameters, checked by the strategy's own schema."),
};

export const strategySchema = z.strictObject(shared);
export const strategyListSchema = z.array(z.strictObject({ ...shared, symbols: symbolSubset })).min(1);

interface Strategies {
  readonly exchange: { readonly symbols: readonly string[] };
  readonly strategy?: z.output<typeof strategySchema> | undefined;
  readonly strategies?: z.output<typeof strategyListSchema> | undefined;
}

/** One strategy of a run, whichever way the file names it. */
export interface RunStrategy {
  readonly type: string;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly symbols: readonly string[];
  /** Of its params in the file, for `parseParts`. */
  readonly paramsPath: ConfigPath;
}

/** The strategies of a run, from `strategy` or from `strategies`, with names and symbols filled in. */
export function strategiesOf({ exchange, strategy, strategies }: Strategies): RunStrategy[] {
  const all = strategy === undefined ? (strategies ?? []) : [{ ...strategy, symbols: undefined }];
  return all.map(({ type, name = type, params = {}, symbols = exchange.symbols }, i) => ({
    type,
    name,
    params,
    symbols,
    paramsPath: strategy === undefined ? ["strategies", i, "params"] : ["strategy", "params"],
  }));
}
