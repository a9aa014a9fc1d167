import { describe, expect, it } from "vitest";
import { signalOf } from "../../test/loop-harness.js";
import type { Signal } from "../signal.js";
import { flawOf } from "./signal-flaw.js";
import { isActionable, isSameEntry, mayLeave } from "./valid-signal.js";

const { NaN: NONE, POSITIVE_INFINITY: ENDLESS } = Number;

const good: [string, object][] = [
  ["nothing more than its price", {}],
  ["no view on its confidence", { confidence: undefined }],
  ["confidence and chance at their ends", { confidence: 0, winProbability: 1 }],
  ["distances", { slDistance: 1, tpDistance: 2 }],
  ["a market entry", { entry: { type: "market" } }],
  ["a limit entry", { entry: { type: "limit", limitPrice: 99, postOnly: true } }],
  ["a stop entry", { entry: { type: "stop", stopPrice: 101, timeInForce: "gtc" } }],
  ["a stop-limit entry", { entry: { type: "stop-limit", stopPrice: 101, limitPrice: 102, timeInForce: "ioc" } }],
  ["a limit entry that expires", { entry: { type: "limit", limitPrice: 99, timeInForce: "gtd", expiresAt: 5 } }],
  ["all or nothing at once", { entry: { type: "market", timeInForce: "fok" } }],
  ["a trailing stop", { exits: { trailing: { distance: 2, after: 1 } } }],
  ["a move to break-even", { exits: { breakEven: { after: 2, offset: 0 } } }],
  ["a move beyond break-even", { exits: { breakEven: { after: 2, offset: 0.1 } } }],
  ["a time stop in bars", { exits: { timeStop: { bars: 3 } } }],
  ["a time stop in both", { exits: { timeStop: { bars: 3, ms: 1_000 } } }],
  [
    "targets for all of it",
    {
      exits: {
        targets: [0.1, 0.2, 0.7].map((share, i) => ({ level: i === 0 ? { price: 101 } : { distance: i }, share })),
      },
    },
  ],
];

const bad: [string, object][] = [
  ["a confidence above 1", { confidence: 1.01 }],
  ["a confidence of null", { confidence: null }],
  ["a chance of NaN", { winProbability: NONE }],
  ["a negative chance", { winProbability: -0.1 }],
  ["no price", { entryPrice: undefined }],
  ["a price of zero", { entryPrice: 0 }],
  ["a stop of zero distance", { slDistance: 0 }],
  ["an endless target", { tpDistance: ENDLESS }],
  ["an entry that is a word", { entry: "limit" }],
  ["an entry of null", { entry: null }],
  ["an entry of an unknown type", { entry: { type: "iceberg" } }],
  ["an entry of an inherited type", { entry: { type: "toString", limitPrice: 99, stopPrice: 99 } }],
  ["a market entry with a limit", { entry: { type: "market", limitPrice: 99 } }],
  ["a market entry with a stop", { entry: { type: "market", stopPrice: 99 } }],
  ["a limit entry without limit", { entry: { type: "limit" } }],
  ["a limit entry at NaN", { entry: { type: "limit", limitPrice: NONE } }],
  ["a limit entry with a stop", { entry: { type: "limit", limitPrice: 99, stopPrice: 98 } }],
  ["a stop entry without stop", { entry: { type: "stop" } }],
  ["a stop entry with a limit", { entry: { type: "stop", stopPrice: 101, limitPrice: 102 } }],
  ["a stop-limit entry without limit", { entry: { type: "stop-limit", stopPrice: 101 } }],
  ["a stop-limit entry without stop", { entry: { type: "stop-limit", limitPrice: 101 } }],
  ["an unknown life", { entry: { type: "market", timeInForce: "day" } }],
  ["an end without a date", { entry: { type: "limit", limitPrice: 99, timeInForce: "gtd" } }],
  ["an end at NaN", { entry: { type: "limit", limitPrice: 99, timeInForce: "gtd", expiresAt: NONE } }],
  ["a date without an end", { entry: { type: "limit", limitPrice: 99, expiresAt: 5 } }],
  ["an entry with a misspelt key", { entry: { type: "limit", limitPrice: 99, postOnyl: true } }],
  ["exits of null", { exits: null }],
  ["a misspelt exit", { exits: { traling: { distance: 1 } } }],
  ["a misspelt key of an exit", { exits: { trailing: { distance: 1, afer: 2 } } }],
  ["a misspelt key of a break-even", { exits: { breakEven: { after: 1, offest: 2 } } }],
  ["a misspelt key of a time stop", { exits: { timeStop: { bar: 3 } } }],
  ["a misspelt key of a target", { exits: { targets: [{ level: { distance: 1 }, share: 0.5, at: 1 }] } }],
  ["a misspelt key of a level", { exits: { targets: [{ level: { distance: 1, prise: 2 }, share: 0.5 }] } }],
  ["a stop among the exits", { exits: { stopLoss: { distance: 1 } } }],
  ["a trailing stop without distance", { exits: { trailing: {} } }],
  ["a trailing stop of zero", { exits: { trailing: { distance: 0 } } }],
  ["a trailing stop that begins at NaN", { exits: { trailing: { distance: 1, after: NONE } } }],
  ["break-even at once", { exits: { breakEven: { after: 0 } } }],
  ["break-even that loses", { exits: { breakEven: { after: 1, offset: -1 } } }],
  ["a time stop of no bars", { exits: { timeStop: { bars: 0 } } }],
  ["a time stop of NaN", { exits: { timeStop: { ms: NONE } } }],
  ["targets that are none", { exits: { targets: { level: { price: 1 }, share: 0.5 } } }],
  ["a target of null", { exits: { targets: [null] } }],
  ["a target without level", { exits: { targets: [{ share: 0.5 }] } }],
  ["a target at NaN", { exits: { targets: [{ level: { price: NONE }, share: 0.5 }] } }],
  ["a target at no distance", { exits: { targets: [{ level: { distance: 0 }, share: 0.5 }] } }],
  ["a share above 1", { exits: { targets: [{ level: { distance: 1 }, share: 1.1 }] } }],
  ["a share of NaN", { exits: { targets: [{ level: { distance: 1 }, share: NONE }] } }],
  ["a share of nothing", { exits: { targets: [{ level: { distance: 1 }, share: 0 }] } }],
  [
    "shares of more than there is",
    { exits: { targets: [0.6, 0.5].map((share) => ({ level: { distance: 1 }, share })) } },
  ],
];

