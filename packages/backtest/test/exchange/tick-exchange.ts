/**
 * A second exchange and wallet, as naive as can be: prices are whole ticks, and the price walks every one of them on its way
 * through a bar. Whoever is met on a tick is served there. No level is ever compared with a range.
 */
import type { Bar, Bracket, OrderRequest } from "@bellwether/core";

export type Rule = "pessimistic" | "optimistic" | "adaptive";

export interface NaiveFill {
  readonly id: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly price: number;
  readonly liquidity: "maker" | "taker";
  readonly reason: string | undefined;
  /** Wallet after it, in millionths of the quote currency. */
  readonly wallet: bigint;
}

interface Order {
  readonly request: OrderRequest;
  awaits: "market" | "limit" | "stop";
  limit: number;
  stop: number;
  left: number;
  fresh: boolean;
  done: boolean;
}

interface Exits {
  readonly id: string;
  readonly bracket: Bracket;
  readonly entry: number;
  readonly entered: number;
  best: number;
  readonly targets: { id: string; level: number; share: number; all: boolean; gone: boolean }[];
}

const MILLION = 1_000_000n;

export class TickExchange {
  readonly fills: NaiveFill[] = [];
  held = 0;
  wallet: bigint;
  /** What the position cost, in millionths; perpetuals realise against it. */
  private cost = 0n;
  private orders: Order[] = [];
  private exits: Exits | null = null;
  private price = Number.NaN;

  constructor(
    private readonly rule: Rule,
    private readonly linear: boolean,
    private readonly fees: { readonly maker: number; readonly taker: number },
    cash: number,
  ) {
    this.wallet = BigInt(cash) * MILLION;
  }

  submit(request: OrderRequest): void {
    const { type, quantity, limitPrice = Number.NaN, stopPrice = Number.NaN } = request;
    const awaits = type === "stop-limit" ? "stop" : type;
    this.orders.push({ request, awaits, limit: limitPrice, stop: stopPrice, left: quantity, fresh: true, done: false });
  }

  cancel(meant: (request: OrderRequest) => boolean): void {
    this.orders = this.orders.filter(({ request }) => !meant(request));
  }

  dropExits(): void {
    this.exits = null;
  }

  replace(id: string, change: { limitPrice?: number; stopPrice?: number }): void {
    for (const order of this.orders) {
      if (order.request.id !== id) continue;
      order.limit = change.limitPrice ?? order.limit;
      order.stop = change.stopPrice ?? order.stop;
      order.fresh = true;
    }
  }

  bar(bar: Bar): void {
    this.price = bar.open;
    for (const order of [...this.orders]) if (!order.done) this.atOpen(order, bar);
    this.serveAll(true);
    this.walk(bar);
    for (const order of this.orders) {
      order.fresh = false;
      if (order.awaits !== "stop" && (order.request.timeInForce === "ioc" || order.request.timeInForce === "fok"))
        order.done = true;
    }
    this.sweep();
  }

  private sweep(): void {
    this.orders = this.orders.filter(({ done }) => !done);
  }

  private atOpen(order: Order, bar: Bar): void {
    if (bar.openTime >= (order.request.expiresAt ?? Number.POSITIVE_INFINITY)) order.done = true;
    else if (order.awaits === "market" || this.isMet(order)) this.serve(order, order.fresh);
    else if (order.fresh && order.request.reduceOnly && !this.canReduce(order)) order.done = true;
  }

  private isMet({ awaits, limit, stop, request: { side } }: Order): boolean {
    if (awaits === "limit") return side === "buy" ? this.price <= limit : this.price >= limit;
    return side === "buy" ? this.price >= stop : this.price <= stop;
  }

  private canReduce({ request: { side } }: Order): boolean {
    return this.held !== 0 && this.held > 0 === (side === "sell");
  }

  private serve(order: Order, crosses: boolean): void {
    let taker = crosses;
    const { request } = order;
    if (order.fresh && request.reduceOnly && request.type !== "market" && !this.canReduce(order)) {
      order.done = true;
      return;
    }
    if (order.awaits === "stop") {
      order.awaits = request.type === "stop" ? "market" : "limit";
      taker = true;
      if (order.awaits === "limit" && !this.isMet(order)) return;
    }
    if (order.awaits === "limit" && taker && request.postOnly === true) {
      order.done = true;
      return;
    }
    const { id, side, bracket } = request;
    const liquidity = order.awaits === "limit" && !taker ? "maker" : "taker";
    order.done = true;
    if (request.reduceOnly) {
      if (!this.canReduce(order)) return;
      this.fill(id, side, Math.min(order.left, Math.abs(this.held)), liquidity, "signal");
      return;
    }
    this.fill(id, side, order.left, liquidity, undefined);
    if (bracket !== undefined) this.exits = exitsOf(request, bracket, this.price);
  }

  private walk(bar: Bar): void {
    const direction = Math.sign(this.held) || this.wanted();
    if (direction === 0) return;
    let points = wholePath(this.held === 0 ? "adaptive" : this.rule, direction, bar);
    while (points.length > 0) {
      const [to, ...rest] = points;
      if (this.price === to) {
        points = rest;
        continue;
      }
      const rises = to! > this.price;
      this.price += rises ? 1 : -1;
      const before = this.held;
      const entered = this.serveAll(false, rises);
      if (before !== 0 || entered === null || this.rule === "adaptive") continue;
      if (this.orders.some(({ done, awaits }) => !done && awaits !== "market")) continue;
      points = pathAfterEntry(this.rule, entered.kind, entered.side === "buy" ? 1 : -1, bar);
    }
  }

