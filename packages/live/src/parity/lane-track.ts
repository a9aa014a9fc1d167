import { isFinal } from "@bellwether/core";
import type { LaneSpec, Output } from "../journal/entry.js";
import type { ParityCause } from "./parity-report.js";

/** A difference that others come from. */
export interface Root {
  readonly number: number;
  readonly cause: ParityCause;
}

/** What one side has done in a lane so far, as far as later steps depend on it. */
interface Side {
  /** Orders at work: what they ask for, by id. */
  readonly working: Map<string, string>;
  /** Tells positions apart: a hash over the fills since the lane was flat. */
  position: number;
}

/** One lane of both sides. */
export interface LaneTrack {
  spec: LaneSpec;
  /** Cause of a signal that differs, where code or models differ; null where they are the same. */
  version: Extract<ParityCause, "code-version" | "model-version"> | null;
  readonly recorded: Side;
  readonly replayed: Side;
  /** The difference from which the lane has not recovered; null while both sides stand alike. */
  root: Root | null;
  /** That of its signal or verdict in this step. */
  decided: Root | null;
  /** Whether anything of it differed in this step. */
  differed: boolean;
}

export function laneTrack(spec: LaneSpec): LaneTrack {
  const side = (): Side => ({ working: new Map(), position: 0 });
  return { spec, version: null, recorded: side(), replayed: side(), root: null, decided: null, differed: false };
}

type SideOf = (lane: number) => Side | undefined;

/** Takes in the fills of a step on one side: what strategies see of it. */
export function followFills(outputs: readonly Output[], sideOf: SideOf): void {
  for (const output of outputs) {
    if (output.kind === "fill") {
      const { lane, side: bought, quantity, price } = output.fill;
      const side = sideOf(lane);
      if (side !== undefined) side.position = hash(`${bought},${quantity},${price}`, side.position);
    } else if (output.kind === "trade") {
      const side = sideOf(output.lane);
      if (side !== undefined) side.position = 0;
    }
  }
}

/** Takes in the orders of a step on one side: what works from now on, and what no longer does. */
export function followOrders(outputs: readonly Output[], sideOf: SideOf): void {
  for (const output of outputs) {
    if (output.kind !== "request") continue;
    const { lane, id, side, type, quantity, limitPrice, stopPrice, reduceOnly } = output.request;
    sideOf(lane)?.working.set(id, [side, type, quantity, limitPrice, stopPrice, reduceOnly].join());
  }
  for (const output of outputs) {
    if (output.kind === "order" && isFinal(output.update.status))
      sideOf(output.update.lane)?.working.delete(output.update.id);
    if (output.kind === "fill" && output.fill.remaining === 0)
      sideOf(output.fill.lane)?.working.delete(output.fill.orderId);
  }
}

/** Whether positions or orders at work differ. */
export function standsApart({ recorded, replayed }: LaneTrack): boolean {
  if (recorded.position !== replayed.position || recorded.working.size !== replayed.working.size) return true;
  for (const [id, asks] of recorded.working) if (replayed.working.get(id) !== asks) return true;
  return false;
}

/** FNV-1a. */
function hash(text: string, basis: number): number {
  let h = (basis ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}
