import * as z from "zod";
import { utcTimeSchema } from "./utc-time.js";

const rate = z.number().gt(-1).lt(1);

const feesSchema = z.strictObject({
  maker: rate
    .default(0.001)
    .describe("Fee of orders that rested, as a fraction: 0.001 is 0.1 %; negative is a rebate."),
  taker: rate.default(0.001).describe("Fee of orders that crossed, as a fraction."),
});

/** How a replay of history fills orders and checks itself. */
export const backtestSchema = z
  .strictObject({
    from: utcTimeSchema().optional().describe("First open time, UTC: 2024-01-31 or 2024-01-31T12:00:00Z."),
    to: utcTimeSchema().optional().describe("End of the run, UTC, exclusive."),
    fees: feesSchema.prefault({}).describe("Fees where the instrument names none."),
    slippageBps: z
      .number()
      .min(0)
      .max(10_000)
      .default(0)
      .describe("Slippage of orders that cross, in basis points of the price."),
    intrabar: z
      .enum(["pessimistic", "optimistic"])
      .default("pessimistic")
      .describe("Which comes first when stop and target lie inside one bar: the stop, or the target."),
    prefixChecks: z
      .int()
      .min(0)
      .max(10_000)
      .default(8)
      .describe("Bars at which the run proves that the strategy never looked ahead; 0 turns the check off."),
    finalizeTrades: z.boolean().default(true).describe("Close what is still open at the last close."),
  })
  .superRefine(
    ({ from, to }, context) => {
      if (typeof from === "number" && typeof to === "number" && from >= to)
        context.addIssue({ code: "custom", path: ["to"], message: "must be later than from" });
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
