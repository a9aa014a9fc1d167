import { isTimeframe, type Stream, type Timeframe, timeframeMs } from "@bellwether/core";
import { ExchangeRefusalError, type RefusalKind } from "../exchange/errors.js";
import type { BarRow, ExchangeMarket, Watch, WatchListener } from "../exchange/market-data.js";
import type {
  AccountListener,
  Balance,
  Exchange,
  ExchangeOrderRequest,
  FillPage,
  OrderReference,
  OrderSnapshot,
  TradingTraits,
} from "../exchange/trading.js";
import { calm, type FaultPlan } from "./fault-plan.js";
import { type RuleChanger, ruleChanger } from "./rule-changer.js";
import { SimulatedLink } from "./simulated-link.js";
import { distortedRows } from "./simulated-rows.js";
import { type SimulatedStreams, simulatedStreams } from "./simulated-streams.js";
import type { Venue, VenueRefusal } from "./venue.js";
import { VenueRefusalError } from "./venue-errors.js";
import type { VirtualTime } from "./virtual-time.js";
import { type FaultCounts, type SingleFault, Weather } from "./weather.js";

export interface SimulatedExchangeOptions {
  readonly venue: Venue;
  /** Its true time and the venue's are one. */
  readonly timers: VirtualTime;
  readonly faults?: FaultPlan;
  /** Of all that happens by chance. */
  readonly seed?: number;
  readonly id?: string;
  readonly barsPerRequest?: number;
  readonly fillsPerRequest?: number;
  /** Longest that a call waits for its answer, ms. */
  readonly deadlineMs?: number;
  readonly traits?: Partial<TradingTraits>;
}

/** Requests that are longer on their way are dropped, ms; Binance's default window. */
const WINDOW_MS = 5_000;
const CLIENT_ID = /^[.A-Z:/a-z0-9_-]{1,36}$/;
const TIMEFRAMES: readonly Timeframe[] = [
  "1m",
  "3m",
  "5m",
  "15m",
  "30m",
  "1h",
  "2h",
  "4h",
  "6h",
  "8h",
  "12h",
  "1d",
  "1w",
];

/**
 * A client of a {@link Venue} in virtual time: every answer takes time, and all that can go wrong on the way does, by a
 * seeded plan. It moves the venue's clock. Several may share a venue, one after the other, as runs after a crash do.
 */
export class SimulatedExchange implements Exchange {
  readonly id: string;
  readonly barsPerRequest: number;
  readonly traits: TradingTraits;
  readonly venue: Venue;
  readonly #timers: VirtualTime;
  readonly #weather: Weather;
  readonly #link: SimulatedLink;
  readonly #streams: SimulatedStreams;
  readonly #fillsPerRequest: number;
  readonly #changer: RuleChanger;
  /** When each order of ours was placed, for look-ups that lag behind. */
  readonly #placedAt = new Map<string, number>();

  constructor(options: SimulatedExchangeOptions) {
    const { venue, timers, faults = calm, seed = 1, deadlineMs = 10_000 } = options;
    this.id = options.id ?? "simulated";
    this.barsPerRequest = options.barsPerRequest ?? 1_000;
    this.#fillsPerRequest = options.fillsPerRequest ?? 500;
    const types = venue.markets[0]?.types ?? [];
    this.traits = {
      clientIdLength: 36,
      findsByClientId: true,
      types,
      restsStops: types.includes("stop"),
      ...options.traits,
    };
    this.venue = venue;
    this.#timers = timers;
    const weather = new Weather(faults, seed, timers.true);
    this.#weather = weather;
    const sync = () => venue.advance(Math.max(venue.now, timers.true));
    this.#link = new SimulatedLink({ timers, weather, deadlineMs, windowMs: Math.min(WINDOW_MS, deadlineMs), sync });
    this.#streams = simulatedStreams(venue, timers, weather);
    this.#changer = ruleChanger(venue, timers, weather);
    const drive = () => {
      sync();
      if (venue.nextChange < Number.POSITIVE_INFINITY) timers.after(venue.nextChange - timers.true, drive);
    };
    drive();
  }

  /** What has gone wrong so far. */
  get counts(): FaultCounts {
    return { ...this.#weather.counts };
  }

  /** From now on nothing goes wrong: spells are over, lost streams are there again, the machine's clock is right. */
  stopFaults(): void {
    this.#weather.clear();
    this.#changer.stop();
    this.#changer.mendClock();
    this.#streams.restore();
  }

  /** One fault, by hand. */
  inject(fault: SingleFault | "disconnect"): void {
    if (fault === "disconnect") this.#streams.disconnect();
    else this.#weather.inject(fault);
  }

  /** The process behind it dies: requests on their way may still arrive, up to 5 s later, but nothing comes back, ever. */
  crash(): void {
    this.#link.cut();
    this.#streams.closeAll();
    this.#changer.stop();
  }

  async open(): Promise<void> {
    await this.#link.request("open", () => undefined);
  }

  async close(): Promise<void> {
    this.#streams.closeAll();
  }

  time(): Promise<number> {
    return this.#link.request("time", () => this.venue.now);
  }

  timeframes(): readonly string[] {
    const bases = this.venue.markets.map(({ timeframe }) => timeframeMs(timeframe));
    return TIMEFRAMES.filter((it) => bases.every((base) => timeframeMs(it) % base === 0));
  }

  markets(symbols: readonly string[]): Promise<readonly ExchangeMarket[]> {
    return this.#request("markets", () =>
      symbols.map((symbol) => {
        const market = this.venue.markets.find((it) => it.symbol === symbol);
        if (market === undefined) throw new ExchangeRefusalError("bad-symbol", `no market ${symbol}`);
        const { base, quote, tick, step, minQuantity, minNotional, maker, taker } = market;
        const rules = { base, quote, tick, step, minQuantity, minNotional, maker, taker, feeIn: "base" } as const;
        return { symbol, active: true, rules };
      }),
    );
  }

