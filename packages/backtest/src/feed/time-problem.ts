import { clip } from "@bellwether/core";
import { decimalOf } from "./decimal.js";
import { instantOf } from "./instant.js";
import { SKIP_HINT } from "./row-problem.js";
import type { TimeReader } from "./time-reader.js";

/** Says why `text` is no open time of its file. */
export function timeProblem(name: string, text: string, clock: TimeReader): { message: string; hint: string } {
  if (text === "") return { message: `${name} is empty`, hint: SKIP_HINT };
  const instant = instantOf(text);
  const other = Number.isNaN(instant) ? clock.clash(decimalOf(text), "number") : clock.clash(instant, "iso");
  return other === null
    ? {
        message: `${name} is ${clip(text)}, which is no time`,
        hint: "write epoch seconds, milliseconds, microseconds or nanoseconds, or ISO 8601",
      }
    : { message: `${name} ${clip(text)} ${other}`, hint: "write all times alike" };
}
