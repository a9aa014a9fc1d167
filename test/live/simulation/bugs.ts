import {
  type BarSource,
  type Delivery,
  type Exchange,
  ExchangeUnclearError,
  type Inbox,
  type Journal,
} from "@bellwether/live";
import type { Storage } from "@bellwether/live/testing";

/** A mistake, planted between two parts of the runtime. */
export interface Bug {
  readonly storage?: (storage: Storage) => Storage;
  readonly journal?: (journal: Journal) => Journal;
  readonly exchange?: (exchange: Exchange) => Exchange;
  readonly source?: (source: BarSource) => BarSource;
  readonly inbox?: (inbox: Inbox) => Inbox;
}

export const noBug: Bug = {};

type Reports = Parameters<Inbox["put"]>[0];
type Report = Reports[number];

/** An exchange of which one call is another. */
const with_ = (exchange: Exchange, calls: Partial<Exchange>): Exchange =>
  new Proxy(exchange, { get: (it, key) => Reflect.get(key in calls ? calls : it, key) as unknown });
const submits = (change: (exchange: Exchange) => Exchange["submit"]): Bug => ({
  exchange: (exchange) => with_(exchange, { submit: change(exchange) }),
});
const reports = (change: (report: Report) => readonly Report[]): Bug => ({
  inbox: (inbox) => ({ put: (all) => inbox.put(all.flatMap(change)) }),
});
const fills = (change: (fill: Extract<Report, { kind: "fill" }>) => readonly Report[]): Bug =>
  reports((report) => (report.kind === "fill" ? change(report) : [report]));
const deliveries = (change: (delivery: Delivery, nth: number) => Delivery | null): Bug => ({
  source: (source) => {
    let count = 0;
    return {
      history: (rows) => source.history(rows),
      start: (next, after) => source.start(next, after),
      stop: () => source.stop(),
      async next() {
        for (;;) {
          const delivery = await source.next();
          const changed = delivery === null ? null : change(delivery, ++count);
          if (delivery === null || changed !== null) return changed;
        }
      },
    };
  },
});

/** Mistakes that runtimes like this one have made, by what they do. */
export const bugs: Readonly<Record<string, Bug>> = {
  "the disk is not synced": { storage: (storage) => ({ ...storage, sync: async () => {} }) },
  "names of files are not synced": { storage: (storage) => ({ ...storage, syncNames: async () => {} }) },
  "a commit resolves before anything is written": {
    journal: (journal) => ({
      ...journal,
      commit: async () => {
        journal.commit().catch(() => {});
      },
    }),
  },
  "a fill is booked twice": fills((it) => [it, { ...it, tradeId: `${it.tradeId}0` }]),
  "a fill is told of twice": fills((it) => [it, it]),
  "a fill is lost": fills((it) => (Number(it.tradeId) % 5 === 0 ? [] : [it])),
  "a price has noise": fills((it) => [{ ...it, fill: { ...it.fill, price: it.fill.price * (1 + 1e-12) } }]),
  "a fee is forgotten": fills(({ fill: { feePaid: _, ...fill }, ...it }) => [{ ...it, fill: { ...fill, fee: 0 } }]),
  "an unclear answer counts as a refusal": reports((it) =>
    it.kind === "order" && it.update.status === "unknown"
      ? [{ kind: "order", update: { ...it.update, status: "rejected" } }]
      : [it],
  ),
  "an order is sent again when its answer is unclear": submits((exchange) => async (order) => {
    try {
      return await exchange.submit(order);
    } catch (error) {
      if (!(error instanceof ExchangeUnclearError)) throw error;
      return exchange.submit(order);
    }
  }),
  "an order is sent again under another name": submits((exchange) => async (order) => {
    try {
      return await exchange.submit(order);
    } catch (error) {
      if (!(error instanceof ExchangeUnclearError)) throw error;
      return exchange.submit({ ...order, clientId: `${order.clientId.slice(0, -1)}-` });
    }
  }),
  "quantities are doubled on the way": submits(
    (exchange) => (order) => exchange.submit({ ...order, quantity: 2 * order.quantity }),
  ),
  "all that rests is cancelled, strangers' orders too": {
    exchange: (exchange) =>
      with_(exchange, {
        openOrders: async (symbol) => {
          const open = await exchange.openOrders(symbol);
          for (const { clientId, exchangeId } of open)
            if (!clientId.startsWith("bw")) void exchange.cancel({ symbol, clientId, exchangeId }).catch(() => {});
          return open;
        },
      }),
  },
  "a bar counts as closed while it forms": {
    exchange: (exchange) =>
      with_(exchange, {
        bars: async (stream, since, limit) => {
          const rows = await exchange.bars(stream, since, limit);
          const last = rows.at(-1);
          return last === undefined ? rows : [...rows, last.with(0, last[0] + 60_000) as unknown as typeof last];
        },
      }),
  },
  "a bar is skipped": deliveries((it, nth) => (nth % 20 === 19 ? null : it)),
  "after a restart the last bar comes again": {
    source: (source) => ({
      history: (rows) => source.history(rows),
      start: (next, after) =>
        source.start(
          next.map((time) => time - 60_000),
          after - 60_000,
        ),
      next: () => source.next(),
      stop: () => source.stop(),
    }),
  },
  "bars that were caught up on are traded on": deliveries((it) => ({ ...it, quiet: false })),
  "what must not be traded on is": deliveries((it) => ({ ...it, held: [] })),
  "the last entry of a journal is not read": {
    journal: (journal) => ({
      ...journal,
      async *entries() {
        const all = [];
        for await (const piece of journal.entries()) all.push(...piece);
        yield all.slice(0, -1);
      },
    }),
  },
  "fills wait for the next but one": {
    inbox: (inbox) => {
      let kept: Report[] = [];
      return {
        put: (all) => {
          const late = kept;
          kept = all.filter(({ kind }) => kind === "fill");
          inbox.put([...all.filter(({ kind }) => kind !== "fill"), ...late]);
        },
      };
    },
  },
};

/** Misbehaves in one seed of a hundred. */
export const canary = (seed: number): Bug => (seed % 100 === 42 ? bugs["a bar is skipped"]! : noBug);
