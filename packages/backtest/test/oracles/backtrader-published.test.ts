import { beforeAll, describe, expect, it } from "vitest";
import { noOracles, readInput, readOracle } from "./oracle-files.js";
import { type Replay, replay } from "./replay.js";
import { sizedBy } from "./sizing.js";

interface Oracle {
  readonly inputFile: string;
  readonly expected: {
    readonly signalCloseBuy: readonly number[];
    readonly signalCloseSell: readonly number[];
    readonly fillBuy: readonly number[];
    readonly fillSell: readonly number[];
    readonly stockNoCommission: { readonly finalValue: number; readonly finalCash: number };
  };
}

/** Not reproduced, and why. */
const outOfScope = { futuresLike: "a contract bought on margin, and a fee fixed by contract" };

const oracle = readOracle<Oracle>("backtrader-published-sma15.json");
if (oracle === undefined)
  it("the published run is compared where its reference file is", (context) => context.skip(noOracles));

describe.skipIf(oracle === undefined)("backtrader's published run of close over SMA(15), one unit, long only", () => {
  const { expected, inputFile } = oracle ?? ({} as Oracle);
  let run: Replay;
  beforeAll(async () => {
    run = await replay({
      history: await readInput(inputFile, "1d"),
      params: { fast: 1, slow: 15 },
      risk: sizedBy(() => 1),
      cash: 10_000,
      fee: 0,
      finalize: false,
    });
  });

  it("has every setting reproduced, or named with what it needs", () => {
    const known = ["stockNoCommission", ...Object.keys(outOfScope)];
    const settings = Object.entries(expected).filter(([, value]) => typeof value === "object" && !Array.isArray(value));
    expect(settings.map(([name]) => name).sort()).toEqual(known.sort());
  });

  it.each([
    ["buy", "signalCloseBuy", "fillBuy"],
    ["sell", "signalCloseSell", "fillSell"],
  ] as const)("decides every %s at the published close, and fills it at the published open", (side, closes, opens) => {
    expect(run.decidedCloses[side]).toEqual(expected[closes]);
    expect(run.fills.filter((fill) => fill.side === side).map(({ price }) => price)).toEqual(expected[opens]);
  });

  it("ends with the published value and cash", () => {
    const { finalValue, finalCash } = expected.stockNoCommission;
    expect(run.report.metrics.endEquity).toBeCloseTo(finalValue, 2);
    expect(run.cash).toBeCloseTo(finalCash, 2);
  });
});
