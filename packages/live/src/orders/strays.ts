import type { Logger } from "@bellwether/core";
import type { Exchange, OrderSnapshot } from "../exchange/trading.js";
import type { Note } from "../journal/entry.js";
import type { OrderSettings } from "./order-settings.js";

/** Orders that bear our mark and that no journal knows: of a run whose journal is gone. Strangers' orders are never seen here. */
export class Strays {
  readonly #seen = new Map<string, OrderSnapshot>();
  readonly #noted = new Set<string>();

  constructor(
    private readonly exchange: Pick<Exchange, "cancel">,
    private readonly policy: OrderSettings["strays"],
    private readonly note: (note: Note) => void,
    private readonly log: Logger,
  ) {}

  see(snapshot: OrderSnapshot): void {
    if (snapshot.status === "resting" || snapshot.status === "partly-filled")
      this.#seen.set(snapshot.exchangeId, snapshot);
  }

  /** Does with them what the settings say. One that stays is met again at the next comparison. */
  async clear(): Promise<void> {
    const found = [...this.#seen.values()];
    this.#seen.clear();
    for (const { symbol, clientId, exchangeId, side, quantity } of found) {
      if (!this.#noted.has(exchangeId)) {
        this.#noted.add(exchangeId);
        const fate = this.policy === "cancel" ? "it is cancelled" : "it is left alone";
        const message = `order ${clientId} (${side} ${quantity} ${symbol}) is ours, and not in the journal: ${fate}`;
        this.note({ kind: "foreign", message, details: { clientId, exchangeId } });
      }
      if (this.policy === "leave") continue;
      try {
        await this.exchange.cancel({ symbol, clientId, exchangeId });
      } catch (error) {
        this.log.warn(`order ${clientId} could not be cancelled`, {
          message: error instanceof Error ? error.message : "",
        });
      }
    }
  }
}
