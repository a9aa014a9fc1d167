import { expect, it } from "vitest";
import { sampleBars } from "./checks/sample-bars.js";
import { frameOf } from "./frame/frame-of.js";
import { flat, long, short } from "./signal.js";

const df = frameOf(sampleBars({ rows: 3 }));

it("wishes from the last close on, with full confidence unless it says otherwise", () => {
  const plain = { entryPrice: df.close.last, confidence: 1, strategyType: "rule_based" };
  expect([long(df), short(df), flat(df)]).toEqual([
    { signal: "LONG", metadata: plain },
    { signal: "SHORT", metadata: plain },
    { signal: "FLAT", metadata: plain },
  ]);
  const details = { entryPrice: 5, confidence: 0.4, slDistance: 1, reason: "because", custom: [1] };
  expect(long(df, details).metadata).toEqual({ strategyType: "rule_based", ...details });
});
