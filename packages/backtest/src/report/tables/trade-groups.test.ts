import { describe, expect, it } from "vitest";
import { sampleReport } from "../../../test/sample-report.js";
import { groupTrades } from "./trade-groups.js";

const { trades, metrics } = sampleReport({ rows: 4_000 });

describe("groupTrades", () => {
  it("sums and averages the trades of each name", () => {
    const [one, two, three] = trades;
    const named = [
      { ...one!, symbol: "B", pnl: 30, returnFraction: 0.03, side: "long", entryPrice: 100, worstPrice: 90 },
      { ...two!, symbol: "B", pnl: -10, returnFraction: -0.01, side: "long", entryPrice: 100, worstPrice: 96 },
      { ...three!, symbol: "A", pnl: 5, returnFraction: 0.01 },
    ] as const;
    const [b, a] = groupTrades(named, 1_000, ({ symbol }) => symbol);
    expect(b).toMatchObject({ name: "B", trades: 2, pnl: 20, pnlOfStart: 0.02, winRate: 0.5, profitFactor: 3 });
    expect(b!.averageTrade).toBeCloseTo(0.01, 12);
    expect(b!.averageMae).toBeCloseTo(0.07, 12);
    expect(a).toMatchObject({ name: "A", trades: 1, profitFactor: null });
  });

  it("loses no trade and no money, whatever it groups by", () => {
    for (const nameOf of [
      ({ side }: { side: string }) => side,
      ({ exitReason }: { exitReason: string }) => exitReason,
    ]) {
      const groups = groupTrades(trades, metrics.startEquity, nameOf);
      expect(groups.reduce((sum, group) => sum + group.trades, 0)).toBe(trades.length);
      const pnl = groups.reduce((sum, group) => sum + group.pnl, 0);
      expect(pnl).toBeCloseTo(metrics.expectancy! * metrics.trades, 6);
    }
  });

  it("lists the largest first, equals by name, and always what is asked for, null where empty", () => {
    const names = (all: typeof trades) => groupTrades(all, 1, ({ symbol }) => symbol).map(({ name }) => name);
    const of = (symbol: string) => ({ ...trades[0]!, symbol });
    expect(names([of("Z"), of("C"), of("M"), of("M")])).toEqual(["M", "C", "Z"]);
    const [long, short] = groupTrades([], 1, ({ side }) => side, ["long", "short"]);
    expect(long).toMatchObject({ name: "long", trades: 0, pnl: 0, winRate: null, averageTrade: null });
    expect(short!.name).toBe("short");
  });
});
