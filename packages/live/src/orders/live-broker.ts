import type { Broker } from "@bellwether/core";
import type { BrokerReport } from "./broker-report.js";

/** A broker whose orders go out of the house. What it learns comes back through the journal. */
export interface LiveBroker extends Broker {
  /** Takes in a journalled report, live or replayed: tells the listener, moves orders. Sends nothing. */
  apply(report: BrokerReport): void;
  /** The journal holds everything up to now: what waits to be sent may go. Never called while a journal is replayed. */
  release(): void;
  /**
   * The replay is over. Proves how every order stands before anything new is sent.
   * @returns reports to journal and apply.
   */
  recover(): Promise<readonly BrokerReport[]>;
  /** Ends in order. @returns how each order that was not at its end is proven to stand. */
  settle(): Promise<readonly { readonly id: string; readonly status: string }[]>;
}

/** Where a live broker puts what it has learned; the runtime journals it, then hands it to {@link LiveBroker.apply}. */
export interface Inbox {
  put(reports: readonly BrokerReport[]): void;
}
