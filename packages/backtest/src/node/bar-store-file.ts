import { open, readFile, rm } from "node:fs/promises";
import { type BarColumns, clip, closeTimeOf, isTimeframe, type Timeframe } from "@bellwether/core";
import * as z from "zod";
import { BarPile, type BarValues } from "../feed/bar-pile.js";
import type { Gap } from "../feed/bars-report.js";
import { DataError } from "../feed/data-error.js";
import { surveySpacing } from "../feed/spacing.js";
import { readBars } from "./read-bars.js";
import { writeBarsCsv } from "./write-bars-csv.js";
import { writeBarsParquet } from "./write-bars-parquet.js";
import { writeBeside } from "./write-beside.js";

/** What a file of bars is kept as: CSV packed with gzip, or Parquet. */
export type BarFileFormat = "csv.gz" | "parquet";

/** What is known about stored bars besides the bars; the sidecar `*.gaps.json`. */
export interface BarFileNotes {
  /** Where the bars came from, such as the name of an exchange. */
  readonly source: string;
  /** When, epoch ms UTC. */
  readonly at: number;
  /** From where on bars have been asked for: before the first one there are none. */
  readonly askedFrom: number;
  /** What is missing although it was asked for. */
  readonly gaps: readonly Gap[];
}

/**
 * The bars of one stream in a file that grows. A page that was added is on the disk, in a work file beside the place of the
 * bars, and survives a crash; `finish` writes the file itself, whole or not at all, and what is known about it.
 */
export interface BarFile {
  readonly path: string;
  /** Open time of the oldest and of the newest bar; null without bars. */
  readonly first: number | null;
  readonly last: number | null;
  readonly rows: number;
  /** Of the last `finish`; null if there was none. */
  readonly notes: BarFileNotes | null;
  /** Everything that is missing between the first bar and the last, oldest first. */
  gaps(): readonly Gap[];
  /** Adds bars wherever they belong; one of an open time that is stored already is dropped. All or none, safe when it resolves. */
  add(rows: readonly BarValues[]): Promise<void>;
  finish(notes: BarFileNotes): Promise<void>;
  /** Lets go of the work file, which the next one opened goes on with. */
  close(): Promise<void>;
}

/** The name under which a run file's `data.directory` looks for bars: `BTC-USDT-1h.csv.gz`. */
export function barFileName(symbol: string, timeframe: Timeframe, format: BarFileFormat = "csv.gz"): string {
  return `${symbol.replace(/[/:]/g, "-")}-${timeframe}.${format}`;
}

/**
 * Opens a file of bars to go on with, or a new one.
 * @param path - ends in `.csv`, `.csv.gz` or `.parquet`, which says how it is written.
 * @throws {DataError} for a file, work file or sidecar that cannot be read, is damaged, or holds other columns than the six of a
 * bar, as they would be lost.
 */
export async function openBarFile(path: string, { timeframe }: { readonly timeframe: Timeframe }): Promise<BarFile> {
  const stem = /^(.*)\.(?:csv|csv\.gz|parquet)$/s.exec(path)?.[1];
  if (stem === undefined)
    throw new DataError({ file: path, message: "has no name for bars", hint: "end it in .csv.gz or .parquet" });
  const sidecar = `${stem}.gaps.json`;
  const work = `${path}.work`;
  const pile = new BarPile();
  const stored = await storedBars(path, timeframe);
  if (stored !== null) pile.load(stored);
  let notes = await readNotes(sidecar);
  const pages = await readWork(work, timeframe);
  for (const rows of pages.rows) pile.add(rows);
  const handle = await open(work, "a").catch((cause: NodeJS.ErrnoException) => {
    const message = `cannot be written: ${cause.code === "ENOENT" ? "its folder does not exist" : cause.code}`;
    throw new DataError({ file: work, message }, { cause });
  });
  if (pages.bytes === 0) await append(handle, `${JSON.stringify({ format: 1, timeframe })}\n`);
  else await handle.truncate(pages.bytes);
  return {
    path,
    get first() {
      return pile.first;
    },
    get last() {
      return pile.last;
    },
    get rows() {
      return pile.columns().openTime.length;
    },
    get notes() {
      return notes;
    },
    gaps: () => surveySpacing(pile.columns().openTime, timeframe, Number.POSITIVE_INFINITY).gaps.list,
    async add(rows) {
      if (rows.length === 0) return;
      await append(handle, `${JSON.stringify(rows)}\n`);
      pile.add(rows);
    },
    async finish(found) {
      const columns = pile.columns();
      if (columns.openTime.length > 0) {
        await (path.endsWith(".parquet") ? writeBarsParquet(path, columns) : writeBarsCsv(path, columns));
        await writeNotes(sidecar, timeframe, found);
      }
      notes = found;
      await handle.close();
      await rm(work, { force: true });
    },
    close: () => handle.close(),
  };
}