  private wanted(): number {
    const first = this.orders.find(({ done, awaits }) => !done && awaits !== "market");
    return first === undefined ? 0 : first.request.side === "buy" ? 1 : -1;
  }

  /** All that is met on this tick: exits first, then orders as they were sent. @returns the entry that was, if any. */
  private serveAll(open: boolean, rises?: boolean): { kind: "limit" | "stop"; side: "buy" | "sell" } | null {
    let entered: { kind: "limit" | "stop"; side: "buy" | "sell" } | null = null;
    this.serveExits(open, rises);
    for (const order of this.orders) {
      if (open || order.done || order.awaits === "market") continue;
      // a limit is met on the way against its side, a stop on the way with it
      const along = (order.awaits === "stop") === (order.request.side === "buy");
      if (rises !== along || !this.isMet(order)) continue;
      const flat = this.held === 0;
      const kind = order.awaits === "stop" ? "stop" : "limit";
      this.serve(order, false);
      if (flat && this.held !== 0) {
        entered = { kind, side: order.request.side };
        this.serveExits(true, rises);
      }
    }
    return entered;
  }

  private serveExits(open: boolean, rises?: boolean): void {
    const { exits } = this;
    if (exits === null || this.held === 0) return;
    const d = Math.sign(this.held);
    const side = d === 1 ? "sell" : "buy";
    if ((this.price - exits.best) * d > 0) exits.best = this.price;
    const against = open || rises !== (d === 1);
    const { level, reason } = stopOf(exits, d);
    if (against && (this.price - level) * d <= 0) {
      // a stop that was put on the very tick where the price turned is met there, not one tick later
      if (!open) this.price = level;
      this.fill(`${exits.id}:stop`, side, Math.abs(this.held), "taker", reason);
      return;
    }
    if (!open && against) return;
    for (const target of exits.targets) {
      if (target.gone || !((this.price - target.level) * d >= 0) || this.held === 0) continue;
      target.gone = true;
      const held = Math.abs(this.held);
      const quantity = target.all ? held : Math.min(held, Math.floor(exits.entered * target.share + 1e-9));
      if (quantity > 0)
        this.fill(target.id, side, quantity, "maker", quantity === held ? "take-profit" : "partial-target");
    }
  }

  private fill(
    id: string,
    side: "buy" | "sell",
    quantity: number,
    liquidity: "maker" | "taker",
    reason?: string,
  ): void {
    const { price } = this;
    const value = BigInt(price * quantity) * MILLION;
    const rate = BigInt(Math.round(this.fees[liquidity] * 1e6));
    const signed = side === "buy" ? quantity : -quantity;
    if (!this.linear) this.wallet += side === "buy" ? -value : value;
    else if (reason === undefined) this.cost += value;
    else {
      const released = (this.cost * BigInt(quantity)) / BigInt(Math.abs(this.held));
      this.cost -= released;
      this.wallet += this.held > 0 ? value - released : released - value;
    }
    this.wallet -= (value * rate) / MILLION;
    this.held += signed;
    if (this.held === 0) {
      this.exits = null;
      for (const order of this.orders) if (order.request.reduceOnly) order.done = true;
    }
    this.fills.push({ id, side, quantity, price, liquidity, reason, wallet: this.wallet });
  }
}

function stopOf({ bracket, entry, best }: Exits, d: number): { level: number; reason: string } {
  const { stopLoss, breakEven, trailing } = bracket;
  let level =
    stopLoss === undefined ? Number.NaN : "price" in stopLoss ? stopLoss.price : entry - d * stopLoss.distance;
  let reason = "stop-loss";
  const raise = (to: number, why: string) => {
    if ((to - level) * d <= 0) return;
    level = to;
    reason = why;
  };
  const gain = (best - entry) * d;
  if (breakEven !== undefined && gain >= breakEven.after) raise(entry + d * (breakEven.offset ?? 0), "break-even");
  if (trailing !== undefined && gain >= (trailing.after ?? 0)) raise(best - d * trailing.distance, "trailing-stop");
  return { level, reason };
}

function exitsOf({ id, side, quantity }: OrderRequest, bracket: Bracket, entry: number): Exits {
  const d = side === "buy" ? 1 : -1;
  const { takeProfit, targets = [] } = bracket;
  const at = (level: { price: number } | { distance: number }) =>
    "price" in level ? level.price : entry + d * level.distance;
  const all = targets.map(({ level, share }, i) => ({
    id: `${id}:target${i + 1}`,
    level: at(level),
    share,
    all: false,
    gone: false,
  }));
  if (takeProfit !== undefined)
    all.unshift({ id: `${id}:target`, level: at(takeProfit), share: 1, all: true, gone: false });
  all.sort((a, b) => (a.level - b.level) * d);
  return { id, bracket, entry, entered: quantity, best: entry, targets: all };
}

function wholePath(rule: Rule, direction: number, { open, high, low, close }: Bar): number[] {
  const adverse = direction === 1 ? low : high;
  const favourable = direction === 1 ? high : low;
  const first =
    rule === "pessimistic" || (rule === "adaptive" && Math.abs(open - adverse) <= Math.abs(favourable - open));
  return first ? [adverse, favourable, close] : [favourable, adverse, close];
}

function pathAfterEntry(rule: Rule, kind: "limit" | "stop", direction: number, { high, low, close }: Bar): number[] {
  const adverse = direction === 1 ? low : high;
  const favourable = direction === 1 ? high : low;
  if (kind === "limit") return rule === "pessimistic" ? [adverse, close] : [favourable, adverse, close];
  return rule === "pessimistic" ? [adverse, favourable, close] : [favourable, close];
}
