import { BAR_FIELDS, canonicalJson, sha256, VERSION } from "@bellwether/core";
import type { History } from "../feed/history-feed.js";

/** The bytes of a column; all platforms that run this are little-endian. */
function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** sha256 over the bars of one symbol, column by column. */
async function digestOf({ symbol, timeframe, columns }: History): Promise<unknown> {
  const names = [...BAR_FIELDS, ...Object.keys(columns.extra ?? {}).sort()];
  const digests = await Promise.all(
    names.map((name) =>
      sha256(bytesOf((columns as unknown as Record<string, Float64Array>)[name] ?? columns.extra![name]!)),
    ),
  );
  return { symbol, timeframe, columns: Object.fromEntries(names.map((name, i) => [name, digests[i]])) };
}

/** sha256 over data, config, code version and seed: equal inputs give equal fingerprints on any machine. */
export async function fingerprintOfRun(
  histories: readonly History[],
  config: unknown,
  code: Readonly<Record<string, string>>,
  seed: number,
): Promise<string> {
  const data = await Promise.all(histories.map(digestOf));
  return sha256(canonicalJson({ version: VERSION, data, config, code, seed }));
}