async function append(handle: Awaited<ReturnType<typeof open>>, text: string): Promise<void> {
  await handle.appendFile(text);
  await handle.datasync();
}

/** A name that no file gives a column, so that reading one tells its names. */
const NO_COLUMN = "\u0000";

/** The bars of a file; null without one. @throws {DataError} */
async function storedBars(path: string, timeframe: Timeframe): Promise<BarColumns | null> {
  const exists = await open(path, "r").then(
    (handle) => handle.close().then(() => true),
    (cause: NodeJS.ErrnoException) => cause.code !== "ENOENT",
  );
  if (!exists) return null;
  const told = await readBars(path, { extra: [NO_COLUMN] }).catch((error: unknown) => error);
  const header = told instanceof DataError ? told.missing?.header : undefined;
  if (header !== undefined && header.length !== 6)
    throw new DataError({
      file: path,
      message: `has ${header.length === 0 ? "no header" : `the columns ${clip(header.join(", "))}`}, of which only those of a bar would be kept`,
      hint: "move it away, or choose another folder",
    });
  const { columns } = await readBars(path, { timeframe });
  return columns;
}

const RowsSchema = z.array(z.tuple([z.int(), z.number(), z.number(), z.number(), z.number(), z.number()]).readonly());
const HeadSchema = z.object({ format: z.literal(1), timeframe: z.custom<Timeframe>(isTimeframe) });

/** Pages of a work file, and how many bytes of it are whole. */
async function readWork(path: string, timeframe: Timeframe): Promise<{ rows: readonly BarValues[][]; bytes: number }> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw new DataError({ file: path, message: `cannot be read: ${cause.code}` }, { cause });
  });
  // what follows the last line end was being written when the process ended
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").slice(0, -1);
  const damaged = (line: number, cause?: unknown) =>
    new DataError({ file: path, line, message: "is damaged", hint: "delete it, and download again" }, { cause });
  const parsed = lines.map((line, i) => {
    try {
      return JSON.parse(line) as unknown;
    } catch (cause) {
      throw damaged(i + 1, cause);
    }
  });
  if (parsed.length === 0) return { rows: [], bytes: 0 };
  const head = HeadSchema.safeParse(parsed[0]);
  if (!head.success) throw damaged(1, head.error);
  if (head.data.timeframe !== timeframe)
    throw new DataError({
      file: path,
      message: `holds ${head.data.timeframe} bars, not ${timeframe}`,
      hint: "finish that download, or delete it",
    });
  const rows = parsed.slice(1).map((page, i) => {
    const found = RowsSchema.safeParse(page);
    if (!found.success) throw damaged(i + 2, found.error);
    return found.data as BarValues[];
  });
  return { rows, bytes: Buffer.byteLength(whole) };
}

const NotesSchema = z.object({
  format: z.literal(1),
  timeframe: z.string(),
  source: z.string(),
  at: z.number(),
  askedFrom: z.number(),
  gaps: z.array(z.object({ after: z.number(), before: z.number(), missing: z.number() })),
});

async function readNotes(path: string): Promise<BarFileNotes | null> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw new DataError({ file: path, message: `cannot be read: ${cause.code}` }, { cause });
  });
  if (text === null) return null;
  try {
    const { source, at, askedFrom, gaps } = NotesSchema.parse(JSON.parse(text));
    return { source, at, askedFrom, gaps };
  } catch (cause) {
    const hint = "delete it: the next download writes it anew";
    throw new DataError({ file: path, message: "is no list of gaps", hint }, { cause });
  }
}

async function writeNotes(
  path: string,
  timeframe: Timeframe,
  { source, at, askedFrom, gaps }: BarFileNotes,
): Promise<void> {
  const iso = (time: number) => new Date(time).toISOString();
  // beside the numbers, so that a person can read it
  const readable = gaps.map((gap) => ({ ...gap, from: iso(closeTimeOf(timeframe, gap.after)), to: iso(gap.before) }));
  const text = JSON.stringify(
    { format: 1, timeframe, source, at, written: iso(at), askedFrom, gaps: readable },
    null,
    2,
  );
  await writeBeside(path, async (partial) => {
    const handle = await open(partial, "wx");
    try {
      await handle.writeFile(`${text}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}
