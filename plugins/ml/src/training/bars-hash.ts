import { BAR_FIELDS, type BarColumns, canonicalJson, sha256 } from "@bellwether/core";

/** sha256 over the columns of bars, extra ones included: equal bars, equal hash. */
export async function barsHash(bars: BarColumns): Promise<string> {
  const columns: Record<string, Float64Array> = { ...bars.extra };
  for (const name of BAR_FIELDS) columns[name] = bars[name];
  const digests: Record<string, string> = {};
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(columns))
    digests[name] = await sha256(new Uint8Array(buffer, byteOffset, byteLength));
  return sha256(canonicalJson(digests));
}
