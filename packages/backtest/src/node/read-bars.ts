import { type BarJsonOptions, MAX_JSON_BYTES, parseBarsJson } from "../feed/bar-json.js";
import type { BarsReport } from "../feed/bars-report.js";
import { type BarCsvOptions, createBarCsvParser } from "../feed/csv-parser.js";
import { DataError } from "../feed/data-error.js";
import { fileBytes } from "./byte-source.js";
import { isParquet, readParquetBars } from "./read-parquet.js";

export interface ReadBarsOptions extends BarCsvOptions, BarJsonOptions {
  /** Most bytes to read, counted once unpacked, so that a small gzip file cannot fill the memory. Default 4 GiB. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 4 * 2 ** 30;

/**
 * Reads the bars of a `.csv`, `.csv.gz`, `.json`, `.json.gz` or `.parquet` file; its content tells which, not its name.
 * CSV is streamed: memory holds the bars and little else.
 * @throws {DataError} naming file, line and column of the first thing that the options refuse.
 */
export async function readBars(path: string, options: ReadBarsOptions = {}): Promise<BarsReport> {
  const { maxBytes = MAX_BYTES, maxJsonBytes = MAX_JSON_BYTES, file = path } = options;
  if (await isParquet(path)) return readParquetBars(path, options, maxBytes);
  const parser = createBarCsvParser({ ...options, file });
  const json: Uint8Array[] = [];
  let jsonBytes = 0;
  let kind: "csv" | "json" | null = null;
  for await (const chunk of fileBytes(path, maxBytes, file)) {
    if (kind === null && path.endsWith(".parquet"))
      throw new DataError({
        file,
        message: "is no Parquet file, though its name says so",
        hint: "fetch or write it again",
      });
    kind ??= kindOf(chunk);
    if (kind !== "json") {
      parser.push(chunk);
      continue;
    }
    jsonBytes += chunk.length;
    if (jsonBytes > maxJsonBytes)
      throw new DataError({ file, message: `is longer than ${maxJsonBytes} bytes of JSON`, hint: "write it as CSV" });
    json.push(chunk.slice());
  }
  return kind === "json" ? parseBarsJson(Buffer.concat(json), { ...options, file }) : parser.finish();
}

/** JSON opens with a bracket or brace, behind a byte order mark and blanks; no CSV does. Null if all is blank. */
function kindOf(chunk: Uint8Array): "csv" | "json" | null {
  const skipped = chunk[0] === 0xef ? 3 : 0;
  const first = chunk.subarray(skipped).find((byte) => byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13);
  if (first === undefined) return null;
  return first === 0x5b || first === 0x7b ? "json" : "csv";
}