  bars(stream: Stream, since: number, limit: number): Promise<readonly BarRow[]> {
    const { symbol, timeframe } = stream;
    return this.#request("bars", () => {
      if (!isTimeframe(timeframe) || !this.timeframes().includes(timeframe))
        throw new ExchangeRefusalError("other", `no bars of ${timeframe}`);
      const rows = this.venue.bars(symbol, timeframe, since, Math.min(limit, this.barsPerRequest));
      return distortedRows(rows, stream, this.venue.now, this.#weather);
    });
  }

  watch(streams: readonly Stream[], listener: WatchListener): Watch {
    return this.#streams.watch(streams, listener);
  }

  submit(order: ExchangeOrderRequest): Promise<OrderSnapshot> {
    return this.#request("submit", () => {
      this.#weather.counts.submits++;
      if (!CLIENT_ID.test(order.clientId)) throw new ExchangeRefusalError("bad-order", "no legal client order id");
      const { plan } = this.#weather;
      const parts = this.#weather.strikes(plan.partialFills, "partialFills")
        ? 1 + this.#weather.int(plan.mostParts)
        : 1;
      if (plan.partialFills > 0) this.venue.change({ parts, restingParts: parts });
      const snapshot = this.venue.place(order);
      this.#placedAt.set(snapshot.exchangeId, this.venue.now);
      return snapshot;
    });
  }

  async cancel(order: OrderReference): Promise<void> {
    const { plan } = this.#weather;
    const isDelayed = this.#weather.strikes(plan.cancelsDelayed, "cancelsDelayed");
    await this.#request(
      "cancel",
      () => {
        this.#weather.counts.cancels++;
        const found = this.venue.find(order.symbol, by(order));
        if (found?.status === "resting" || found?.status === "partly-filled")
          this.venue.cancel(order.symbol, by(order));
        else if (found === undefined) throw new VenueRefusalError({ code: -2011, message: "Unknown order sent." });
      },
      isDelayed ? this.#weather.int(plan.cancelDelayMs + 1) : 0,
    );
  }

  find(order: OrderReference): Promise<OrderSnapshot | null> {
    return this.#request("find", () => {
      const found = this.venue.find(order.symbol, by(order));
      return found === undefined || this.#isHidden(found.exchangeId) ? null : found;
    });
  }

  openOrders(symbol: string): Promise<readonly OrderSnapshot[]> {
    return this.#request("openOrders", () => {
      const open = this.venue.openOrders(symbol).filter(({ exchangeId }) => !this.#isHidden(exchangeId));
      return this.#comesEmpty() ? [] : open;
    });
  }

  fills(symbol: string, from: { readonly cursor: string } | { readonly since: number }): Promise<FillPage> {
    return this.#request("fills", () => {
      const all = this.venue.fills(symbol);
      const begin = "cursor" in from ? Number(from.cursor) : all.filter(({ time }) => time < from.since).length;
      // numbers have no gaps: a trade that is hidden hides those after it
      const shown = all.slice(begin, begin + this.#fillsPerRequest);
      const hidden = shown.findIndex(({ exchangeId }) => this.#isHidden(exchangeId));
      const fills = this.#comesEmpty() ? [] : hidden < 0 ? shown : shown.slice(0, hidden);
      const end = begin + fills.length;
      return { fills, cursor: String(end), more: fills.length > 0 && hidden < 0 && end < all.length };
    });
  }

  balances(): Promise<ReadonlyMap<string, Balance>> {
    return this.#request("balances", () => (this.#comesEmpty() ? new Map() : this.venue.balances()));
  }

  watchAccount(symbols: readonly string[], listener: AccountListener): Watch {
    return this.#streams.watchAccount(symbols, listener);
  }

  #comesEmpty(): boolean {
    return this.#weather.strikes(this.#weather.plan.emptyAnswers, "emptyAnswers");
  }

  #isHidden(exchangeId: string): boolean {
    const placedAt = this.#placedAt.get(exchangeId) ?? Number.NEGATIVE_INFINITY;
    const isHidden = this.#timers.true - placedAt < this.#weather.plan.lookupLagMs;
    if (isHidden) this.#weather.counts.lookupsTooEarly++;
    return isHidden;
  }

  #request<T>(what: string, act: () => T, delayMs?: number): Promise<T> {
    const answered = () => {
      try {
        return act();
      } catch (error) {
        if (!(error instanceof VenueRefusalError)) throw error;
        const { refusal } = error;
        throw new ExchangeRefusalError(refusalKindOf(refusal), `${refusal.code} ${refusal.message}`, { cause: error });
      }
    };
    return this.#link.request(what, answered, delayMs);
  }
}

function by({ clientId, exchangeId }: OrderReference): { clientId: string } | { exchangeId: string } {
  return exchangeId === undefined ? { clientId } : { exchangeId };
}

/** What a refusal of Binance means to us. */
export function refusalKindOf({ code, message }: VenueRefusal): RefusalKind {
  if (code === -1121) return "bad-symbol";
  if (code === -1013) return "bad-order";
  if (code !== -2010) return "other";
  if (message.includes("insufficient balance")) return "insufficient-funds";
  if (message.includes("Duplicate order")) return "duplicate-id";
  if (message.includes("immediately")) return "would-cross";
  return message.includes("not supported") ? "bad-order" : "other";
}
