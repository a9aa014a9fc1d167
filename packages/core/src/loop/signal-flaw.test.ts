import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalOf } from "../../test/loop-harness.js";
import type { Signal } from "../signal.js";
import { badSignal } from "./errors.js";
import { flawOf } from "./signal-flaw.js";
import { isActionable } from "./valid-signal.js";

const level = { distance: 1 };
const circular: Record<string, unknown> = {};
circular.self = circular;

describe("what is wrong with a signal: the field, its value and what belongs there", () => {
  it.each<[string, object]>([
    ["confidence is 1.5; it lies in [0, 1]", { confidence: 1.5 }],
    ['winProbability is "much"; it lies in [0, 1]', { winProbability: "much" }],
    ["entryPrice is missing", { entryPrice: undefined }],
    ["slDistance is NaN; it is finite and above 0", { slDistance: Number.NaN }],
    ["tpDistance is Infinity; it is finite and above 0", { tpDistance: Number.POSITIVE_INFINITY }],
    ['entry is "limit"; it is an object such as { type: "limit", limitPrice: 99 }', { entry: "limit" }],
    [
      'entry.type is "limt"; it is one of market, limit, stop, stop-limit. Did you mean "limit"?',
      { entry: { type: "limt" } },
    ],
    ["entry.type is missing; it is one of market, limit, stop, stop-limit", { entry: {} }],
    ["entry.limitPrice is missing for a limit order", { entry: { type: "limit" } }],
    ["entry.limitPrice is -1; it is finite and above 0", { entry: { type: "limit", limitPrice: -1 } }],
    ["entry.stopPrice is 98; a limit order has none", { entry: { type: "limit", limitPrice: 99, stopPrice: 98 } }],
    [
      'entry.timeInForce is "day"; it is one of gtc, gtd, ioc, fok',
      { entry: { type: "limit", limitPrice: 99, timeInForce: "day" } },
    ],
    ["entry.expiresAt is missing for a gtd order", { entry: { type: "limit", limitPrice: 99, timeInForce: "gtd" } }],
    ["entry.expiresAt is 5; only a gtd order has one", { entry: { type: "market", expiresAt: 5 } }],
    [
      'entry.limtPrice is unknown; there are type, limitPrice, stopPrice, timeInForce, expiresAt, postOnly. Did you mean "limitPrice"?',
      { entry: { type: "limit", limtPrice: 99 } },
    ],
    [
      'exits.traling is unknown; there are trailing, breakEven, timeStop, targets. Did you mean "trailing"?',
      { exits: { traling: { distance: 1 } } },
    ],
    [
      "exits.stopLoss is none of a signal's exits; say slDistance beside exits",
      { exits: { stopLoss: { distance: 1 } } },
    ],
    ["exits.trailing is 5; it is an object of distance, after", { exits: { trailing: 5 } }],
    ["exits.trailing.distance is missing", { exits: { trailing: {} } }],
    ["exits.breakEven.offset is -1; it is finite and not below 0", { exits: { breakEven: { after: 1, offset: -1 } } }],
    ["exits.timeStop.bars is 0; it is finite and above 0", { exits: { timeStop: { bars: 0 } } }],
    ['exits.targets is "all"; it is a list of { level, share }', { exits: { targets: "all" } }],
    ["exits.targets[0].share is 50; it lies in (0, 1]", { exits: { targets: [{ level, share: 50 }] } }],
    ["exits.targets[0].level is missing; it is { price } or { distance }", { exits: { targets: [{ share: 1 }] } }],
    [
      "exits.targets[1].level.price is 0; it is finite and above 0",
      {
        exits: {
          targets: [
            { level, share: 0.5 },
            { level: { price: 0 }, share: 0.5 },
          ],
        },
      },
    ],
    [
      "the shares of exits.targets add up to 1.5; they add up to 1 at most",
      { exits: { targets: [1, 0.5].map((share) => ({ level, share })) } },
    ],
  ])("%s", (flaw, metadata) => {
    const signal = signalOf("LONG", { reason: "x".repeat(500), ...metadata });
    expect(flawOf(signal)).toBe(flaw);
    expect(badSignal({ lane: 0, strategy: "s", symbol: "A/B" } as never, 0, signal).message).toContain(
      `returned no signal: ${flaw}`,
    );
  });

  it.each([
    ['it is "LONG"', "LONG"],
    ['signal is "BUY"; it is one of LONG, SHORT and FLAT', signalOf("BUY" as never)],
    ["metadata is missing; it is an object", { signal: "LONG" }],
    ["confidence is [object Object]", signalOf("LONG", { confidence: circular as never })],
  ])("%s", (flaw, signal) => expect(flawOf(signal)).toContain(flaw));
});

/** Any value that a field may hold by mistake or on purpose. */
const value = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, "limit", Number.NaN, Number.POSITIVE_INFINITY, {}, []),
  fc.constantFrom(-1, 0, 0.5, 1, 99),
);
const fields = (known: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.record({ ...known, typo: value }, { requiredKeys: [] }) },
    { weight: 9, arbitrary: fc.record(known, { requiredKeys: [] }) },
    value,
  );
const metadata = fc.record(
  {
    confidence: value,
    entryPrice: fc.constant(100),
    entry: fields({
      type: fc.constantFrom("market", "limit", "stop", "stop-limit", "toString"),
      limitPrice: value,
      stopPrice: value,
      timeInForce: fc.constantFrom("gtc", "gtd", "ioc", "day", undefined, null),
      expiresAt: value,
    }),
    exits: fields({
      trailing: fields({ distance: value, after: value }),
      breakEven: fields({ after: value, offset: value }),
      timeStop: fields({ bars: value, ms: value }),
      targets: fc.oneof(
        fc.array(fields({ level: fields({ price: value, distance: value }), share: value }), { maxLength: 2 }),
        value,
      ),
    }),
  },
  { requiredKeys: ["entryPrice"] },
);

it("finds a flaw exactly where the fast check finds one", () => {
  fc.assert(
    fc.property(metadata, (all) => {
      const signal = { signal: "LONG", metadata: all } as unknown as Signal;
      expect(flawOf(signal) === null).toBe(isActionable(signal));
    }),
    { numRuns: 2_000 },
  );
});
