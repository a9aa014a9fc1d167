import type { Bracket, Side } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Ohlc, venueOf } from "../../test/broker-venue.js";
import type { IntrabarRule } from "./intrabar.js";

/** A unit is bought (or sold) at 100 in a bar that does not move; then the bars come. */
function after(
  bracket: Bracket,
  bars: readonly Ohlc[],
  intrabar: IntrabarRule = "pessimistic",
  side: Side = "buy",
): string[] {
  const venue = venueOf({ intrabar, rules: { kind: "linear" }, balance: 100_000 });
  venue.send({ side, bracket });
  venue.flat(100);
  for (const ohlc of bars) venue.bar(ohlc);
  return venue.story().slice(1);
}

describe("a trailing stop", () => {
  const trailing = { trailing: { distance: 5 } };

  it("begins at its distance from the entry", () => {
    expect(after(trailing, [[100, 100, 95, 96]])).toEqual(["trailing-stop at 95"]);
  });

  it("follows the best price from bar to bar, and never steps back", () => {
    const bars: Ohlc[] = [
      [100, 104, 99.5, 104],
      [104, 108, 103.5, 108],
      [108, 108, 104, 105],
      [105, 106, 103, 103],
    ];
    expect(after(trailing, bars)).toEqual(["trailing-stop at 103"]);
  });

  it.each(["pessimistic", "optimistic"] as const)(
    "%s: raised by the high of a bar, it is met on the way down",
    (rule) => {
      // 96 alone would not have met it, wherever in the bar it came
      expect(after(trailing, [[100, 110, 96, 104]], rule)).toEqual(["trailing-stop at 105"]);
    },
  );

  it.each<[IntrabarRule, string]>([
    ["pessimistic", "trailing-stop at 95, ambiguous"],
    ["optimistic", "trailing-stop at 105, ambiguous"],
    ["adaptive", "trailing-stop at 95, ambiguous"],
  ])("%s: whether the high came before the low decides where it is met", (rule, story) => {
    expect(after(trailing, [[100, 110, 94, 100]], rule)).toEqual([story]);
  });

  it("waits for the gain that activates it", () => {
    const waiting = { stopLoss: { price: 90 }, trailing: { distance: 2, after: 5 } };
    expect(after(waiting, [[100, 104.99, 100, 101]])).toEqual([]);
    expect(after(waiting, [[100, 105, 100, 104]])).toEqual([]);
    expect(after(waiting, [[100, 105, 100, 103]])).toEqual(["trailing-stop at 103"]);
  });

  it("gives way to a fixed stop that is nearer, and says which of them it was", () => {
    const both = { stopLoss: { price: 98 }, trailing: { distance: 5 } };
    expect(after(both, [[100, 100, 90, 90]])).toEqual(["stop-loss at 98"]);
    expect(
      after(both, [
        [100, 104, 100, 104],
        [104, 104, 90, 90],
      ]),
    ).toEqual(["trailing-stop at 99"]);
  });

  it("is passed by a gap, which fills at the open", () => {
    expect(
      after(trailing, [
        [106, 110, 105.5, 110],
        [101, 102, 100, 101],
      ]),
    ).toEqual(["trailing-stop at 101"]);
  });

  it("follows a gap in favour before anything else happens in the bar", () => {
    expect(after(trailing, [[110, 112, 104, 110]])).toEqual(["trailing-stop at 105, ambiguous"]);
  });

  it("of a short position follows downwards", () => {
    expect(after(trailing, [[100, 100, 92, 98]], "pessimistic", "sell")).toEqual(["trailing-stop at 97"]);
  });

  it("stands on the tick, where it loses no more than wanted", () => {
    expect(after({ trailing: { distance: 4.996 } }, [[100, 100, 95, 95]])).toEqual(["trailing-stop at 95.01"]);
  });
});

