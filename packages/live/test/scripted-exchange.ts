import type { Instrument } from "@bellwether/core";
import { ExchangeRefusalError, ExchangeUnclearError } from "../src/exchange/errors.js";
import type {
  AccountListener,
  Balance,
  Exchange,
  ExchangeFill,
  ExchangeOrderRequest,
  FillPage,
  OrderReference,
  OrderSnapshot,
  TradingTraits,
} from "../src/exchange/trading.js";
import type { VirtualTime } from "../src/testing/virtual-time.js";

/** What goes wrong with a call. */
export type Fault =
  /** It never arrives. */
  | "lost"
  /** It arrives, and its answer does not. */
  | "answer-lost"
  | { readonly refuse: ExchangeRefusalError["kind"] }
  /** The answer is something else. */
  | { readonly answer: unknown };

type Call = "submit" | "cancel" | "find" | "openOrders" | "fills" | "balances";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Order = Mutable<OrderSnapshot> & { postOnly: boolean; timeInForce: string };

export interface Script {
  readonly instruments: readonly Instrument[];
  readonly time: VirtualTime;
  readonly balances?: Readonly<Record<string, number>>;
  readonly traits?: Partial<TradingTraits>;
  /** What buys and sells pay their fee in: as on Binance spot unless given. */
  readonly feeAsset?: { readonly asset: string; readonly perQuote: number } | "quote";
}

/** A spot exchange in memory that does what a test tells it: one price a symbol, exact fills, faults by call. */
export class ScriptedExchange implements Exchange {
  readonly id = "scripted";
  readonly barsPerRequest = 1_000;
  readonly traits: TradingTraits;
  /** Called before each call with its name and how many of that name came before. */
  fault: (call: Call, count: number, about: string) => Fault | undefined = () => undefined;
  /** What happens to an event of the account's stream: how often it is told, each after so many ms. */
  events: (count: number) => readonly number[] = () => [0];
  latencyMs = 20;
  /** Pieces that an order fills in. */
  parts = 1;
  /** Base units that the next market orders can have; the rest expires. */
  depth = Number.POSITIVE_INFINITY;
  readonly calls: Record<Call, number> = { submit: 0, cancel: 0, find: 0, openOrders: 0, fills: 0, balances: 0 };
  /** Orders that have arrived, in their order, and all trades. */
  readonly orders: Order[] = [];
  readonly trades: ExchangeFill[] = [];
  readonly sent: ExchangeOrderRequest[] = [];
  readonly wallet = new Map<string, number>();
  readonly prices = new Map<string, number>();
  #events = 0;
  #listener: AccountListener | null = null;

  constructor(private readonly script: Script) {
    this.traits = {
      clientIdLength: 36,
      findsByClientId: true,
      types: ["market", "limit", "stop", "stop-limit"],
      restsStops: true,
      ...script.traits,
    };
    for (const [asset, amount] of Object.entries(script.balances ?? {})) this.wallet.set(asset, amount);
  }

  async open(): Promise<void> {}
  async close(): Promise<void> {}
  time = async () => this.script.time.true;
  markets = async () => [];
  timeframes = () => [];
  bars = async () => [];

  /** The price moves: what it reaches fills. */
  move(symbol: string, price: number): void {
    this.prices.set(symbol, price);
    for (const order of this.orders) if (order.symbol === symbol) this.#match(order);
  }

  byClientId(clientId: string): Order[] {
    return this.orders.filter((order) => order.clientId === clientId);
  }

  get openNow(): Order[] {
    return this.orders.filter(isOpen);
  }

  submit(request: ExchangeOrderRequest): Promise<OrderSnapshot> {
    this.sent.push(request);
    return this.#call("submit", request.clientId, () => this.place(request));
  }

