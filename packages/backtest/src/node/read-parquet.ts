import { open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import {
  type ColumnMetaData,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
} from "hyparquet";
import { layoutOf } from "../feed/bar-layout.js";
import { type BarsOptions, type BarsReport, MAX_ROWS } from "../feed/bars-report.js";
import { DataError, type DataProblem, type MissingColumns } from "../feed/data-error.js";
import type { BarTable } from "../feed/json-table.js";
import { readTable } from "../feed/read-table.js";
import { assertSoundPages, BadParquetError } from "./parquet-pages.js";

const MAGIC = [0x50, 0x41, 0x52, 0x31] as const;
const HINT = "expected columns timestamp, open, high, low, close, volume";

/** Whether the first bytes of a file say Parquet; false for one that cannot be read. */
export async function isParquet(path: string): Promise<boolean> {
  const handle = await open(path, "r").catch(() => null);
  if (handle === null) return false;
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(4), 0, 4, 0);
    return bytesRead === 4 && MAGIC.every((byte, i) => buffer[i] === byte);
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

class UnreadCodecError extends BadParquetError {}

/** Reads a range of a file; fewer bytes mean that it ends there. */
type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

/**
 * Reads the bars of a Parquet file. Checks and policies are those of CSV; only the columns that are asked for are decoded.
 * @param maxBytes - most bytes of the file, and most that its columns unpack to.
 * @throws {DataError} for a file that is damaged or hostile, that lacks a column, or holds what the options refuse.
 */
export async function readParquetBars(path: string, options: BarsOptions, maxBytes: number): Promise<BarsReport> {
  const file = options.file ?? path;
  const fail = (issue: DataProblem, errorOptions?: ErrorOptions) => new DataError({ file, ...issue }, errorOptions);
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const read: ReadRange = async (from, to) => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(to - from), 0, to - from, from);
      return buffer.subarray(0, bytesRead);
    };
    const { table, timeUnit } = await tableOf(read, size, { ...options, file }, maxBytes);
    return readTable(table, { ...options, file }, fail, { placeOf: () => ({}), hint: HINT, timeUnit });
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    if (cause instanceof UnreadCodecError)
      throw fail({ message: cause.message, hint: "write it with Snappy" }, { cause });
    const why = cause instanceof Error ? cause.message.slice(0, 200) : "its bytes make no sense";
    const message = `is a damaged Parquet file: ${why}`;
    throw fail({ message, hint: "fetch or write it again" }, { cause });
  } finally {
    await handle.close();
  }
}

async function tableOf(read: ReadRange, size: number, options: BarsOptions & { file: string }, maxBytes: number) {
  const { file, maxRows = MAX_ROWS } = options;
  const tooLong = () =>
    new DataError({
      file,
      message: `holds more than ${maxBytes} bytes once unpacked`,
      hint: "give a smaller file",
      option: ", or raise maxBytes if this one is trusted",
    });
  if (size > maxBytes) throw tooLong();
  const metadata = await parquetMetadataAsync({
    byteLength: size,
    slice: async (from, to = size) => exact(await read(from, to), to - from),
  });
  const groups = metadata.row_groups.map((group) => ({ group, rows: countOf(group.num_rows) }));
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== Number(metadata.num_rows)) throw new BadParquetError("it counts its rows in two ways");
  if (rows > maxRows)
    throw new DataError({
      file,
      message: `more than ${maxRows} rows`,
      hint: "read the input in parts",
      option: ", or raise maxRows",
    });
  const elements = parquetSchema(metadata).children.map(({ element, children }) =>
    children.length === 0 && element.repetition_type !== "REPEATED" ? element : null,
  );
  const names = elements.map((element) => element?.name ?? "");
  const failed = (message: string, hint: string, option?: string, missing?: MissingColumns) =>
    new DataError({ file, message, hint, option, missing });
  const layout = layoutOf(names, options, failed);
  const columns: (unknown[] | undefined)[] = [];
  let left = maxBytes;
  for (const [at, element] of elements.entries()) {
    if (layout.slots[at] === -1 || element === null) continue;
    if (names.indexOf(element.name) !== names.lastIndexOf(element.name))
      throw new BadParquetError(`two columns are named ${JSON.stringify(element.name.slice(0, 40))}`);
    const column: unknown[] = [];
    for (const { group, rows: groupRows } of groups) {
      if (groupRows === 0) continue;
      const { values, bytes } = await columnOf(read, size, metadata, group, groupRows, element, left);
      left -= bytes;
      for (const part of values) for (let i = 0; i < part.length; i++) column.push(cellOf(part[i]));
    }
    if (column.length !== rows)
      throw new BadParquetError(`column ${JSON.stringify(element.name)} is shorter than others`);
    columns[at] = column;
  }
  const table: BarTable = {
    names,
    width: names.length,
    rows,
    cell: (row, column) => columns[column]?.[row],
    path: (row, column = 0) => [column, row],
    problem: () => null,
  };
  const timeElement = elements[layout.slots.indexOf(0)];
  return { table, timeUnit: timeElement && isInstant(timeElement) ? ("ms" as const) : undefined };
}

