import type { Venue, VenueMarket, VenueOptions } from "@bellwether/live/venue";
import type { CcxtOptions } from "./ccxt-options.js";
import type { FaultRates, LocalFaults } from "./faults.js";

/** A key that the exchange accepts. */
export interface LocalKey {
  readonly apiKey: string;
  readonly secret: string;
}

/**
 * Which clock the `timestamp` of a signed request is held against: the exchange's, or, where its time runs fast or stands
 * still, also the machine's, which is what an unprepared client signs with.
 */
export type TimestampRule = "exchange" | "either";

export interface LocalExchangeOptions {
  /** What it plays. Names and rules are the caller's; the exchange's own name of a symbol is base and quote in one word. */
  readonly markets: readonly VenueMarket[];
  /** What the account holds at the start, by asset. */
  readonly balances: Readonly<Record<string, number>>;
  /** Where its clock stands at the start, epoch ms UTC. */
  readonly start: number;
  /** All belong to the one account. */
  readonly keys: readonly LocalKey[];
  /** Times real time, above 0; or `"stepped"`: the clock moves only by `advance`. */
  readonly speed: number | "stepped";
  /** Probability of each fault, in [0, 1]; none unless given. */
  readonly faults?: FaultRates;
  /** Of the faults, and of names that the exchange gives; 1 unless given. */
  readonly seed?: number;
  /** A free one unless given. */
  readonly port?: number;
  /** Pieces that orders fill in, and the asset that fees are paid in. */
  readonly venue?: Pick<VenueOptions, "parts" | "restingParts" | "feeAsset">;
  /** `"exchange"` at speed 1, else `"either"`, unless given. */
  readonly timestamps?: TimestampRule;
  /** Request weight that may be used in a minute of the exchange; above it every request is answered 429. No limit unless given. */
  readonly weightLimit?: number;
  /** Between two pings to a websocket, real ms; 20 s unless given. */
  readonly pingMs?: number;
  /** Opens the control endpoint to other processes that know it; a random one unless given. */
  readonly controlToken?: string;
}

/** How far to let the clock go: so many ms, or up to a moment (epoch ms UTC). */
export type Advance = { readonly ms: number } | { readonly until: number };

/** A Binance spot exchange in this process, on 127.0.0.1 only. */
export interface LocalExchange {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The exchange's time, epoch ms UTC. */
  readonly now: number;
  /** What it stands on: for audits, and for what somebody does by hand. */
  readonly venue: Venue;
  readonly faults: LocalFaults;
  /** What other processes put into the header `x-control-token` of `POST /control/...`. */
  readonly controlToken: string;
  /** Requests answered or disturbed so far, by method and path, such as `POST /api/v3/order`. */
  readonly requests: Readonly<Record<string, number>>;
  /** Websockets open now. */
  readonly sockets: number;
  /**
   * Lets the clock go on; every price on the way is played and pushed.
   * @returns the new time
   * @throws {LocalExchangeError} unless the exchange is stepped, and time goes forward.
   */
  advance(by: Advance): number;
  /** What goes into `exchange.options` of a run file, so that ccxt reaches it. No address in it leaves the machine. */
  ccxtOptions(): CcxtOptions;
  /** Cuts every websocket at once, as an outage does. */
  cutSockets(): void;
  /** Ends it: connections are cut, and nothing of it is left. */
  close(): Promise<void>;
}
