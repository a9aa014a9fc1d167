import type { BarColumns } from "@bellwether/core";
import type { BarsReport } from "../feed/bars-report.js";
import { DataError } from "../feed/data-error.js";
import { assertInOrder, joinBars, type NamedFiles } from "../feed/join-bars.js";
import { type ReadBarsOptions, readBars } from "./read-bars.js";

/**
 * The bars of one symbol from files that follow each other.
 * @param seen - told of each file what was found in it, such as rows that were left out.
 * @throws {DataError} for bars that cannot be read or that the options refuse, and files out of order; it names the source.
 */
export async function readBarFiles(
  symbol: string,
  { source, files }: NamedFiles,
  options: Omit<ReadBarsOptions, "file"> = {},
  seen: (file: string, report: BarsReport) => void = () => {},
): Promise<BarColumns> {
  const parts: BarColumns[] = [];
  for (const file of files) {
    const report = await readBars(file, options).catch((error) => throwNamed(source, error));
    seen(file, report);
    parts.push(report.columns);
  }
  assertInOrder(
    symbol,
    parts.map(({ openTime }) => openTime),
    { source, files },
  );
  return joinBars(parts);
}

/** @throws what it is given; a {DataError} with what named the file, and without advice that only code can take. */
export function throwNamed(source: string, error: unknown): never {
  if (!(error instanceof DataError)) throw error;
  throw new DataError({ ...error.problem, source, option: undefined }, { cause: error.cause });
}
