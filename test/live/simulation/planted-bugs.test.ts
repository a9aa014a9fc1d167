import { describe, expect, it } from "vitest";
import { runBlock } from "./block.js";
import { bugs } from "./bugs.js";
import { simulate } from "./simulate.js";
import type { Invariant } from "./violations.js";

/** Seeds within which a mistake must be noticed. */
const WITHIN = Number(process.env.BELLWETHER_SIM_BUG_SEEDS ?? 60);

/** What may notice which mistake first. */
const noticedBy: Readonly<Record<string, readonly Invariant[]>> = {
  "the disk is not synced": ["intent-first", "durable"],
  "names of files are not synced": ["durable", "goes-on"],
  "a commit resolves before anything is written": ["intent-first", "durable"],
  "a fill is booked twice": ["fill-true", "goes-on"],
  "a fill is told of twice": ["fill-once"],
  "a fill is lost": ["settled", "balances", "bars-flow"],
  "a price has noise": ["fill-true"],
  "a fee is forgotten": ["balances", "positions"],
  "an unclear answer counts as a refusal": ["balances"],
  "an order is sent again when its answer is unclear": ["one-order", "balances"],
  "an order is sent again under another name": ["intent-first"],
  "quantities are doubled on the way": ["settled", "bars-flow"],
  "all that rests is cancelled, strangers' orders too": ["strangers", "free"],
  "a bar counts as closed while it forms": ["bars-final", "bars-closed"],
  "a bar is skipped": ["bars-once"],
  "after a restart the last bar comes again": ["goes-on", "bars-once"],
  "bars that were caught up on are traded on": ["bars-as-collected"],
  "what must not be traded on is": ["bars-as-collected"],
  "the last entry of a journal is not read": ["goes-on", "replay", "durable"],
  "fills wait for the next but one": ["settled", "balances"],
};

describe("a mistake that is planted is noticed", () => {
  it.each(Object.entries(bugs))("%s", async (name, bug) => {
    for (let seed = 1; seed <= WITHIN; seed++) {
      const { violations } = await simulate(seed, { bug });
      if (violations.length === 0) continue;
      expect(noticedBy[name], violations[0]!.what).toContain(violations[0]!.invariant);
      return;
    }
    expect.fail(`nothing has noticed it in ${WITHIN} seeds`);
  });
});

it("a build that misbehaves in one seed of a hundred is named, with the command that shows it", async () => {
  const { failures } = await runBlock([41, 42, 43, 142], true);
  expect(failures).toHaveLength(2);
  expect(failures[0]).toMatch(
    /^seed 42, .*: bars-once: .*\n {2}BELLWETHER_SEED=42 npx vitest run test\/live\/simulation/s,
  );
  expect(failures[1]).toContain("seed 142");
});
