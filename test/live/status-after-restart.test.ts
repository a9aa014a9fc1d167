import { defineStrategy, long } from "@bellwether/core";
import { trade } from "@bellwether/live/node";
import { memoryJournal } from "@bellwether/live/testing";
import { buyAndHold } from "@bellwether/strategies";
import { expect, it } from "vitest";
import { paperStage } from "../helpers/paper-stage.js";

const MINUTE = 60_000;

/** Wants in at a price that never comes. */
const patient = defineStrategy({
  id: "patient",
  params: buyAndHold.params,
  create: () => ({
    warmup: 1,
    generateSignal: (df) =>
      long(df, {
        slDistance: 1,
        entry: { type: "limit", limitPrice: Math.round(df.close.last / 2), timeInForce: "gtc" },
      }),
  }),
});

it("the status of a run that was started again tells who has paused it, and what orders are open", async () => {
  const { options, settled, timers } = paperStage();
  const journal = memoryJournal();
  const run = await settled(trade({ ...options, strategy: patient, journal }));
  await settled(run.ready);
  await timers.run(timers.now() + 3 * MINUTE);
  const { orders } = run.status();
  expect(orders).toHaveLength(1);
  await settled(run.stop("over"));

  const later = paperStage(timers.now());
  const kept = memoryJournal(journal.committed);
  const next = await later.settled(trade({ ...later.options, strategy: patient, journal: kept }));
  await later.settled(next.ready);
  expect(next.status().orders).toEqual(orders);
  expect(next.status().paused).toBeNull();
  await later.settled(next.pause("anna: by hand"));
  const { paused } = next.status();
  expect(paused).toMatchObject({ by: "anna: by hand" });
  await later.settled(next.stop("over"));

  const last = paperStage(later.timers.now());
  const third = await last.settled(
    trade({ ...last.options, strategy: patient, journal: memoryJournal(kept.committed) }),
  );
  await last.settled(third.ready);
  expect(third.status()).toMatchObject({ halted: { rule: "halted" }, paused: { by: "anna: by hand" }, orders: [] });
  await last.settled(third.resume("anna"));
  expect(third.status().paused).toBeNull();
  await last.settled(third.stop("over"));
});
