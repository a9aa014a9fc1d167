import * as z from "zod";
import { utcTimeSchema } from "./utc-time.js";
import { foundText } from "./words.js";

const rate = z.number().gt(-1).lt(1);

const feesSchema = z.strictObject({
  maker: rate
    .default(0.001)
    .describe("Fee of orders that rested, as a fraction: 0.001 is 0.1 %; negative is a rebate."),
  taker: rate.default(0.001).describe("Fee of orders that crossed, as a fraction."),
});

const latencySchema = z
  .strictObject(
    {
      bars: z.int().min(0).max(10_000).optional().describe("Bars that an order is on its way."),
      ms: z.number().min(0).lt(1e12).optional().describe("Milliseconds that an order is on its way."),
    },
    {
      error: ({ code, input }) =>
        code === "invalid_type" ? `expected { bars: 1 } or { ms: 200 }, found ${foundText(input)}` : undefined,
    },
  )
  .refine(({ bars, ms }) => (bars === undefined) !== (ms === undefined), "takes one of bars and ms");

/**
 * How a replay of history fills orders and checks itself.
 * @param slippage - schema of the `slippage` section, from whoever owns the models.
 */
export function backtestSchema<Slippage extends z.ZodType>(slippage: Slippage) {
  return z
    .strictObject({
      from: utcTimeSchema().optional().describe("First open time, UTC: 2024-01-31 or 2024-01-31T12:00:00Z."),
      to: utcTimeSchema().optional().describe("End of the run, UTC, exclusive."),
      fees: feesSchema.prefault({}).describe("Fees where the instrument names none."),
      slippageBps: z
        .number()
        .min(0)
        .lt(10_000)
        .optional()
        .describe("Slippage of orders that cross, in basis points of the price; short for a fixed slippage."),
      slippage: slippage.optional().describe("Slippage by a model: { type: square-root }; in place of slippageBps."),
      intrabar: z
        .enum(["pessimistic", "optimistic", "adaptive", "drilldown"])
        .default("pessimistic")
        .describe(
          "What came first inside a bar: the stop, the target, the extreme nearer the open, or what data.detail shows.",
        ),
      latency: latencySchema.optional().describe("How long orders are on their way: { bars: 1 } or { ms: 200 }."),
      volumeShare: z
        .number()
        .gt(0)
        .max(1)
        .optional()
        .describe("Most that all orders may take of a bar's volume; the rest goes on in later bars. No limit without."),
      prefixChecks: z
        .int()
        .min(0)
        .max(10_000)
        .default(8)
        .describe("Bars at which the run proves that the strategy never looked ahead; 0 turns the check off."),
      finalizeTrades: z.boolean().default(true).describe("Close what is still open at the last close."),
      band: z
        .boolean()
        .default(true)
        .describe("Run again under the pessimistic and the optimistic rule where a fill depended on the rule."),
      statistics: z.boolean().default(true).describe("Add bootstrap intervals and significance to the report."),
    })
    .superRefine(
      ({ from, to, slippageBps, slippage: model }, context) => {
        if (typeof from === "number" && typeof to === "number" && from >= to)
          context.addIssue({ code: "custom", path: ["to"], message: "must be later than from" });
        if (slippageBps !== undefined && model !== undefined)
          context.addIssue({
            code: "custom",
            path: ["slippage"],
            message: "cannot stand beside slippageBps; keep one of the two",
          });
      },
      { when: ({ value }) => typeof value === "object" && value !== null },
    );
}
