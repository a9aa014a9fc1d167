import type { Grid } from "../market/grid.js";
import type { Bracket, BreakEven, ExitLevel, OrderRequest, TrailingStop } from "./order.js";

/** A price in favour of the position at which a part of it, or all, leaves. */
export interface Target {
  readonly level: number;
  /** Of the quantity that was entered; a target that takes all takes whatever is left. */
  readonly share: number;
  takesAll: boolean;
  readonly id: string;
  /** Base units that have left here so far. */
  taken: number;
}

export type StopReason = "stop-loss" | "trailing-stop" | "break-even";

/** The exits that rest for one lane. Levels are NaN where there is none; one fill that empties the position ends them all. */
export class Guard {
  /** Base units that its entry has filled so far. */
  entered = 0;
  /** Best price since the entry. */
  best: number;
  /** Best price that another intrabar rule would have seen, where the bar of the entry left that open; else NaN. */
  other = Number.NaN;
  /** Another intrabar rule would have left already, if only in part. */
  doubtful = false;
  /** Where the stop stands now. */
  level: number;
  /** Of the targets, nearest first: the one that comes next, and its level; NaN after the last. */
  next = 0;
  private targetLevel: number;
  private readonly moves: boolean;

  /** @param id - of the entry that it belongs to. @param direction - 1 guards a long position, -1 a short one. */
  constructor(
    readonly id: string,
    readonly direction: 1 | -1,
    readonly entry: number,
    private readonly stop: number,
    readonly targets: readonly Target[],
    private readonly trailing: TrailingStop | undefined,
    private readonly breakEven: BreakEven | undefined,
    private readonly prices: Grid,
  ) {
    this.best = entry;
    this.moves = trailing !== undefined || breakEven !== undefined;
    this.level = this.levelAt(entry);
    this.targetLevel = this.targets[0]?.level ?? Number.NaN;
  }

  /** The next target has done its part. */
  advance(): void {
    this.targetLevel = this.targets[++this.next]?.level ?? Number.NaN;
  }

  get target(): Target | undefined {
    return this.targets[this.next];
  }

  /** Level of the target that ends the position. */
  get takeProfit(): number {
    const last = this.targets.find(({ takesAll }) => takesAll);
    return last === undefined ? Number.NaN : last.level;
  }

  /** What has put the stop where it stands. */
  get reason(): StopReason {
    if (this.level === this.stop) return "stop-loss";
    return this.level === this.evenAt(this.best) ? "break-even" : "trailing-stop";
  }

  /** Whether the stop stands where every intrabar rule would have it. */
  get isSure(): boolean {
    return !this.doubtful && (Number.isNaN(this.other) || this.levelAt(this.other) === this.level);
  }

  /** Where the stop stands if `best` was the best price. */
  levelAt(best: number): number {
    if (!this.moves) return this.stop;
    return this.better(this.trailedAt(best), this.better(this.evenAt(best), this.stop));
  }

  private better(a: number, b: number): number {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) ? b : a;
    return (a - b) * this.direction > 0 ? a : b;
  }

  private evenAt(best: number): number {
    const { breakEven, direction, entry } = this;
    if (breakEven === undefined || !this.gains(best, breakEven.after)) return Number.NaN;
    return roundExit(this.prices, direction, entry + direction * (breakEven.offset ?? 0));
  }

  private trailedAt(best: number): number {
    const { trailing, direction } = this;
    if (trailing === undefined || !this.gains(best, trailing.after ?? 0)) return Number.NaN;
    return roundExit(this.prices, direction, best - direction * trailing.distance);
  }

  /** Whether a price has gained so much; the tolerance is the noise of doubles, as 0.3 is 0.2 above 0.1. */
  private gains(price: number, wanted: number): boolean {
    return (price - this.entry) * this.direction >= wanted - 1e-12 * this.entry;
  }

  /** The price has been here: trailing stops and break-even moves follow a new best. */
  follow(price: number): void {
    if ((price - this.other) * this.direction >= 0) this.other = price;
    if ((price - this.best) * this.direction > 0) {
      this.best = price;
      if (this.moves) this.level = this.levelAt(price);
    }
    if (this.other === this.best) this.other = Number.NaN;
  }

  /** Remembers the best price that another rule has seen. */
  doubt(best: number): void {
    if (this.moves && best !== this.best) this.other = best;
  }

  /** A bar without an exit has passed; where another rule has its stop, it may have been met. */
  pass(worst: number): void {
    if (!Number.isNaN(this.other) && (worst - this.levelAt(this.other)) * this.direction <= 0) this.doubtful = true;
  }

  /** Whether a bar passes without an exit; if so, the guard has followed it. */
  isQuiet({ high, low }: { readonly high: number; readonly low: number }): boolean {
    const { direction, best } = this;
    const worst = direction === 1 ? low : high;
    const top = direction === 1 ? high : low;
    if ((worst - this.level) * direction <= 0 || (top - this.targetLevel) * direction >= 0) return false;
    if (!this.moves) return true;
    if ((top - best) * direction > 0 && (worst - this.levelAt(top)) * direction <= 0) return false;
    this.pass(worst);
    this.follow(top);
    return true;
  }
}

/** To the tick so that a stop loses no more, and a target asks no less, than was wanted. */
function roundExit(prices: Grid, direction: 1 | -1, price: number): number {
  return direction === 1 ? prices.up(price) : prices.down(price);
}

function priceOf(level: ExitLevel | undefined, entryPrice: number, sign: number): number {
  if (level === undefined) return Number.NaN;
  return "price" in level ? level.price : entryPrice + sign * level.distance;
}

/** The exits of an entry; distances count from the price of its first fill. */
export function guardOf({ id, side }: OrderRequest, bracket: Bracket, prices: Grid, entryPrice: number): Guard {
  const direction = side === "buy" ? 1 : -1;
  const { stopLoss, trailing, breakEven } = bracket;
  const stop = roundExit(prices, direction, priceOf(stopLoss, entryPrice, -direction));
  const levelOf = (level: ExitLevel) => roundExit(prices, direction, priceOf(level, entryPrice, direction));
  return new Guard(
    id,
    direction,
    entryPrice,
    stop,
    targetsOf(id, direction, bracket, levelOf),
    trailing,
    breakEven,
    prices,
  );
}

function targetsOf(
  id: string,
  direction: 1 | -1,
  { takeProfit, targets = NONE }: Bracket,
  levelOf: (level: ExitLevel) => number,
): readonly Target[] {
  const made: Target[] =
    takeProfit === undefined
      ? []
      : [{ level: levelOf(takeProfit), share: 1, takesAll: true, id: `${id}:target`, taken: 0 }];
  if (targets.length === 0) return made;
  let sum = 0;
  targets.forEach(({ level, share }, i) => {
    made.push({ level: levelOf(level), share, takesAll: false, id: `${id}:target${i + 1}`, taken: 0 });
    sum += share;
  });
  made.sort((a, b) => (a.level - b.level) * direction);
  // shares that add up to the whole: rounding must leave nothing behind
  if (takeProfit === undefined && sum > 1 - 1e-9) made.at(-1)!.takesAll = true;
  return made;
}

const NONE: readonly [] = [];
