import type { ExchangeFill, OrderSnapshot } from "@bellwether/live";
import type { Venue } from "@bellwether/live/venue";
import { scaled, scaledProduct } from "./decimal-text.js";
import type { OrderForm } from "./order-form.js";

/** What Binance knows of an order besides where it stands. */
export interface OrderRecord {
  /** Its last known state. */
  snapshot: OrderSnapshot;
  readonly rawType: string;
  readonly timeInForce: string;
  readonly quoteQuantity: number;
  /** When it arrived, epoch ms UTC. */
  readonly placed: number;
  readonly fills: ExchangeFill[];
  /** Filled so far in base and in quote units, scaled by 10^8. */
  filled: bigint;
  quoteFilled: bigint;
  /** What the request to cancel it was called, once there was one. */
  cancelId?: string;
}

/** What happened to an order, as the user stream tells it. */
export interface OrderEvent {
  readonly kind: "NEW" | "TRADE" | "CANCELED" | "EXPIRED" | "REJECTED";
  readonly record: OrderRecord;
  readonly fill: ExchangeFill | null;
  readonly time: number;
}

export interface OrderLog {
  /** By the exchange's number of the order. */
  record(snapshot: OrderSnapshot): OrderRecord;
  /** Runs what places one order, which is told apart by this form. */
  placing<T>(form: OrderForm, place: () => T): T;
  close(): void;
}

const ENDS = { cancelled: "CANCELED", expired: "EXPIRED", rejected: "REJECTED" } as const;

/**
 * Hears the venue and keeps what Binance tells of each order.
 * @param listener - hears every event of an order, and the assets whose balance has changed, in the order of the venue
 */
export function createOrderLog(
  venue: Venue,
  listener: { order(event: OrderEvent): void; balance(asset: string): void },
): OrderLog {
  const records = new Map<string, OrderRecord>();
  let form: OrderForm | null = null;

  const recordOf = (snapshot: OrderSnapshot): OrderRecord => {
    const known = records.get(snapshot.exchangeId);
    if (known !== undefined) return known;
    const own = form?.request.clientId === snapshot.clientId ? form : null;
    const record: OrderRecord = {
      snapshot,
      rawType: own?.rawType ?? RAW_TYPES[snapshot.type],
      timeInForce: own?.timeInForce ?? "GTC",
      quoteQuantity: own?.quoteQuantity ?? 0,
      placed: venue.now,
      fills: [],
      filled: 0n,
      quoteFilled: 0n,
    };
    records.set(snapshot.exchangeId, record);
    listener.order({ kind: "NEW", record, fill: null, time: venue.now });
    return record;
  };

  const stop = venue.on({
    order(snapshot) {
      const record = recordOf(snapshot);
      record.snapshot = snapshot;
      const { status } = snapshot;
      if (status === "cancelled" || status === "expired" || status === "rejected")
        listener.order({ kind: ENDS[status], record, fill: null, time: snapshot.time });
    },
    fill(fill) {
      const record = recordOf(records.get(fill.exchangeId)?.snapshot ?? venue.find(fill.symbol, fill)!);
      record.fills.push(fill);
      record.filled += scaled(fill.quantity);
      record.quoteFilled += scaledProduct(scaled(fill.price), scaled(fill.quantity));
      listener.order({ kind: "TRADE", record, fill, time: fill.time });
    },
    balance: (asset) => listener.balance(asset),
  });

  return {
    record: recordOf,
    placing(its, place) {
      form = its;
      try {
        return place();
      } finally {
        form = null;
      }
    },
    close: stop,
  };
}

const RAW_TYPES = { limit: "LIMIT", market: "MARKET", stop: "STOP_LOSS", "stop-limit": "STOP_LOSS_LIMIT" } as const;
