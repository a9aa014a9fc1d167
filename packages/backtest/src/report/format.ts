/** How numbers, times and durations read in print: the same in every locale and time zone. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** `-1,234.50`: commas between thousands, `digits` decimals; zero has no sign, and huge values keep their exponent. */
export function decimal(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  if (text.includes("e")) return text;
  const [whole = "", rest] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 && /[1-9]/.test(text) ? "-" : "";
  return `${sign}${grouped}${rest === undefined ? "" : `.${rest}`}`;
}

/** As {@link decimal}, with a plus before gains. */
export function signedDecimal(value: number, digits = 2): string {
  const text = decimal(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A fraction as percent: 0.1234 is `12.34%`. */
export function percent(fraction: number, digits = 2): string {
  return `${decimal(100 * fraction, digits)}%`;
}

/** As {@link percent}, with a plus before gains. */
export function signedPercent(fraction: number, digits = 2): string {
  const text = percent(fraction, digits);
  return fraction > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A price with six significant digits, and at least two decimals. */
export function price(value: number): string {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return decimal(value, Math.min(12, Math.max(2, 5 - magnitude)));
}

/** `3 d 4 h`, `2 h 30 min`, `1.5 years`: the two largest units of a time in ms. */
export function duration(ms: number): string {
  if (ms >= 2 * YEAR) return `${decimal(ms / YEAR, 1)} years`;
  if (ms >= DAY) return twoUnits(ms, DAY, "d", HOUR, "h");
  if (ms >= HOUR) return twoUnits(ms, HOUR, "h", MINUTE, "min");
  if (ms >= MINUTE) return twoUnits(ms, MINUTE, "min", SECOND, "s");
  return `${decimal(ms / SECOND, 0)} s`;
}

function twoUnits(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  return `${decimal(Math.floor(ms / big), 0)} ${bigName}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}

/** `2024-01-31`, of an instant in epoch ms UTC. */
export function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2024-01-31 13:00`, UTC. */
export function minute(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** `1 trade`, `2 trades`. */
export function count(n: number, noun: string): string {
  return `${decimal(n, 0)} ${noun}${n === 1 ? "" : "s"}`;
}

/** Settings on one line, without braces: `fast 12, slow 26`; `none` where there are none. */
export function settings(params: unknown): string {
  if (typeof params !== "object" || params === null) return params === undefined ? "none" : JSON.stringify(params);
  const parts = Object.entries(params).map(([name, value]) =>
    typeof value === "object" && value !== null ? `${name} ${JSON.stringify(value)}` : `${name} ${String(value)}`,
  );
  return parts.length === 0 ? "none" : parts.join(", ");
}
