import type { EntryTerms } from "../src/order/order.js";
import { type Scripted, saying, scripted, signalOf } from "./loop-harness.js";

export const MINUTE = 60_000;

/** Opens are 100, 101, 102 ..., so that a buy limit of 90 never fills. */
export const limit = (limitPrice: number, more: Partial<EntryTerms> = {}) =>
  signalOf("LONG", { entry: { type: "limit", limitPrice, ...more } });

export const sent = ({ broker }: Scripted) =>
  broker.requests.map(({ side, type, limitPrice, reduceOnly, decidedAt }) =>
    [side, reduceOnly ? "exit" : type, limitPrice ?? "", "at", decidedAt / MINUTE]
      .filter((word) => word !== "")
      .join(" "),
  );

/** @param after - called when a batch is done, with the minute at which it closed. */
export async function run(
  words: readonly unknown[],
  options: Parameters<typeof scripted>[1] = {},
  set?: (all: Scripted) => void,
  after?: (all: Scripted, minute: number) => void,
) {
  const all: Scripted = scripted(saying(words), {
    ...options,
    onBatch: ({ time }) => {
      after?.(all, time / MINUTE);
      return false;
    },
  });
  set?.(all);
  await all.loop.run();
  return all;
}
