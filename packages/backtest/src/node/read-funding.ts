import type { FundingRates } from "../broker/funding.js";
import { parseFundingCsv } from "../feed/funding-csv.js";
import { fileBytes } from "./byte-source.js";

export interface ReadFundingOptions {
  /** Name of the file in errors; its path unless given. */
  readonly file?: string;
  /** Most bytes to hold, counted once unpacked. Default 64 MiB: hourly rates of a century. */
  readonly maxBytes?: number;
}

/**
 * Reads the funding of a perpetual from a `.csv` or `.csv.gz` file, see {@link parseFundingCsv}; its content tells which, not its name.
 * @throws {DataError} naming file, line and column of what cannot be read.
 */
export async function readFunding(path: string, options: ReadFundingOptions = {}): Promise<FundingRates> {
  const { file = path, maxBytes = 64 * 2 ** 20 } = options;
  const chunks: Uint8Array[] = [];
  for await (const chunk of fileBytes(path, maxBytes, file)) chunks.push(chunk.slice());
  return parseFundingCsv(Buffer.concat(chunks), file);
}
