import { expect, it } from "vitest";
import { sampleBars } from "./checks/sample-bars.js";
import { frameOf } from "./frame/frame-of.js";
import { flat, long, short } from "./signal.js";

const df = frameOf(sampleBars({ rows: 3 }));

it("wishes from the last close on, with no view on its confidence unless it says otherwise", () => {
  const plain = { entryPrice: df.close.last, strategyType: "rule_based" };
  expect([long(df), short(df), flat(df)]).toEqual([
    { signal: "LONG", metadata: plain },
    { signal: "SHORT", metadata: plain },
    { signal: "FLAT", metadata: plain },
  ]);
  expect("confidence" in long(df).metadata).toBe(false);
  const details = { entryPrice: 5, confidence: 0.4, slDistance: 1, reason: "because", custom: [1] };
  expect(long(df, details).metadata).toEqual({ strategyType: "rule_based", ...details });
});
