import type { Output } from "../journal/entry.js";
import type { ParityKind } from "./parity-report.js";

/** What is compared of an output. */
interface Compared {
  readonly kind: ParityKind;
  /** Null for what concerns the account. */
  readonly lane: number | null;
  readonly value: unknown;
  /** In a few words, for a report of an output that the other side lacks. */
  readonly summary: string;
}

/** @returns null for what means the same as nothing: a strategy without an opinion. */
function comparedOf(output: Output): Compared | null {
  switch (output.kind) {
    case "signal": {
      const { lane, signal } = output;
      return signal === null ? null : { kind: "signal", lane, value: signal, summary: signal.signal };
    }
    case "verdict": {
      const { lane, verdict } = output;
      const summary =
        verdict.status === "approved" ? `approved ${verdict.order.quantity}` : `refused by ${verdict.rule}`;
      return { kind: "verdict", lane, value: verdict, summary };
    }
    case "request": {
      const { lane, side, quantity, type } = output.request;
      return { kind: "request", lane, value: output.request, summary: `${side} ${quantity} ${type}` };
    }
    case "order": {
      const { lane, id, status } = output.update;
      return { kind: "order", lane, value: output.update, summary: `${id} ${status}` };
    }
    case "fill": {
      const { lane, side, quantity, price } = output.fill;
      return { kind: "fill", lane, value: output.fill, summary: `${side} ${quantity} at ${price}` };
    }
    case "funding":
      return {
        kind: "funding",
        lane: output.funding.lane,
        value: output.funding,
        summary: `${output.funding.payment}`,
      };
    case "trade":
      return { kind: "trade", lane: output.lane, value: output.trade, summary: `${output.trade.pnl}` };
    case "halt":
      return { kind: "halt", lane: null, value: output.halt, summary: `halted by ${output.halt.rule}` };
    case "resume":
      return { kind: "halt", lane: null, value: { resumed: true }, summary: "resumed" };
    case "failure":
      return { kind: "failure", lane: output.lane, value: { message: output.message }, summary: output.message };
  }
}

/** Outputs of one kind and lane on both sides, the first with the first. */
export interface Pair {
  readonly kind: ParityKind;
  readonly lane: number | null;
  readonly recorded: Compared | null;
  readonly replayed: Compared | null;
}

/** Matches what two steps have led to, by kind and lane, in their order. */
export function pairsOf(recorded: readonly Output[], replayed: readonly Output[]): Pair[] {
  const sides = [recorded, replayed].map((outputs) => {
    const lists = new Map<string, Compared[]>();
    for (const output of outputs) {
      const compared = comparedOf(output);
      if (compared === null) continue;
      const key = `${compared.kind} ${compared.lane}`;
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [compared]);
      else list.push(compared);
    }
    return lists;
  });
  const pairs: Pair[] = [];
  for (const key of new Set(sides.flatMap((lists) => [...lists.keys()]))) {
    const [a = [], b = []] = sides.map((lists) => lists.get(key));
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const { kind, lane } = (a[i] ?? b[i])!;
      pairs.push({ kind, lane, recorded: a[i] ?? null, replayed: b[i] ?? null });
    }
  }
  return pairs;
}