/** The values of one column in one row group, once its pages have been found sound. */
async function columnOf(
  read: ReadRange,
  size: number,
  metadata: FileMetaData,
  group: RowGroup,
  rows: number,
  element: SchemaElement,
  maxBytes: number,
): Promise<{ readonly values: readonly ArrayLike<unknown>[]; readonly bytes: number }> {
  const chunk = group.columns.find(
    ({ meta_data: about }) => about?.path_in_schema.length === 1 && about.path_in_schema[0] === element.name,
  );
  const about = chunk?.meta_data;
  if (about === undefined || chunk?.file_path)
    throw new BadParquetError(`column ${JSON.stringify(element.name)} is not in it`);
  if (!CODECS.includes(about.codec))
    throw new UnreadCodecError(`is compressed with ${String(about.codec)}, which is not read here`);
  if (about.type !== element.type) throw new BadParquetError(`column ${JSON.stringify(element.name)} is of two types`);
  const [from, to] = rangeOf(about, size);
  const bytes = exact(await read(from, to), to - from);
  const compressors = compressorsOf(maxBytes);
  const nullable = element.repetition_type !== "REQUIRED";
  const unpacked = assertSoundPages(new Uint8Array(bytes), {
    rows,
    nullable,
    codec: about.codec,
    compressors,
    maxBytes,
  });
  const values: ArrayLike<unknown>[] = [];
  await parquetRead({
    file: {
      byteLength: size,
      slice: (start, end = size) => {
        if (start < from || end > to) throw new BadParquetError("a column reaches beyond its place");
        return bytes.slice(start - from, end - from);
      },
    },
    metadata: { ...metadata, num_rows: group.num_rows, row_groups: [group] },
    columns: [element.name],
    compressors,
    parsers: PARSERS,
    geoparquet: false,
    onChunk: ({ columnData }) => values.push(columnData),
  });
  return { values, bytes: unpacked };
}

function rangeOf(about: ColumnMetaData, size: number): readonly [from: number, to: number] {
  const data = countOf(about.data_page_offset);
  const dictionary = about.dictionary_page_offset ? countOf(about.dictionary_page_offset) : data;
  const from = Math.min(data, dictionary);
  const to = from + countOf(about.total_compressed_size);
  if (!(to <= size)) throw new BadParquetError("a column ends beyond the file");
  return [from, to];
}

function countOf(value: bigint | number | undefined): number {
  const count = Number(value);
  if (!(Number.isSafeInteger(count) && count >= 0)) throw new BadParquetError("a count makes no sense");
  return count;
}

/** The bytes as a buffer of their own. */
function exact(bytes: Uint8Array, length: number): ArrayBuffer {
  if (bytes.length !== length) throw new BadParquetError("it ends too early");
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length) as ArrayBuffer;
}

const CODECS: readonly string[] = ["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI"];

/** Codecs besides Snappy that Node brings. */
function compressorsOf(maxBytes: number): Compressors {
  const most = (length: number) => ({ maxOutputLength: Math.max(1, Math.min(length, maxBytes)) });
  return {
    GZIP: (input, length) => gunzipSync(input, most(length)),
    BROTLI: (input, length) => brotliDecompressSync(input, most(length)),
  };
}

/** Instants become epoch milliseconds, days the midnight that they begin with. */
const PARSERS = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Number(us) / 1e3,
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1_000n) / 1e3,
  dateFromDays: (days: number) => days * 86_400_000,
};

const INSTANTS: readonly unknown[] = ["TIMESTAMP_MILLIS", "TIMESTAMP_MICROS", "DATE", "TIMESTAMP"];

function isInstant({ type, converted_type, logical_type }: SchemaElement): boolean {
  return type === "INT96" || INSTANTS.includes(converted_type) || INSTANTS.includes(logical_type?.type);
}

/** A value as a reader of tables takes it; NaN is an empty cell. */
function cellOf(value: unknown): unknown {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return typeof value === "bigint" ? Number(value) : value;
}
