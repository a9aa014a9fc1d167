import { clip } from "@bellwether/core";
import { ExchangeRefusalError } from "@bellwether/live";
import * as z from "zod";

const Cursor = z.union([
  /** Number of the next trade. */
  z.strictObject({ next: z.string().regex(/^\d{1,20}$/) }),
  /** Time from which trades are asked for again, epoch ms, and those that have been seen since. */
  z.strictObject({ since: z.number().int().nonnegative(), seen: z.array(z.string().max(128)).max(100_000) }),
]);

/** Where a page of trades begins. */
export type FillCursor = z.output<typeof Cursor>;

export function writeCursor(cursor: FillCursor): string {
  return JSON.stringify(cursor);
}

/** @throws {ExchangeRefusalError} for a text that {@link writeCursor} did not write */
export function readCursor(text: string): FillCursor {
  try {
    const read = Cursor.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // no JSON: as wrong as any other
  }
  throw new ExchangeRefusalError("other", `${clip(text)} is no cursor of fills; begin again from a time`);
}