  /** An order arrives, of whomever. */
  place(request: ExchangeOrderRequest): OrderSnapshot {
    const { clientId, symbol, side, type, quantity, limitPrice, stopPrice, postOnly = false, timeInForce } = request;
    if (this.orders.some((order) => order.clientId === clientId && isOpen(order)))
      throw new ExchangeRefusalError("duplicate-id", "Duplicate order sent.");
    const price = this.prices.get(symbol)!;
    if (postOnly && (side === "buy" ? price <= limitPrice! : price >= limitPrice!))
      throw new ExchangeRefusalError("would-cross", "Order would immediately match and take.");
    const { base } = this.#instrument(symbol);
    if (side === "sell" && !((this.wallet.get(base) ?? 0) >= quantity))
      throw new ExchangeRefusalError("insufficient-funds", "Account has insufficient balance for requested action.");
    const order: Order = {
      clientId,
      exchangeId: `x${this.orders.length + 1}`,
      symbol,
      side,
      type,
      status: "resting",
      quantity,
      filled: 0,
      limitPrice,
      stopPrice,
      time: this.script.time.true,
      postOnly,
      timeInForce: timeInForce ?? "gtc",
    };
    this.orders.push(order);
    this.#tellOrder(order);
    this.#match(order);
    if (isOpen(order) && (type === "market" || timeInForce === "ioc" || timeInForce === "fok"))
      this.#end(order, "expired");
    return { ...order };
  }

