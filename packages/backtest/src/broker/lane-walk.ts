import type { Guard } from "@bellwether/core";
import type { Dealer } from "./dealer.js";
import type { ExitFiller } from "./exit-filler.js";
import { LIQUIDATION, nearer, STOP, TARGET } from "./foresee.js";
import type { PathRule } from "./intrabar.js";
import type { OrderFiller } from "./order-filler.js";
import { type Ohlc, Path, pathAfterEntry, wholePath } from "./path.js";
import type { Venue } from "./venue.js";
import { Verdicts } from "./verdicts.js";
import type { WorkingOrder } from "./working-order.js";

/** An order of the lane; the other codes are those of {@link foresee}. */
const ORDER = -1;

/** Walks one lane along the path of a bar: whatever its position and its orders meet happens, nearest first. */
export class LaneWalk {
  private lane = 0;
  private bar!: Ohlc;
  private rule: PathRule = "pessimistic";
  /** Where the price is, and where it is going. */
  private at = Number.NaN;
  private rises = false;
  /** 0 while the lane is flat. */
  private direction: 1 | -1 | 0 = 0;
  private guard: Guard | undefined;
  private liquidation = Number.NaN;
  /** Orders of the lane that the bar reaches. */
  private readonly orders: WorkingOrder[] = [];
  /** Something lies on both sides of the start, and an order is part of it. */
  private contested = false;
  /** The path only leads to the one order that a flat lane has: from its fill on, the rule decides. */
  private provisional = false;
  private readonly path = new Path();
  private readonly verdicts = new Verdicts();
  /** What comes next: a code, its price, its order. */
  private event = 0;
  private price = Number.NaN;
  private order: WorkingOrder | undefined;

  constructor(
    private readonly venue: Venue,
    private readonly dealer: Dealer,
    private readonly filler: OrderFiller,
    private readonly exits: ExitFiller,
  ) {}

  /** Whether a bar passes a lane without anything to walk for. */
  isQuiet(lane: number, bar: Ohlc): boolean {
    const { venue } = this;
    const { orders } = venue.book;
    for (let i = 0; i < orders.length; i++) if (this.isMet(orders[i]!, lane, bar)) return false;
    const guard = venue.guards[lane];
    if (venue.instrument.kind === "linear") {
      const held = venue.held(lane);
      const level = held === 0 ? Number.NaN : venue.portfolio.liquidationPrice(lane);
      if (held > 0 ? bar.low <= level : bar.high >= level) return false;
    }
    return guard === undefined || guard.isQuiet(bar);
  }

  private isMet(order: WorkingOrder, lane: number, bar: Ohlc): boolean {
    return order.request.lane === lane && order.isAtVenue && !order.blocked && order.isTouched(bar);
  }

  /** What the open of a bar is beyond happens there, before anything that comes inside the bar. */
  open(lane: number, open: number): void {
    this.lane = lane;
    this.at = open;
    this.look();
    this.settle();
  }

  /**
   * @param start - where the price is when the walk begins: at the open of the bar, or where an order has just filled.
   * @param opens - whether orders that the start is beyond fill there, as the bar opens: a bar inside another.
   */
  walk(lane: number, bar: Ohlc, rule: PathRule, start: number, opens: boolean): void {
    this.bar = bar;
    this.rule = rule;
    this.open(lane, start);
    this.collect();
    if (opens) this.openOrders();
    const { path } = this;
    this.guard?.follow(start);
    this.contested = this.orders.length > 0 && this.isContested();
    this.provisional = this.direction === 0 && this.orders.filter(isLive).length === 1;
    const direction = this.direction === 0 ? this.wantedDirection() : this.direction;
    if (direction === 0) return;
    // before its entry a lane has no worst case: the nearer extreme comes first
    wholePath(this.direction === 0 ? "adaptive" : rule, direction, bar, path);
    if (this.direction !== 0) this.verdicts.begin(this.guard, direction, start, this.liquidation, bar, null);
    for (let i = 0; i < path.count; i++) if (this.walkLeg(path.points[i]!)) i = -1;
    if (this.direction !== 0 && this.guard !== undefined) this.verdicts.end(this.guard);
  }

  /** Goes to one point of the path. @returns whether the lane has turned onto another path. */
  private walkLeg(to: number): boolean {
    if (to === this.at) return false;
    this.rises = to > this.at;
    while (this.find(to)) if (this.meet()) return true;
    this.guard?.follow(to);
    this.at = to;
    return false;
  }

  private collect(): void {
    const { orders, venue, lane, bar } = this;
    orders.length = 0;
    for (const order of venue.book.orders) if (this.isMet(order, lane, bar)) orders.push(order);
  }

  /** A perpetual position that the open of a bar is beyond belongs to the venue, before any order of ours. */
  liquidateBeyond(lane: number, open: number): void {
    const { venue } = this;
    const held = venue.held(lane);
    if (held === 0) return;
    const level = venue.portfolio.liquidationPrice(lane);
    if (held > 0 ? open <= level : open >= level) this.exits.liquidate(lane, open, false);
  }

