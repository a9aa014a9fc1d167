import * as z from "zod";
import { BadLabelError } from "./labels.js";

/**
 * Options by their schema, with defaults filled in.
 * @throws {BadLabelError} naming every option that is out of range.
 */
export function readOptions<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  options: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "options"}: ${message}`);
  throw new BadLabelError(`${what}: ${problems.join("; ")}`);
}

/** Bars ahead that a label looks. */
export const horizonSchema = z.int().min(1).max(100_000).describe("Bars ahead that decide the label: 24.");

/** The price from which a label counts. */
export const priceSchema = z
  .enum(["next-open", "close"])
  .default("next-open")
  .describe(
    "Price from which it counts: next-open, which an order can still get, or close, as other tools do, which none can.",
  );

/** Span of volatilities where none is given. */
export const VOLATILITY_SPAN = 100;

export const volatilitySpanSchema = z
  .int()
  .min(2)
  .max(100_000)
  .default(VOLATILITY_SPAN)
  .describe("Span of the exponentially weighted volatility of one-bar returns; rows before it have no label.");
