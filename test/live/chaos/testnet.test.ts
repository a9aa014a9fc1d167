import type { LocalExchange } from "@bellwether/ccxt/testing";
import { createRng, type OrderRequest, type OrderUpdate } from "@bellwether/core";
import type { Entry, Output } from "@bellwether/live";
import { describe, expect, it } from "vitest";
import { ListJournal } from "../run-on-paper.js";
import { disturb, MINUTE, openExchange, START, STEP, SYMBOLS, startChaos } from "./chaotic-exchange.js";

const SEEDS = Number(process.env.BELLWETHER_CHAOS_SEEDS ?? 3);
const BARS = Number(process.env.BELLWETHER_CHAOS_BARS ?? 200);
/** How whoever trades by hand names orders; all others are the run's. */
const BY_HAND = "web_";
const isOurs = (clientId: string) => !clientId.startsWith(BY_HAND);

/** Somebody else trades the same account by hand: market orders there and back, and limits that rest. */
function tradeByHand({ venue }: LocalExchange, seed: number) {
  const rng = createRng(seed).fork("by hand");
  let count = 0;
  return () => {
    const symbol = SYMBOLS[rng.int(2)]!;
    const hand = { symbol, quantity: 0.2, clientId: `${BY_HAND}${++count}` };
    const price = Math.round(venue.price(symbol) * 90) / 100;
    venue.place({ ...hand, side: "buy", type: "market" });
    venue.place({ ...hand, clientId: `${BY_HAND}${++count}`, side: "sell", type: "market" });
    venue.place({
      ...hand,
      quantity: 0.2,
      clientId: `${BY_HAND}${++count}`,
      side: "buy",
      type: "limit",
      limitPrice: price,
    });
  };
}

/** What the steps of a journal have asked the exchange for: orders of the loop, and exits that were held here. */
function askedFor(entries: readonly Entry[]): Map<string, OrderUpdate | OrderRequest> {
  const outputs = entries.flatMap((entry): readonly Output[] => ("out" in entry ? entry.out : []));
  return new Map(
    outputs.flatMap((output): readonly (readonly [string, OrderUpdate | OrderRequest])[] =>
      output.kind === "request"
        ? [[output.request.id, output.request]]
        : output.kind === "order" && output.update.reason !== "dust"
          ? [[output.update.id, output.update]]
          : [],
    ),
  );
}

/** Which order of the loop each order at the exchange is, by the exchange's own numbers. */
function acceptedIn(entries: readonly Entry[]): Map<string, string> {
  return new Map(
    entries.flatMap((entry) =>
      entry.type === "reports"
        ? entry.reports.flatMap((report) =>
            report.kind === "accepted" ? [[report.exchangeId, report.orderId] as const] : [],
          )
        : [],
    ),
  );
}

async function testnetRun(seed: number) {
  const exchange = await openExchange(seed, BARS);
  let journal = new ListJournal();
  /** Entries that were safe when an order of ours came to the exchange, by its client id. */
  const arrivals = new Map<string, number>();
  exchange.venue.on({
    order({ clientId }) {
      if (isOurs(clientId) && !arrivals.has(clientId)) arrivals.set(clientId, journal.lines.length);
    },
  });
  const byHand = tradeByHand(exchange, seed);
  byHand();
  disturb(exchange, seed);
  const { run, step, until } = await startChaos({
    mode: "testnet",
    exchange,
    journal: async () => {
      journal = new ListJournal(journal.lines);
      return journal;
    },
  });
  for (let bar = 20; bar <= BARS; bar += 20) {
    await step.run(Math.max(exchange.now, START + bar * MINUTE));
    byHand();
  }
  exchange.faults.off();
  await step.run(exchange.now + 10 * MINUTE);

  return { exchange, journal, arrivals, run, until };
}

describe("on an account that somebody else trades too, through ccxt", () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => [i + 1]))(
    "seed %i of every fault: no order is doubled or unasked for, and positions are what the exchange has booked",
    async (seed) => {
      const { exchange, journal, arrivals, run, until } = await testnetRun(seed);
      const { venue } = exchange;
      const entries = journal.all;
      const all = venue.orders();
      const ours = all.filter(({ clientId }) => isOurs(clientId));
      expect(ours.length).toBeGreaterThan(5);
      expect(new Set(ours.map(({ clientId }) => clientId)).size).toBe(ours.length);

      const known = askedFor(entries);
      const names = acceptedIn(entries);
      for (const { clientId, exchangeId } of ours)
        expect(
          askedFor(entries.slice(0, arrivals.get(clientId))).has(names.get(exchangeId)!),
          `${clientId} was asked for by a step on the disk when it came`,
        ).toBe(true);
      const filled = new Map<string, number>();
      for (const order of ours) {
        const id = names.get(order.exchangeId)!;
        filled.set(id, (filled.get(id) ?? 0) + order.filled);
      }
      for (const [id, quantity] of filled)
        if (!id.includes(":")) expect(quantity, id).toBeLessThanOrEqual(known.get(id)!.quantity * (1 + 1e-12));

      const owners = new Map(all.map(({ exchangeId, clientId }) => [exchangeId, clientId]));
      for (const symbol of SYMBOLS) {
        const fills = venue.fills(symbol).filter(({ exchangeId }) => isOurs(owners.get(exchangeId)!));
        const base = symbol.slice(0, 3);
        const booked = fills.reduce(
          (sum, { side, quantity, fee }) =>
            sum + (side === "buy" ? quantity : -quantity) - (fee?.asset === base ? fee.amount : 0),
          0,
        );
        const { positions } = run.loop.portfolio;
        const held = run.loop.lanes.reduce(
          (sum, lane) => sum + (lane.symbol === symbol ? positions[lane.lane]!.quantity : 0),
          0,
        );
        const dust = entries
          .flatMap((entry) => ("out" in entry ? entry.out : []))
          .reduce(
            (sum, output) =>
              sum +
              (output.kind === "order" && output.update.reason === "dust" && output.update.symbol === symbol
                ? output.update.quantity
                : 0),
            0,
          );
        // what is below the step is written off at the end of each position
        expect(Math.abs(booked - held - dust), `${symbol}: booked and held`).toBeLessThan(STEP * (1 + fills.length));
        const inRun = entries
          .flatMap((entry) => ("out" in entry ? entry.out : []))
          .filter((output) => output.kind === "fill" && output.fill.symbol === symbol);
        expect(inRun.length, `fills of ${symbol}`).toBe(fills.length);
      }
      await until(run.stop("over"));
      expect(journal.all.at(-1)).toMatchObject({ type: "stop", orders: [] });
      expect(ours.filter(({ status }) => status === "resting" || status === "partly-filled")).toEqual([]);
      await exchange.close();
    },
    120_000,
  );
});
