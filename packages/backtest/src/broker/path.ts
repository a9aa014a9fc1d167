import type { PathRule } from "./intrabar.js";

/** The prices of a bar that a path is made of. */
export interface Ohlc {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** The prices that are visited one after the other, from a start that the walker knows. Reused from bar to bar. */
export class Path {
  readonly points: [number, number, number] = [Number.NaN, Number.NaN, Number.NaN];
  count = 0;

  /** Both extremes, then the close. */
  through(first: number, second: number, close: number): void {
    this.points[0] = first;
    this.points[1] = second;
    this.points[2] = close;
    this.count = 3;
  }

  /** One extreme, then the close. */
  via(extreme: number, close: number): void {
    this.points[0] = extreme;
    this.points[1] = close;
    this.count = 2;
  }
}

/** Whether the extreme against a position comes first. @param direction - 1 for long, -1 for short. */
function adverseFirst(rule: PathRule, direction: 1 | -1, { open, high, low }: Ohlc): boolean {
  if (rule !== "adaptive") return rule === "pessimistic";
  const down = open - low;
  const up = high - open;
  return direction === 1 ? down <= up : up <= down; // equal distances: pessimistic
}

/** The way of a whole bar, as a position of this direction is judged. */
export function wholePath(rule: PathRule, direction: 1 | -1, bar: Ohlc, out: Path): void {
  const lowFirst = adverseFirst(rule, direction, bar) === (direction === 1);
  if (lowFirst) out.through(bar.low, bar.high, bar.close);
  else out.through(bar.high, bar.low, bar.close);
}

/**
 * What follows an entry inside a bar. The extreme that the price was on its way to certainly comes after it; whether the
 * other one does, the rule decides.
 * @param kind - a limit is met on the way against the position that it opens, a stop on the way in its favour.
 */
export function pathAfterEntry(
  rule: "pessimistic" | "optimistic",
  kind: "limit" | "stop",
  direction: 1 | -1,
  { high, low, close }: Ohlc,
  out: Path,
): void {
  const adverse = direction === 1 ? low : high;
  const favourable = direction === 1 ? high : low;
  if (kind === "limit")
    if (rule === "pessimistic") out.via(adverse, close);
    else out.through(favourable, adverse, close);
  else if (rule === "pessimistic") out.through(adverse, favourable, close);
  else out.via(favourable, close);
}
