import * as z from "zod";
import { DAYS, TimeOfDay, WeekTime } from "./week-time.js";

const Window = z
  .strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .default([...DAYS])
      .describe("Days on which it begins."),
    from: TimeOfDay.describe("UTC; entries are let in from this close on."),
    to: TimeOfDay.describe("UTC; before `from` it ends on the next day, 24:00 is midnight."),
  })
  .refine(({ from, to }) => from !== to, "from and to are the same; a whole day reads from 00:00 to 24:00");

/** When entries are let in. */
export const sessionSettings = {
  sessions: z
    .array(Window)
    .min(1)
    .optional()
    .describe("Windows in which entries are let in; at any time without them."),
  sessionEnd: z.enum(["hold", "flatten"]).default("hold").describe("What becomes of positions when a window ends."),
  weekend: z
    .enum(["hold", "flatten"])
    .default("hold")
    .describe("flatten leaves every position before the weekend and lets none in until it is over."),
  weekendFrom: WeekTime.default("fri 21:00").describe("UTC."),
  weekendTo: WeekTime.default("sun 22:00").describe("UTC."),
};
const SessionConfig = z.strictObject(sessionSettings);
export type SessionConfig = z.output<typeof SessionConfig>;
