import type { LaneSpec, StartEntry } from "../journal/entry.js";
import { RunMismatchError } from "./errors.js";
import type { LiveLane, LiveOptions } from "./options.js";
import { plain } from "./plain.js";

/**
 * @throws {RunMismatchError} naming the first thing that a journal cannot change: where it trades, in what, with how many
 * lanes. Strategies, their parameters and risk may change.
 */
export function assertSameRun(first: StartEntry, options: LiveOptions): void {
  const { mode, exchange, account, streams, lanes } = options;
  const text = (list: LiveOptions["streams"]) =>
    list.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`).join(", ");
  const stream = (list: readonly LaneSpec[]) => list.map((lane) => streams[lane.stream]?.symbol ?? "?").join(", ");
  const pairs: readonly [what: string, before: string, now: string][] = [
    ["mode", first.mode, mode],
    ["exchange", first.exchange, exchange],
    ["account currency", first.quote, account.quote],
    ["starting balance", String(first.startingBalance), String(account.startingBalance)],
    ["list of symbols", text(first.streams), text(streams)],
    ["list of symbols, strategy by strategy,", stream(first.lanes), stream(lanes)],
  ];
  for (const [what, before, now] of pairs)
    if (before !== now)
      throw new RunMismatchError(
        `the journal holds a run whose ${what} is ${before}, and this one has ${now}; name another journal to begin anew`,
      );
}

/** The lanes whose strategy, parameters or artifacts are others today. */
export function changedLanes(
  before: readonly LaneSpec[],
  today: readonly LiveLane[],
): readonly { readonly lane: number; readonly to: LiveLane }[] {
  return today.flatMap((to, lane) => {
    const from = before[lane]!;
    const same =
      from.name === to.name &&
      from.type === to.type &&
      JSON.stringify(from.params) === JSON.stringify(plain(to.params)) &&
      JSON.stringify(from.artifacts) === JSON.stringify(to.artifacts);
    return same ? [] : [{ lane, to }];
  });
}

/** A lane as the journal describes it. */
export function laneSpecOf({ name, type, params, stream, artifacts }: LaneSpec): LaneSpec {
  return { name, type, params: plain(params), stream, artifacts };
}