  cancel(reference: OrderReference): Promise<void> {
    return this.#call("cancel", reference.clientId, () => {
      const order = this.#find(reference);
      if (order !== undefined && isOpen(order)) this.#end(order, "cancelled");
    });
  }

  find(reference: OrderReference): Promise<OrderSnapshot | null> {
    return this.#call("find", reference.clientId, () => {
      const order = this.#find(reference);
      return order === undefined ? null : { ...order };
    });
  }

  openOrders(symbol: string): Promise<readonly OrderSnapshot[]> {
    return this.#call("openOrders", symbol, () =>
      this.orders.filter((order) => order.symbol === symbol && isOpen(order)).map((order) => ({ ...order })),
    );
  }

  fills(symbol: string, from: { readonly cursor: string } | { readonly since: number }): Promise<FillPage> {
    return this.#call("fills", symbol, () => {
      const start = "cursor" in from ? Number(from.cursor) : 0;
      const found = this.trades.slice(start).filter((trade) => "cursor" in from || trade.time >= from.since);
      const page = found.slice(0, 50);
      const end = page.length < found.length ? this.trades.indexOf(page.at(-1)!) + 1 : this.trades.length;
      const ours = page.filter((trade) => trade.symbol === symbol);
      return { fills: ours.map((trade) => ({ ...trade })), cursor: String(end), more: page.length < found.length };
    });
  }

  balances(): Promise<ReadonlyMap<string, Balance>> {
    return this.#call(
      "balances",
      "",
      () => new Map([...this.wallet].map(([asset, free]) => [asset, { free, locked: 0 }])),
    );
  }

  watchAccount(_symbols: readonly string[], listener: AccountListener) {
    this.#listener = listener;
    this.script.time.after(1, () => this.#listener?.connected());
    return {
      close: async () => {
        this.#listener = null;
      },
    };
  }

  /** The stream breaks, and is there again after so many ms; what happens meanwhile is not told. */
  breakStream(ms: number): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.lost("closed");
    this.script.time.after(ms, () => {
      this.#listener = listener;
      listener?.connected();
    });
  }

  /** Says something over the stream. */
  say(what: { readonly order: unknown } | { readonly fill: unknown }): void {
    if ("order" in what) this.#listener?.order(what.order as OrderSnapshot);
    else this.#listener?.fill(what.fill as ExchangeFill);
  }

  #instrument(symbol: string): Instrument {
    return this.script.instruments.find((instrument) => instrument.symbol === symbol)!;
  }

  #find({ clientId, exchangeId }: OrderReference): Order | undefined {
    if (exchangeId !== undefined) return this.orders.find((order) => order.exchangeId === exchangeId);
    return this.orders.findLast((order) => order.clientId === clientId);
  }

  async #call<T>(call: Call, about: string, act: () => T): Promise<T> {
    const fault = this.fault(call, this.calls[call]++, about);
    await this.script.time.sleep(this.latencyMs);
    if (fault === "lost") throw new ExchangeUnclearError("no answer");
    if (typeof fault === "object" && "refuse" in fault) throw new ExchangeRefusalError(fault.refuse, "no");
    const answer = act();
    await this.script.time.sleep(this.latencyMs);
    if (fault === "answer-lost") throw new ExchangeUnclearError("no answer");
    return typeof fault === "object" && "answer" in fault ? (fault.answer as T) : answer;
  }

  #match(order: Order): void {
    const price = this.prices.get(order.symbol);
    if (price === undefined || !isOpen(order)) return;
    const buys = order.side === "buy";
    const { type, limitPrice, stopPrice } = order;
    if (type.startsWith("stop") && !(buys ? price >= stopPrice! : price <= stopPrice!)) return;
    const limited = type === "limit" || type === "stop-limit";
    if (limited && !(buys ? price <= limitPrice! : price >= limitPrice!)) return;
    const quantity = limited ? order.quantity : Math.min(order.quantity, this.depth);
    this.fill(order, quantity - order.filled, price, limited ? "maker" : "taker");
  }

  /** Trades a part of an order, in pieces. */
  fill(order: Order, quantity: number, price: number, liquidity: "maker" | "taker" = "maker"): void {
    const { quantities } = this.#instrument(order.symbol);
    const piece = quantities.down(quantity / this.parts);
    for (let i = 0, left = quantity; i < this.parts && left > 0; i++) {
      const part = i === this.parts - 1 || piece === 0 ? left : piece;
      left = quantities.nearest(left - part);
      this.#trade(order, part, price, liquidity);
    }
  }

  #trade(order: Order, quantity: number, price: number, liquidity: "maker" | "taker"): void {
    const { symbol, side, exchangeId } = order;
    const instrument = this.#instrument(symbol);
    const { base, quote, quantities } = instrument;
    const fee = this.#fee(side, quantity, price, instrument[liquidity], instrument);
    const sign = side === "buy" ? 1 : -1;
    this.#pay(base, sign * quantity);
    this.#pay(quote, -sign * quantity * price);
    this.#pay(fee.asset, -fee.amount);
    const time = this.script.time.true;
    const trade = { id: `t${this.trades.length + 1}`, exchangeId, symbol, side, price, quantity, fee, liquidity, time };
    this.trades.push(trade);
    order.filled = quantities.nearest(order.filled + quantity);
    order.status = order.filled >= order.quantity ? "filled" : "partly-filled";
    order.time = time;
    this.#tell((listener) => listener.fill({ ...trade }));
    this.#tellOrder(order);
  }

  #fee(side: string, quantity: number, price: number, rate: number, { base, quote }: Instrument) {
    const { feeAsset } = this.script;
    if (typeof feeAsset === "object")
      return { asset: feeAsset.asset, amount: round(quantity * price * rate * feeAsset.perQuote) };
    if (side === "buy" && feeAsset === undefined) return { asset: base, amount: round(quantity * rate) };
    return { asset: quote, amount: round(quantity * price * rate) };
  }

  #pay(asset: string, amount: number): void {
    this.wallet.set(asset, round((this.wallet.get(asset) ?? 0) + amount));
  }

  #end(order: Order, status: "cancelled" | "expired"): void {
    order.status = status;
    order.time = this.script.time.true;
    this.#tellOrder(order);
  }

  #tellOrder(order: Order): void {
    const copy = { ...order };
    this.#tell((listener) => listener.order(copy));
  }

  #tell(event: (listener: AccountListener) => void): void {
    if (this.#listener === null) return;
    for (const delay of this.events(this.#events++))
      this.script.time.after(this.latencyMs + delay, () => this.#listener !== null && event(this.#listener));
  }
}

function isOpen({ status }: OrderSnapshot): boolean {
  return status === "resting" || status === "partly-filled";
}

/** To eight digits, as exchanges count. */
function round(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}
