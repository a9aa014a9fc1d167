import { symbolSchema, timeframeSchema, utcTimeSchema } from "@bellwether/core/config";
import type * as z from "zod";
import { UsageError } from "../output.js";

/** What a flag says, by a schema of run files. @throws {UsageError} that names the flag. */
function typed<T>(flag: string, text: string, schema: z.ZodType<T>): T {
  const { success, data, error } = schema.safeParse(text);
  if (success) return data;
  throw new UsageError(`${flag} ${text}: ${error.issues.map(({ message }) => message).join("; ")}`);
}

/** Epoch ms of a UTC date or time. @throws {UsageError} */
export const typedTime = (flag: string, text: string): number => typed(flag, text, utcTimeSchema());

/** What a list between commas names. @throws {UsageError} for one that is empty. */
export function typedList(flag: string, text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.includes("")) throw new UsageError(`${flag} ${text}: write names with commas between them`);
  return [...new Set(parts)];
}

/** @throws {UsageError} */
export const typedSymbols = (flag: string, text: string) =>
  typedList(flag, text).map((symbol) => typed(flag, symbol, symbolSchema));

/** @throws {UsageError} */
export const typedTimeframes = (flag: string, text: string) =>
  typedList(flag, text).map((timeframe) => typed(flag, timeframe, timeframeSchema));

/** A count above 0. @throws {UsageError} */
export function typedCount(flag: string, text: string, of: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new UsageError(`${flag} ${text}: give a number of ${of}, such as 100`);
  return Number(text);
}
