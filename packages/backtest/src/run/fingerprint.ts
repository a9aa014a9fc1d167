import { BAR_FIELDS, type BarColumns, canonicalJson, sha256, VERSION } from "@bellwether/core";
import type { FundingRates } from "../broker/funding.js";
import type { History } from "../feed/history-feed.js";
import type { ReportedOrigin } from "../report/report.js";

/** Everything that decides the result of a run. */
export interface RunInputs {
  readonly histories: readonly History[];
  readonly detail: Readonly<Record<string, BarColumns>>;
  readonly funding: Readonly<Record<string, FundingRates>>;
  readonly config: unknown;
  readonly code: Readonly<Record<string, string>>;
  readonly seed: number;
}

/** The bytes of a column; all platforms that run this are little-endian. */
function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** sha256 over named columns. */
async function digestOf(columns: Readonly<Record<string, Float64Array>>): Promise<string> {
  const names = Object.keys(columns);
  const digests = await Promise.all(names.map((name) => sha256(bytesOf(columns[name]!))));
  return sha256(canonicalJson(Object.fromEntries(names.map((name, i) => [name, digests[i]]))));
}

function columnsOf(bars: BarColumns): Record<string, Float64Array> {
  return { ...Object.fromEntries(BAR_FIELDS.map((name) => [name, bars[name]])), ...bars.extra };
}

/** Hashes of data, config and code, one by one: what tells two runs apart. */
export async function originOfRun({
  histories,
  detail,
  funding,
  config,
  code,
  seed,
}: RunInputs): Promise<ReportedOrigin> {
  const parts: readonly [string, Record<string, Float64Array>][] = [
    ...histories.map(({ symbol, timeframe, columns }) => [`${symbol} ${timeframe}`, columnsOf(columns)] as const),
    ...Object.entries(detail).map(([symbol, columns]) => [`${symbol} detail`, columnsOf(columns)] as const),
    ...Object.entries(funding).map(([symbol, { time, rate }]) => [`${symbol} funding`, { time, rate }] as const),
  ].map(([name, columns]) => [name, columns]);
  const digests = await Promise.all(parts.map(([, columns]) => digestOf(columns)));
  return {
    data: Object.fromEntries(parts.map(([name], i) => [name, digests[i]!])),
    config: await sha256(canonicalJson(config)),
    version: VERSION,
    code,
    seed,
  };
}

/** sha256 over data, config, code version and seed: equal inputs give equal fingerprints on any machine. */
export function fingerprintOfRun(origin: ReportedOrigin): Promise<string> {
  return sha256(canonicalJson(origin));
}
