import type { Timeframe } from "@bellwether/core";
import type { RecentBars } from "./costs/recent-bars.js";
import type { DetailBars } from "./detail-bars.js";
import type { FundingClock } from "./funding.js";
import type { WorkingOrder } from "./working-order.js";

/** All that waits for the bars of one stream. */
export class StreamBook {
  /** In the order of submission. */
  readonly orders: WorkingOrder[] = [];
  /** Lanes whose position is watched, as it has exits or is a perpetual; ascending. */
  readonly lanes: number[] = [];

  /** How much there is to meet a bar for: 0 at most bars. */
  active = 0;

  constructor(
    readonly timeframe: Timeframe,
    readonly recent: RecentBars | null,
    readonly funding: FundingClock | null,
    readonly detail: DetailBars | null,
  ) {
    this.count();
  }

  private count(): void {
    this.active = this.orders.length + this.lanes.length + (this.recent === null ? 0 : 1);
  }

  add(order: WorkingOrder): void {
    this.orders.push(order);
    this.count();
  }

  watch(lane: number): void {
    const { lanes } = this;
    if (lanes.includes(lane)) return;
    lanes.push(lane);
    if (lanes.length > 1) lanes.sort((a, b) => a - b);
    this.count();
  }

  unwatch(lane: number): void {
    const at = this.lanes.indexOf(lane);
    if (at >= 0) this.lanes.splice(at, 1);
    this.count();
  }

  /** Forgets the orders that are at their end. */
  sweep(): void {
    const { orders } = this;
    let kept = 0;
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]!;
      if (!order.final) orders[kept++] = order;
    }
    while (orders.length > kept) orders.pop();
    this.count();
  }
}
