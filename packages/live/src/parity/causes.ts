import { closeTimeOf, type Stream } from "@bellwether/core";
import type { BarsEntry, ControlEntry, ReportsEntry, SwapEntry } from "../journal/entry.js";
import { type LaneTrack, type Root, standsApart } from "./lane-track.js";
import type { ParityCause, ParityKind } from "./parity-report.js";

export type ComparedEntry = BarsEntry | ReportsEntry | ControlEntry | SwapEntry;

/** Whether a stream's bar of this step was not what it is in a backtest: caught up on, late, or held. */
export function isUntimely(entry: ComparedEntry, stream: number, streams: readonly Stream[]): boolean {
  if (entry.type !== "bars") return false;
  const late = entry.bars.some(({ stream: of, row: [openTime] }) => {
    const about = streams[of];
    return of === stream && about !== undefined && closeTimeOf(about.timeframe, openTime) !== entry.time;
  });
  return entry.quiet || late || entry.held.some((held) => held.stream === stream);
}

const FEES = /^(fee|feePaid(\..*)?)$/;
const TRADE_FEES = /^(fees|pnl|returnFraction)$/;

/** Why a fill differs that nothing before explains. @param paths - fields that differ; none where it is on one side only. */
function fillCause(paths: readonly string[], untimely: boolean): ParityCause {
  if (paths.length > 0 && paths.every((path) => FEES.test(path))) return "fee";
  return untimely || (paths.length > 0 && paths.every((path) => path === "time")) ? "timing" : "fill";
}

/** Likewise of a round trip whose fills are the same. */
function tradeCause(paths: readonly string[]): ParityCause {
  return paths.length > 0 && paths.every((path) => TRADE_FEES.test(path)) ? "fee" : "unexplained";
}

/** What is known when a difference is explained. */
export interface Known {
  readonly kind: ParityKind;
  /** Whether one side lacks it altogether. */
  readonly lacking: boolean;
  /** Fields that differ. */
  readonly paths: readonly string[];
  readonly track: LaneTrack;
  /** The difference from which account or another lane has not recovered. */
  readonly beyond: Root | null;
  /** Set where the lane's bars are in doubt: by a difference of their own, or by a note only. */
  readonly doubt: { readonly root: Root | null } | null;
  readonly untimely: boolean;
}

/** A cause, and the difference that it comes from if there is one already. */
export interface Explanation {
  readonly cause: ParityCause;
  readonly from: Root | null;
}

export const after = (root: Root | null): Explanation | null =>
  root === null ? null : { cause: root.cause, from: root };
export const own = (cause: ParityCause): Explanation => ({ cause, from: null });

/** Explains a difference in a lane: by what differs already where that has a bearing on it, else by itself. */
export function explain({ kind, lacking, paths, track, beyond, doubt, untimely }: Known): Explanation {
  const apart = standsApart(track) ? after(track.root) : null;
  const doubted = doubt === null ? null : (after(doubt.root) ?? own("data-revision"));
  const timing = untimely ? own("timing") : null;
  const before = after(track.decided ?? track.root ?? beyond);
  switch (kind) {
    case "signal":
    case "failure":
      // a strategy sees bars and its position, not the account
      if (apart !== null) return apart;
      if (track.version !== null) return own(track.version);
      return (lacking ? timing : null) ?? doubted ?? timing ?? own("unexplained");
    case "verdict":
      return before ?? timing ?? own("sizing");
    case "request":
      return before ?? (paths.join() === "quantity" ? own("sizing") : null) ?? timing ?? own("unexplained");
    case "fill": {
      const cause = fillCause(paths, untimely);
      return apart ?? (cause === "fee" ? null : doubted) ?? own(cause);
    }
    case "funding":
      return apart ?? doubted ?? own("unexplained");
    case "trade":
      return after(track.root) ?? own(tradeCause(paths));
    default:
      return after(track.root) ?? timing ?? own("fill");
  }
}
