import { day, decimal, settings } from "@bellwether/backtest";

/** What stands for a figure that is not defined. */
const DASH = "–";

/** From here on a percentage may overflow. */
const BEYOND_PRINT = 1e300;

/** A figure in print; a dash for null, and for what is no number. */
export function figureText(value: number | null | undefined, print: (value: number) => string): string {
  return value === null || value === undefined || !(Math.abs(value) < BEYOND_PRINT) ? DASH : print(value);
}

/** A whole number with commas, or a dash. */
export function wholeText(value: number | null): string {
  return figureText(value, (n) => decimal(n, 0));
}

/** `1,234 samples`, or `– samples`. */
export function countText(n: number, noun: string): string {
  return `${wholeText(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** Four significant digits of a value of any size: `0.001234`, `12.35`, `1.235e-7`. */
export function significant(value: number): string {
  if (value === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(value)));
  return size < -5 || size > 15 ? value.toExponential(3) : decimal(value, Math.min(12, Math.max(0, 3 - size)));
}

/** As {@link significant}, but a whole number has no decimals. */
export function plainNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? decimal(value, 0) : significant(value);
}

const LAST_INSTANT = 8.64e15;

/** Whether a time can be a date at all. */
export function isInstant(time: number): boolean {
  return Math.abs(time) <= LAST_INSTANT;
}

/** `2024-01-31`, or a dash for what is no instant. */
export function dayText(time: number): string {
  return isInstant(time) ? day(time) : DASH;
}

/** `2024-01-31 to 2024-02-29`. */
export function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${dayText(from)} to ${dayText(to)}`;
}

/** Settings on one line, as `fast 12, slow 26`; numbers that are none become dashes. */
export function settingsText(params: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === "number" && !Number.isFinite(value) ? DASH : value,
  ]);
  return settings(Object.fromEntries(entries));
}

/** A fact of a fit in print. */
export function factText(value: number | string | boolean): string {
  if (typeof value === "number") return figureText(value, plainNumber);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value;
}

/** Whether a value can be placed on a drawing: a number, and not of a size at which differences overflow. */
export function drawable(value: number | null): value is number {
  return value !== null && Math.abs(value) < 1e15;
}
