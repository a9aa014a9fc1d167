import * as z from "zod";

/** How orders are sent, watched and proven. Times in ms. */
export const OrderSettings = z.strictObject({
  /** After an unclear answer: until the first look-up; then twice as long, up to `lookUpMaxMs`. */
  lookUpMs: z.number().positive().default(1_000),
  lookUpMaxMs: z.number().positive().default(30_000),
  /** Spaced definite answers "not known" after which an order is taken to be absent. */
  absences: z.int().min(2).default(3),
  /** Age of a decision up to which an order that has not arrived is sent once more; the length of a bar unless given. */
  freshMs: z.number().positive().optional(),
  /** Between looks at open orders while the account's stream is silent, and while it speaks. */
  pollMs: z.number().positive().default(5_000),
  pollWithStreamMs: z.number().positive().default(120_000),
  /** Between complete comparisons with the exchange. */
  reconcileMs: z.number().positive().default(120_000),
  /** What becomes of orders of this account's runs that the journal does not know. */
  strays: z.enum(["cancel", "leave"]).default("cancel"),
  /** Where stops are held: here, or at the exchange where it has been verified to let them rest. */
  stops: z.enum(["local", "exchange"]).default("local"),
  /** What becomes of working entries when the run is stopped in order. */
  onStop: z.enum(["leave", "cancel-entries"]).default("leave"),
  /** How long a stop in order may take to prove how orders stand. */
  settleMs: z.number().positive().default(10_000),
  /** Fraction of its value that a market entry keeps back, as it may fill above the last price. */
  reserve: z.number().min(0).lt(1).default(0.005),
});

export type OrderSettings = z.output<typeof OrderSettings>;
