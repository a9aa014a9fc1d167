import type { Fill } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import type { BarsEntry, Output, ReportsEntry } from "../journal/entry.js";
import { alignReports } from "./align-reports.js";
import type { ComparedEntry } from "./causes.js";

const fill = (orderId: string, quantity: number, price: number, more: Partial<Fill> = {}): Output => ({
  kind: "fill",
  fill: {
    orderId,
    lane: 0,
    symbol: "BTC/USDT",
    side: "buy",
    quantity,
    remaining: 0,
    price,
    referencePrice: 100,
    fee: quantity / 10,
    liquidity: "taker",
    time: 0,
    ...more,
  },
});
const order = (id: string, status: "resting" | "partly-filled" | "filled"): Output => ({
  kind: "order",
  update: { id, status } as Extract<Output, { kind: "order" }>["update"],
});
const reports = (...out: Output[]) => ({ seq: 1, at: 0, type: "reports", reports: [], out }) as ReportsEntry;
const bars = (...out: Output[]) =>
  ({ seq: 2, at: 0, type: "bars", time: 1, ageMs: 0, quiet: false, bars: [], held: [], equity: 1, out }) as BarsEntry;

function aligned(...entries: ComparedEntry[]): ComparedEntry[] {
  const taken: ComparedEntry[] = [];
  const step = alignReports("live", (entry) => taken.push(entry));
  for (const entry of entries) step(entry, { out: [], equity: 1 });
  return taken;
}

describe("what an exchange told between two closes", () => {
  it("belongs to the later of them, before what the strategies said there", () => {
    const signal: Output = { kind: "signal", lane: 0, signal: null };
    expect(aligned(reports(fill("a", 1, 100)), reports(fill("b", 2, 101)), bars(signal))).toEqual([
      bars(fill("a", 1, 100), fill("b", 2, 101), signal),
    ]);
  });

  it("is one fill an order, at the mean price, with all of its fees, and its end", () => {
    const [entry] = aligned(
      reports(order("a", "resting"), fill("a", 1, 100, { remaining: 3 }), order("a", "partly-filled")),
      reports(fill("b", 1, 7)),
      reports(fill("a", 3, 104), order("a", "filled")),
      bars(),
    );
    expect((entry as BarsEntry).out).toEqual([fill("a", 4, 103), fill("b", 1, 7), order("a", "filled")]);
  });

  it("keeps a price to the last bit where all parts have it, and fees in one asset", () => {
    const paid = (amount: number) => ({ feePaid: { asset: "BNB", amount } });
    const [entry] = aligned(reports(fill("a", 0.1, 0.3, paid(1)), fill("a", 0.2, 0.3, paid(2))), bars());
    expect((entry as BarsEntry).out).toMatchObject([{ fill: { price: 0.3, feePaid: { asset: "BNB", amount: 3 } } }]);
    const [mixed] = aligned(reports(fill("a", 1, 1, paid(1)), fill("a", 1, 1)), bars());
    expect((mixed as BarsEntry).out).toMatchObject([{ fill: { quantity: 2 } }]);
    expect(JSON.stringify(mixed)).not.toContain("BNB");
  });

  it("is left out after the last close", () => {
    const steps = [bars(fill("a", 1, 1)), bars(fill("a", 1, 2))];
    expect(aligned(...steps, reports(fill("b", 1, 1)))).toEqual(steps);
  });

  it("is compared with what a replay says in the same form; on paper every step passes as it is", () => {
    const replayed = { out: [order("a", "resting"), fill("a", 1, 1, { ambiguous: false })], equity: 1 };
    const seen: unknown[] = [];
    for (const mode of ["testnet", "paper"] as const)
      alignReports(mode, (_, { out }) => seen.push(out))(bars(), replayed);
    expect(seen).toEqual([[fill("a", 1, 1)], replayed.out]);
    expect(seen[0]).not.toHaveProperty("0.fill.ambiguous");
  });
});
