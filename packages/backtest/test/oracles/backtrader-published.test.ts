import type { InstrumentRules } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { History } from "../../src/feed/history-feed.js";
import { perpetual, spot } from "./account-rules.js";
import { noOracles, readInput, readOracle } from "./oracle-files.js";
import { type Replay, replay } from "./replay.js";
import { type Different, differentOf, type Whole, wholeOf } from "./scenarios.js";
import { sizedBy } from "./sizing.js";

interface Oracle {
  readonly inputFile: string;
  readonly expected: {
    readonly signalCloseBuy: readonly number[];
    readonly signalCloseSell: readonly number[];
    readonly fillBuy: readonly number[];
    readonly fillSell: readonly number[];
    readonly stockNoCommission: { readonly finalValue: number; readonly finalCash: number };
    readonly futuresLike: {
      readonly commissionPerContract: number;
      readonly multiplier: number;
      readonly margin: number;
      readonly finalValue: number;
      readonly finalCash: number;
    };
  };
}

const CASH = 10_000;

describe("backtrader's published run of close over SMA(15), one unit, long only", () => {
  const oracle = readOracle<Oracle>("backtrader-published-sma15.json");
  if (oracle === undefined) {
    it("is compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected, inputFile } = oracle;
  let history: History;
  beforeAll(async () => {
    history = await readInput(inputFile, "1d");
  });

  const runOn = (rules: InstrumentRules) =>
    replay({ history, params: { fast: 1, slow: 15 }, risk: sizedBy(() => 1), cash: CASH, rules, finalize: false });

  /** Prices are published to two decimals. */
  function sameFills({ decidedCloses, fills }: Replay): void {
    const priceOf = (side: "buy" | "sell") => fills.filter((fill) => fill.side === side).map(({ price }) => price);
    expect(decidedCloses).toEqual({ buy: expected.signalCloseBuy, sell: expected.signalCloseSell });
    expect({ buy: priceOf("buy"), sell: priceOf("sell") }).toEqual({ buy: expected.fillBuy, sell: expected.fillSell });
  }

  const whole: Record<Whole<"backtrader, published">, () => Promise<void>> = {
    stockNoCommission: async () => {
      const run = await runOn(spot(0));
      sameFills(run);
      const { finalValue, finalCash } = expected.stockNoCommission;
      expect(run.equity.at(-1)).toBeCloseTo(finalValue, 2);
      const paid = run.fills.reduce((sum, { side, price }) => sum + (side === "buy" ? price : -price), 0);
      expect(CASH - paid).toBeCloseTo(finalCash, 2);
    },
  };

  const differently: Record<Different<"backtrader, published">, () => Promise<void>> = {
    futuresLike: async () => {
      const { commissionPerContract, multiplier, margin, finalValue, finalCash } = expected.futuresLike;
      const run = await runOn({ ...perpetual(0, 10), contractSize: multiplier });
      sameFills(run);
      const fees = run.fills.length * commissionPerContract;
      expect(run.equity.at(-1)! - fees).toBeCloseTo(finalValue, 2);
      expect(run.fills.length % 2, "one contract is held at the end").toBe(1);
      expect(run.equity.at(-1)! - fees - margin).toBeCloseTo(finalCash, 2);
    },
  };

  it.each(wholeOf("backtrader, published"))("%s: the same decisions, fills, value and cash at the end", (name) =>
    whole[name](),
  );

  it.each(differentOf("backtrader, published"))("%s: %s; nothing else differs", (name) => differently[name]());
});