  /** What is held, guarded and liquidated now: every fill may have changed it. */
  private look(): void {
    const { venue, lane } = this;
    const held = venue.held(lane);
    this.direction = held > 0 ? 1 : held < 0 ? -1 : 0;
    this.guard = held === 0 ? undefined : venue.guards[lane];
    this.liquidation =
      held !== 0 && venue.instrument.kind === "linear" ? venue.portfolio.liquidationPrice(lane) : Number.NaN;
  }

  /** What a price is beyond already happens at that price: liquidation before stop before targets. */
  private settle(): void {
    const { at, direction, lane, exits } = this;
    if (direction === 0) return;
    if ((at - this.liquidation) * direction <= 0) {
      exits.liquidate(lane, at, false);
      this.look();
      return;
    }
    const { guard } = this;
    if (guard === undefined) return;
    if ((at - guard.level) * direction <= 0) exits.stop(lane, guard, at, false);
    else
      for (let { target } = guard; target !== undefined && this.venue.guards[lane] === guard; { target } = guard) {
        if (!((at - target.level) * direction >= 0 && exits.target(lane, guard, target, at, false))) break;
      }
    this.look();
  }

  /** Orders that the price is beyond as a bar inside another opens. */
  private openOrders(): void {
    for (const order of this.orders) {
      if (!isLive(order) || !order.isReachedBy(this.at)) continue;
      this.filler.reach(order, this.at, false, false);
      this.look();
    }
  }

  /** The direction that a flat lane's orders would give it; 0 if none is live. */
  private wantedDirection(): 1 | -1 | 0 {
    const first = this.orders.find(isLive);
    return first === undefined ? 0 : first.request.side === "buy" ? 1 : -1;
  }

  private isContested(): boolean {
    const { at, guard, bar } = this;
    let above = false;
    let below = false;
    const see = (level: number) => {
      if (!(level >= bar.low && level <= bar.high)) return;
      if (level > at) above = true;
      if (level < at) below = true;
    };
    for (const order of this.orders) if (isLive(order)) see(order.level);
    see(this.liquidation);
    see(guard?.level ?? Number.NaN);
    see(guard?.target?.level ?? Number.NaN);
    return above && below;
  }

  /** Finds what comes first on the way to a price. */
  private find(to: number): boolean {
    this.event = 0;
    const { direction, guard, rises } = this;
    if (direction !== 0) {
      if (rises !== (direction === 1)) {
        const stop = guard === undefined ? Number.NaN : guard.level;
        const liquidated = nearer(this.liquidation, stop, direction);
        const level = liquidated ? this.liquidation : stop;
        if ((to - level) * direction <= 0) this.note(liquidated ? LIQUIDATION : STOP, level);
      } else if (guard?.target !== undefined && this.dealer.hasRoom && (to - guard.target.level) * direction >= 0)
        this.note(TARGET + guard.next, guard.target.level);
    }
    for (const order of this.orders) {
      if (!isLive(order) || (order.awaits === "limit" && !this.dealer.hasRoom)) continue;
      if (rises !== ((order.awaits === "stop") === (order.request.side === "buy"))) continue;
      const { level } = order;
      if ((rises ? to >= level : to <= level) && this.note(ORDER, level)) this.order = order;
    }
    return this.event !== 0;
  }

  /** Keeps an event if it is nearer than what was found before. A level that lies behind is met where the price is. */
  private note(event: number, level: number): boolean {
    const { at } = this;
    const price = this.rises ? Math.max(level, at) : Math.min(level, at);
    if (this.event !== 0 && !(Math.abs(price - at) < Math.abs(this.price - at))) return false;
    this.event = event;
    this.price = price;
    return true;
  }

  /** Lets the event happen. @returns whether the lane goes on along another path from here. */
  private meet(): boolean {
    const { event, price, lane, guard, exits, contested } = this;
    this.at = price;
    guard?.follow(price);
    if (event === ORDER) return this.meetOrder(this.order!);
    const ambiguous = this.verdicts.isDecided(guard, event, price) || contested;
    if (event === LIQUIDATION) exits.liquidate(lane, price, ambiguous);
    else if (event === STOP) exits.stop(lane, guard!, price, ambiguous);
    else exits.target(lane, guard!, guard!.target!, price, ambiguous);
    this.look();
    return false;
  }

  private meetOrder(order: WorkingOrder): boolean {
    const wasFlat = this.direction === 0;
    const kind = order.awaits === "stop" ? "stop" : "limit";
    this.filler.reach(order, this.at, false, this.contested);
    this.look();
    if (!wasFlat) return false;
    const direction = order.request.side === "buy" ? 1 : -1;
    // an order that was only triggered tells nothing about what comes after
    const turns = this.provisional && this.direction !== 0 && this.rule !== "adaptive";
    if (turns) pathAfterEntry(this.rule as "pessimistic" | "optimistic", kind, direction, this.bar, this.path);
    this.settle();
    if (this.direction !== 0)
      this.verdicts.begin(this.guard, this.direction, this.at, this.liquidation, this.bar, kind);
    return turns;
  }
}

function isLive(order: WorkingOrder): boolean {
  return !order.final && !order.blocked && order.awaits !== "market";
}