describe("a signal can be acted upon", () => {
  it.each(good)("with %s", (_name, metadata) => {
    const signal = signalOf("LONG", metadata);
    expect([isActionable(signal), flawOf(signal)]).toEqual([true, null]);
  });
});

describe("a signal cannot be acted upon", () => {
  it.each(bad)("with %s", (_name, metadata) => {
    const signal = signalOf("LONG", metadata);
    expect([isActionable(signal), typeof flawOf(signal)]).toEqual([false, "string"]);
  });

  it("without metadata", () => {
    for (const metadata of [undefined, null, "text"])
      expect(isActionable({ signal: "LONG", metadata } as unknown as Signal)).toBe(false);
  });
});

it.each([{ stopLoss: { price: 90 } }, { takeProfit: { distance: 5 } }, { trailingStop: { distance: 5 } }])(
  "no exit is overlooked: %j is none that a signal can name",
  (exits) => {
    expect(isActionable(signalOf("LONG", { exits: exits as never }))).toBe(false);
  },
);

it("only FLAT may leave without a price, and not without metadata", () => {
  expect(mayLeave(signalOf("FLAT", { entryPrice: NONE }))).toBe(true);
  expect(mayLeave(signalOf("SHORT"))).toBe(false);
  expect(mayLeave({ signal: "FLAT" } as Signal)).toBe(false);
});

describe("an entry that works", () => {
  const limit = { type: "limit", limitPrice: 99 } as const;

  it.each([
    ["a market order and no terms", { type: "market" }, undefined, true],
    ["a market order and a limit", { type: "market" }, limit, false],
    ["a limit and no terms", limit, undefined, false],
    ["equal limits", limit, { ...limit }, true],
    ["gtc, said or not", limit, { ...limit, timeInForce: "gtc" }, true],
    ["another price", limit, { ...limit, limitPrice: 98 }, false],
    ["another stop", { type: "stop", stopPrice: 1 }, { type: "stop", stopPrice: 2 }, false],
    ["another life", limit, { ...limit, timeInForce: "ioc" }, false],
    [
      "another end",
      { ...limit, timeInForce: "gtd", expiresAt: 1 },
      { ...limit, timeInForce: "gtd", expiresAt: 2 },
      true,
    ],
  ] as const)("compared by its terms: %s", (_name, a, b, same) => {
    expect(isSameEntry(a, b)).toBe(same);
  });
});
