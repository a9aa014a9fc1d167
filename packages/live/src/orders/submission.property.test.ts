import { createRng, type Rng } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE, OrderBench, type Step } from "../../test/order-bench.js";
import type { Fault, ScriptedExchange } from "../../test/scripted-exchange.js";
import { ExchangeUnclearError } from "../exchange/errors.js";
import { clientIdOf } from "./client-id.js";

const LANES = 8;

/** Two in five orders meet a fault, one in five questions; the stream drops, repeats and delays. */
function disturb(exchange: ScriptedExchange, rng: Rng): void {
  const orders = rng.fork("orders");
  const questions = rng.fork("questions");
  const stream = rng.fork("stream");
  exchange.parts = 1 + rng.int(3);
  exchange.fault = (call): Fault | undefined => {
    const dice = (call === "submit" ? orders : questions).next();
    if (call !== "submit") return dice < 0.15 ? "lost" : dice < 0.2 ? "answer-lost" : undefined;
    if (dice < 0.12) return "lost";
    if (dice < 0.34) return "answer-lost";
    if (dice < 0.37) return { answer: {} };
    return dice < 0.4 ? { refuse: "other" } : undefined;
  };
  exchange.events = () => {
    const dice = stream.next();
    if (dice < 0.2) return [];
    const late = stream.int(3_000);
    return dice < 0.4 ? [0, late] : dice < 0.6 ? [late] : [0];
  };
}

/** Lanes that enter and leave at every bar as far as they can, while almost everything goes wrong; then nothing does. */
async function play(seed: number, decisions: number, plant: (run: OrderBench) => void = () => {}): Promise<OrderBench> {
  const rng = createRng(seed);
  const symbols = Array.from({ length: LANES }, (_, i) => `C${i}/USDT`);
  const run = new OrderBench({ symbols, journalMs: 100, settings: { reconcileMs: 30_000 } });
  plant(run);
  disturb(run.exchange, rng.fork("faults"));
  const choice = rng.fork("choice");
  const sentBefore = () => new Set(run.desk.broker.working.map(({ id }) => id.slice(0, 2)));
  for (let sent = 0; sent < decisions; ) {
    await run.pass(15_000);
    const busy = sentBefore();
    for (let lane = 0; lane < LANES && sent < decisions; lane++) {
      if (busy.has(`s${lane}`)) {
        if (choice.next() < 0.3) run.cancelEntries(lane);
        continue;
      }
      sent++;
      if (run.desk.held(lane) > 0) run.leave(lane);
      else {
        const dice = choice.next();
        const quantity = (1 + choice.int(2_000)) / 1_000 + 0.1;
        if (dice < 0.6) run.submit({ lane, quantity });
        else if (dice < 0.8) run.submit({ lane, quantity, type: "limit", limitPrice: 101 });
        else run.submit({ lane, quantity, type: "limit", limitPrice: 95 });
      }
    }
  }
  run.exchange.fault = () => undefined;
  run.exchange.events = () => [0];
  await run.pass(4 * MINUTE);
  return run;
}

const ENDS = ["filled", "cancelled", "expired", "rejected"];

/** What must hold once the faults have stopped. */
function audit(run: OrderBench): void {
  const { exchange, desk } = run;
  const asked = run.journal.filter((step): step is Extract<Step, { kind: "submit" }> => step.kind === "submit");
  const ended = new Map(
    desk.updates.filter(({ status }) => ENDS.includes(status)).map((update) => [update.id, update]),
  );
  let arrived = 0;
  for (const { request } of asked) {
    const there = exchange.byClientId(clientIdOf("main", request.id, 1));
    const end = ended.get(request.id);
    expect(there.length, `${request.id} is there once at most`).toBeLessThanOrEqual(1);
    arrived += there.length;
    const [order] = there;
    if (order === undefined) {
      expect(end?.filled, `${request.id} has not arrived, and has its end`).toBe(0);
      expect(["rejected", "cancelled"]).toContain(end?.status);
    } else if (end === undefined) expect(["resting", "partly-filled"], `${request.id} works`).toContain(order.status);
    else expect([end.status, end.filled], `${request.id} ended as it did there`).toEqual([order.status, order.filled]);
    const fills = run.fillsOf(request);
    const trades = exchange.trades.filter(({ exchangeId }) => exchangeId === order?.exchangeId);
    expect(
      fills.map(({ quantity, price }) => [quantity, price]).sort(),
      `${request.id}: each trade is booked once`,
    ).toEqual(trades.map(({ quantity, price }) => [quantity, price]).sort());
  }
  expect(exchange.orders.length, "every order there is one that was decided").toBe(arrived);
  expect(exchange.openNow.length, "what works here works there").toBe(desk.broker.working.length);
  run.lanes.forEach((_, lane) => {
    const held = desk.held(lane);
    const there = exchange.wallet.get(`C${lane}`) ?? 0;
    const dust = desk.portfolio.trades.filter(({ symbol }) => symbol === `C${lane}/USDT`).length * 0.001;
    expect(there - held, `C${lane}: what is held is there`).toBeGreaterThanOrEqual(-1e-9);
    expect(there - held, `C${lane}: what is there and not held is dust`).toBeLessThanOrEqual(dust + 1e-9);
  });
}

/** A layer that means well: it repeats what had no answer. */
function retrying(change: (clientId: string, attempt: number) => string) {
  return ({ exchange }: OrderBench): void => {
    const submit = exchange.submit.bind(exchange);
    exchange.submit = async (request) => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await submit({ ...request, clientId: change(request.clientId, attempt) });
        } catch (error) {
          if (!(error instanceof ExchangeUnclearError) || attempt === 3) throw error;
        }
      }
    };
  };
}

describe("400 orders of which two in five are disturbed", () => {
  it("are at the exchange once each, with every fill booked once, and end as the exchange has them", async () => {
    const run = await play(7, 400);
    audit(run);
    expect(run.exchange.orders.length).toBeGreaterThan(250);
    expect(run.exchange.calls.submit, "some had to be sent again, after they were proven to be absent").toBeGreaterThan(
      run.exchange.orders.length + 20,
    );
  });

  it("whatever goes wrong, and when", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => audit(await play(seed, 60))),
      { numRuns: 25 },
    ));

  it("are the same twice: equal seeds, equal journals", async () => {
    const [a, b] = [await play(3, 60), await play(3, 60)];
    expect(JSON.stringify(a.journal)).toBe(JSON.stringify(b.journal));
  });
});

describe("the audit notices", () => {
  it.each([
    [
      "orders that are repeated under another id when no answer comes",
      retrying((id, attempt) => (attempt === 0 ? id : `${id.slice(0, 30)}${attempt}`)),
    ],
    ["orders that are repeated under the same id when no answer comes", retrying((id) => id)],
  ])("%s", async (_, plant) => {
    await expect((async () => audit(await play(7, 100, plant)))()).rejects.toThrow();
  });

  it("fills that are booked again because they come under two numbers", async () => {
    const plant = (run: OrderBench) => {
      const { broker } = run.desk;
      const apply = broker.apply.bind(broker);
      broker.apply = (report) => {
        apply(report);
        if (report.kind === "fill") apply({ ...report, tradeId: `${report.tradeId}-again` });
      };
    };
    await expect((async () => audit(await play(7, 100, plant)))()).rejects.toThrow();
  });
});
