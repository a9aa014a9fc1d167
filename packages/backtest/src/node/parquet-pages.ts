import { TradingError } from "@bellwether/core";
import type { CompressionCodec, Compressors } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";

/** The bytes are no sound Parquet, or of a kind that is not read here. */
export class BadParquetError extends TradingError {
  override readonly code = "BAD_PARQUET";
}

/** What a column chunk is said to hold. */
export interface ChunkClaim {
  readonly rows: number;
  /** Whether cells may be null. */
  readonly nullable: boolean;
  readonly codec: CompressionCodec;
  readonly compressors: Compressors;
  /** Most bytes that its pages may unpack to. */
  readonly maxBytes: number;
}

const DICTIONARY = ["PLAIN_DICTIONARY", "RLE_DICTIONARY"];
const READ = [...DICTIONARY, "PLAIN", "BYTE_STREAM_SPLIT", "DELTA_BINARY_PACKED"];
/** Values beyond the last that a writer may pad a packed run with. */
const PADDING = 512;

/**
 * Goes through the pages of a column chunk before anything decodes them: a decoder believes sizes and run lengths, so that
 * a few hostile bytes could make it fill the memory.
 * @returns bytes that the pages unpack to.
 * @throws {BadParquetError} for pages that hold other than they should, and encodings that are not read.
 */
export function assertSoundPages(bytes: Uint8Array, claim: ChunkClaim): number {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let unpackedBytes = 0;
  let rows = 0;
  while (rows < claim.rows) {
    const { type, ...header } = parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: unpacked } = header;
    const start = reader.offset;
    check(isCount(size, bytes.length - start), "a page is longer than its column");
    check(isCount(unpacked, claim.maxBytes - unpackedBytes), "a page unpacks to more than is allowed");
    unpackedBytes += unpacked;
    reader.offset = start + size;
    const body = bytes.subarray(start, reader.offset);
    if (type === "DICTIONARY_PAGE")
      check(isCount(header.dictionary_page_header?.num_values, unpacked), "a dictionary is longer than its page");
    else if (type === "DATA_PAGE")
      rows += firstVersion(body, unpacked, header.data_page_header, claim, claim.rows - rows);
    else if (type === "DATA_PAGE_V2")
      rows += secondVersion(body, unpacked, header.data_page_header_v2, claim, claim.rows - rows);
    else check(false, "a page is of an unknown kind");
  }
  return unpackedBytes;
}

type FirstHeader = NonNullable<ReturnType<typeof parquetHeader>["data_page_header"]>;
type SecondHeader = NonNullable<ReturnType<typeof parquetHeader>["data_page_header_v2"]>;

function firstVersion(
  body: Uint8Array,
  unpacked: number,
  header: FirstHeader | undefined,
  { nullable, codec, compressors }: ChunkClaim,
  most: number,
): number {
  const values = header?.num_values;
  check(isCount(values, most) && values > 0, "a page holds more rows than its column");
  assertRead(header!.encoding);
  const page = decompressPage(body, unpacked, codec, compressors);
  let at = 0;
  let held = values;
  if (nullable) {
    check(page.length >= 4, "a page ends too early");
    held -= nullsOf(page.subarray(4), values);
    at = 4 + viewOf(page).getUint32(0, true);
  }
  if (DICTIONARY.includes(header!.encoding)) assertIndices(page, at, held);
  return values;
}

function secondVersion(
  body: Uint8Array,
  unpacked: number,
  header: SecondHeader | undefined,
  { nullable, codec, compressors }: ChunkClaim,
  most: number,
): number {
  const values = header?.num_values;
  check(isCount(values, most) && values > 0, "a page holds more rows than its column");
  const { encoding, num_rows, num_nulls, is_compressed } = header!;
  const { definition_levels_byte_length: levels, repetition_levels_byte_length: repeated } = header!;
  assertRead(encoding);
  check(num_rows === values && isCount(num_nulls, values), "a page counts its rows wrongly");
  check(repeated === 0 && isCount(levels, Math.min(body.length, unpacked)), "a page ends too early");
  if (nullable) check(nullsOf(body, values) === num_nulls, "a page counts its nulls wrongly");
  else check(num_nulls === 0, "a page counts its nulls wrongly");
  const packed = body.subarray(levels);
  const page = is_compressed === false ? packed : decompressPage(packed, unpacked - levels, codec, compressors);
  if (DICTIONARY.includes(encoding)) assertIndices(page, 0, values - num_nulls);
  return values;
}

/** Nulls among the rows of a page, from its definition levels. */
function nullsOf(levels: Uint8Array, rows: number): number {
  assertRuns(levels, 0, 1, rows);
  const defined = new Array<number>(rows);
  readRleBitPackedHybrid({ view: viewOf(levels), offset: 0 }, 1, defined, 0);
  return defined.reduce((nulls, level) => (level === 1 ? nulls : nulls + 1), 0);
}

function assertIndices(page: Uint8Array, at: number, values: number): void {
  const width = page[at];
  check(width !== undefined && width <= 32, "a page has a bad dictionary index");
  if (values > 0 && width > 0) assertRuns(page, at + 1, width, values);
}

/** Whether runs (RLE and bit-packed) hold as many values as they should, and not many more. */
function assertRuns(bytes: Uint8Array, from: number, width: number, values: number): void {
  let at = from;
  for (let seen = 0; seen < values; ) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      check(byte !== undefined && shift <= 28, "a page ends too early");
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const packed = header % 2 === 1;
    const count = packed ? Math.floor(header / 2) * 8 : Math.floor(header / 2);
    check(count > 0 && count <= values - seen + PADDING, "a run of values is longer than its page");
    seen += count;
    at += packed ? (count / 8) * width : Math.ceil(width / 8);
  }
}

function assertRead(encoding: string): void {
  check(READ.includes(encoding), `values are encoded as ${encoding}, which is not read here`);
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A whole number from 0 to `most`. */
function isCount(value: number | undefined, most: number): value is number {
  return Number.isInteger(value) && value! >= 0 && value! <= most;
}

function check(good: boolean, message: string): asserts good {
  if (!good) throw new BadParquetError(message);
}