describe("break-even", () => {
  const breakEven = { stopLoss: { price: 90 }, breakEven: { after: 5, offset: 0.5 } };

  it("moves the stop to the entry, and a little beyond, once enough was gained", () => {
    expect(after(breakEven, [[100, 104.99, 99, 99]])).toEqual([]);
    expect(
      after(breakEven, [
        [101, 105, 100.6, 104],
        [104, 104, 99, 99],
      ]),
    ).toEqual(["break-even at 100.5"]);
  });

  it.each<[IntrabarRule, readonly string[]]>([
    ["pessimistic", []],
    ["optimistic", ["break-even at 100.5, ambiguous"]],
  ])("%s: in one bar it matters what came first", (rule, story) => {
    expect(after(breakEven, [[101, 105, 99, 104]], rule)).toEqual(story);
  });

  it("compares decimals, not doubles: 0.3 is 0.2 above 0.1", () => {
    const venue = venueOf();
    expect(0.3 - 0.1).toBeLessThan(0.2);
    venue.send({ bracket: { stopLoss: { price: 0.05 }, breakEven: { after: 0.2 } } });
    venue.flat(0.1);
    venue.bar([0.2, 0.3, 0.15, 0.2]);
    venue.bar([0.2, 0.2, 0.07, 0.07]);
    expect(venue.story()[1]).toBe("break-even at 0.1");
  });

  it("leaves a trailing stop that has come further where it is", () => {
    const both = { trailing: { distance: 2 }, breakEven: { after: 1 } };
    expect(after(both, [[100, 110, 100, 100]])).toEqual(["trailing-stop at 108"]);
  });
});

describe("an exit that comes later than another rule would have had it is ambiguous", () => {
  /** Down to the raised stop and up again, or up and down: who was pessimistic still holds. */
  const undecided: Ohlc = [101, 110, 99, 109];

  it("at a stop, and on a signal or at the end, with its exits cancelled or not", () => {
    const stopped = after({ trailing: { distance: 5 } }, [undecided, [109, 109, 90, 90]]);
    expect(stopped).toEqual(["trailing-stop at 105, ambiguous"]);
    for (const how of ["signal", "end-of-data"] as const) {
      const venue = venueOf();
      venue.send({ bracket: { trailing: { distance: 5 } } });
      venue.flat(100);
      const last = venue.bar(undecided);
      if (how === "end-of-data") {
        venue.broker.cancelAll(0);
        venue.broker.finalize(0, 0, last);
      } else {
        venue.send({ side: "sell", reduceOnly: true, exitReason: "signal" });
        venue.flat(109);
      }
      expect(venue.story()[1]).toBe(`${how} at 109, ambiguous`);
      venue.send();
      venue.flat(100);
      venue.send({ side: "sell", reduceOnly: true, exitReason: "signal" });
      venue.flat(100);
      expect(venue.story().at(-1), "the next position begins without doubt").toBe("signal at 100");
    }
  });

  it("only while rules differ on the best price since an entry inside a bar", () => {
    const trail = (...bars: Ohlc[]) => {
      const venue = venueOf();
      venue.send({ type: "limit", limitPrice: 99, bracket: { trailing: { distance: 5 } } });
      for (const bar of bars) venue.bar(bar);
      return venue.story()[1];
    };
    // did the high of 101 come before the entry at 99, or after? It decides between a stop at 94 and one at 96
    const entry: Ohlc = [100, 101, 98, 98];
    expect(trail(entry, [98, 98, 93, 93])).toBe("trailing-stop at 94, ambiguous");
    expect(trail(entry, [98, 102, 97.5, 102], [102, 102, 90, 90]), "102 is the best either way").toBe(
      "trailing-stop at 97",
    );
    expect(trail(entry, [98, 98, 95, 98], [98.5, 103, 98.5, 103], [103, 103, 90, 90]), "96 was met").toBe(
      "trailing-stop at 98, ambiguous",
    );
  });
});
