import { type ExitReason, type OrderRequest, OrderState } from "@bellwether/core";

/**
 * What an order is for: an `entry`; an `exit` that the loop has asked for; a `stop` or `target` of a bracket, sent when
 * its price is touched; a `resting-stop` that waits at the exchange.
 */
export type Leg = "entry" | "exit" | "stop" | "target" | "resting-stop";

/** What an order is made of, besides what was asked for. */
export interface LiveOrderFacts {
  readonly stream: number;
  readonly leg: Leg;
  /** Price at which it was decided, in quote currency; NaN where there was none. */
  readonly reference: number;
  /** Why an exit leaves. */
  readonly exitReason?: ExitReason | undefined;
  /** Whether its quantity was cut to what the account can pay. */
  readonly short?: boolean;
}

/** An order of the run, as far as the journal tells. */
export class LiveOrder extends OrderState {
  /** The exchange's own name for it, once known. */
  exchangeId: string | undefined;
  /** Trades that have been booked. */
  readonly trades = new Set<string>();
  /** Why its end is wanted; null while it is not. */
  unwanted: string | null = null;

  /**
   * @param request - prices and quantity as they are sent, not as they were wished.
   * @param serial - later orders have higher ones.
   * @param attempt - counts the orders of this id.
   */
  constructor(
    request: OrderRequest,
    readonly facts: LiveOrderFacts,
    readonly serial: number,
    readonly attempt: number,
    readonly clientId: string,
  ) {
    super(request);
  }

  get id(): string {
    return this.request.id;
  }

  get lane(): number {
    return this.request.lane;
  }

  get leg(): Leg {
    return this.facts.leg;
  }

  get isEntry(): boolean {
    return this.facts.leg === "entry";
  }
}
