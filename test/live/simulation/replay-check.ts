import type { Broker } from "@bellwether/core";
import {
  type Entry,
  type Journal,
  type LaneSpec,
  type LiveBroker,
  type LiveOptions,
  type LiveRun,
  startLive,
} from "@bellwether/live";
import { strategyOf } from "./catalogue.js";
import { never } from "./life.js";
import { stateText } from "./state.js";

/** A journal that holds these entries and forgets what is appended. */
const fixed = (entries: readonly Entry[]): Journal => ({
  torn: null,
  async *entries() {
    yield entries;
  },
  append: () => {},
  commit: async () => {},
  close: async () => {},
});

/** Plays a journal as a restart would, with nothing around it. @returns the state that it leads to. */
export async function stateAfter(
  entries: readonly Entry[],
  lanes: readonly LaneSpec[],
  live: LiveOptions,
): Promise<string> {
  let run: LiveRun | undefined;
  let broker: (Broker | LiveBroker) | undefined;
  let state: string | undefined;
  const options: LiveOptions = {
    ...live,
    lanes: lanes.map((spec) => ({ ...spec, strategy: strategyOf(spec) })),
    journal: fixed(entries),
    source: {
      history: async () => [],
      start: () => {
        state = stateText(run!.loop, workingOf(broker!));
      },
      next: never,
      stop: async () => {},
    },
    makeBroker: (inbox) => {
      broker = live.makeBroker(inbox);
      if ("apply" in broker) Object.assign(broker, { recover: async () => [], release: () => {} });
      return broker;
    },
    onNotice: () => {},
  };
  run = await startLive(options);
  await run.ready;
  return state!;
}

/** Orders that a broker of an exchange has under way. */
export function workingOf(broker: Broker | LiveBroker): readonly unknown[] {
  return "working" in broker ? (broker.working as readonly unknown[]) : [];
}
