import type { Stream } from "@bellwether/core";
import type { Entry, LaneSpec } from "./entry.js";

/** What the numbers of lanes and streams stand for at this point of a journal. */
export class JournalNames {
  #lanes: readonly LaneSpec[] = [];
  #streams: readonly Stream[] = [];

  /** To be shown every entry in turn, before its outputs are named. */
  see(entry: Entry): void {
    if (entry.type === "start") {
      this.#lanes = entry.lanes;
      this.#streams = entry.streams;
    }
    if (entry.type === "swap") {
      const lanes = [...this.#lanes];
      for (const { lane, to } of entry.lanes) lanes[lane] = to;
      this.#lanes = lanes;
    }
  }

  /** Name of the strategy, or the lane's number where the journal has not said. */
  lane(lane: number): string {
    return this.#lanes[lane]?.name ?? `lane ${lane}`;
  }

  /** Names of all lanes, each once. */
  get lanes(): readonly string[] {
    return [...new Set(this.#lanes.map(({ name }) => name))];
  }

  symbolOf(lane: number): string {
    return this.stream(this.#lanes[lane]?.stream ?? -1).symbol;
  }

  /** Symbol and timeframe; empty where the journal has not said. */
  stream(stream: number): { readonly symbol: string; readonly timeframe: string } {
    return this.#streams[stream] ?? { symbol: "", timeframe: "" };
  }
}

/** ISO 8601 UTC; empty for what is no time, so that one bad number spoils no list. */
export function isoTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
