import { describe, expect, it } from "vitest";
import { DATA_SETS, readScenarios } from "./backtesting-py.js";
import { readBacktrader } from "./backtrader.js";
import { readCases } from "./freqtrade.js";
import { noOracles, readOracle } from "./oracle-files.js";
import { differentOf, type Library, SCENARIOS, wholeOf } from "./scenarios.js";

/** Names in the reference files, one list a file; undefined where they are not at hand. */
const FILES: Readonly<Record<Library, () => (readonly string[] | undefined)[]>> = {
  "backtesting.py": () =>
    DATA_SETS.map(([name]) => {
      const oracle = readScenarios(name);
      return oracle && Object.keys(oracle.expected);
    }),
  backtrader: () => {
    const oracle = readBacktrader();
    return [oracle && Object.keys(oracle.expected)];
  },
  "backtrader, published": () => {
    const oracle = readOracle<{ readonly expected: object }>("backtrader-published-sma15.json");
    const settings = Object.entries(oracle?.expected ?? {}).filter(([, value]) => value?.constructor === Object);
    return [oracle && settings.map(([name]) => name)];
  },
  freqtrade: () => {
    const oracle = readCases();
    return [oracle?.expected.map(({ id }) => id)];
  },
};

const LIBRARIES = Object.keys(SCENARIOS) as Library[];

describe("the scenarios of the reference libraries", () => {
  const atHand = readCases() !== undefined;
  if (!atHand) it("are compared with the list where their files are", (context) => context.skip(noOracles));

  it.runIf(atHand).each(LIBRARIES)("%s: every one is in the list, and none else", (library) => {
    const listed = Object.keys(SCENARIOS[library]).sort();
    for (const names of FILES[library]()) expect([...names!].sort()).toEqual(listed);
  });

  it("are reproduced whole, but for those whose difference has a name", () => {
    const table = LIBRARIES.map((library) => {
      const [whole, different] = [wholeOf(library), differentOf(library)];
      return { library, whole: whole.length, different: different.map(([name]) => name) };
    });
    expect(table).toEqual([
      { library: "backtesting.py", whole: 12, different: ["hedging", "trade-on-close", "spread-fixed-commission"] },
      { library: "backtrader", whole: 9, different: ["cheat-on-close"] },
      { library: "backtrader, published", whole: 1, different: ["futuresLike"] },
      {
        library: "freqtrade",
        whole: 25,
        different: ["tc9", "tc12", "tc16", "tc24", "tc36", "tc37", "tc40", "tc45", "tc48", "tc49", "tc52"],
      },
    ]);
    const lines = LIBRARIES.flatMap((library) => [
      `${library}: ${wholeOf(library).length} whole`,
      ...differentOf(library).map(([name, rule]) => `  ${name}: ${rule}`),
    ]);
    console.info(lines.join("\n"));
  });
});
