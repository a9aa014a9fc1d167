import { createWriteStream } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { BarColumns } from "@bellwether/core";
import { barCsvChunks } from "../feed/bar-csv-text.js";
import { writeBeside } from "./write-beside.js";

export interface WriteBarsOptions {
  /** Compresses the file. Default: whether its name ends in `.gz`. */
  readonly gzip?: boolean;
}

/**
 * Writes bars as CSV that reads back bit for bit. The file appears whole or not at all: it is written beside its place,
 * flushed to disk, then renamed over whatever was there.
 * @throws {DataError} if a value cannot be written, or the disk refuses; what was there is left as it was.
 */
export async function writeBarsCsv(path: string, columns: BarColumns, options: WriteBarsOptions = {}): Promise<void> {
  const { gzip = path.endsWith(".gz") } = options;
  await writeBeside(path, (partial) =>
    pipeline(
      Readable.from(barCsvChunks(columns)),
      gzip ? createGzip() : new PassThrough(),
      createWriteStream(partial, { flags: "wx", flush: true }),
    ),
  );
}
