import type { Venue } from "@bellwether/live/venue";
import type { FaultDice } from "./faults.js";
import type { OrderBooks } from "./order-book.js";
import type { OrderLog } from "./order-log.js";
import type { Parameters } from "./parameters.js";
import type { SymbolIds } from "./symbol-ids.js";

/** What every endpoint stands on. */
export interface ExchangeState {
  readonly venue: Venue;
  readonly ids: SymbolIds;
  readonly books: OrderBooks;
  readonly log: OrderLog;
  readonly faults: FaultDice;
  /** What the exchange takes for its time: with its error. Epoch ms UTC. */
  time(): number;
  /** A name that the exchange gives, of 22 letters and digits, as for orders that come without one. */
  freshName(): string;
  readonly weightLimit: number;
}

/** One of the exchange's REST calls. */
export interface Endpoint {
  /** What it uses of the minute's budget. */
  readonly weight: number;
  readonly signed: boolean;
  /** @throws {ApiError} */
  answer(state: ExchangeState, parameters: Parameters): unknown;
}

/** By method and path, such as `GET /api/v3/klines`. */
export type Endpoints = Readonly<Record<string, Endpoint>>;
