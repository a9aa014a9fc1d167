import { type Fill, isFinal } from "@bellwether/core";
import type { Output, StartEntry } from "../journal/entry.js";
import type { ParityComparer } from "./parity-comparer.js";

type Take = ParityComparer["step"];

/**
 * Brings a run on an exchange and its simulated replay to the same form. What the exchange has told between two closes
 * belongs to the later of them, which is where a simulated exchange fills; parts of one order's fill count as one fill at
 * their mean price; of orders only their ends are compared, and of fills what an exchange can tell. What was told after the
 * last bar is left out: the replay knows nothing of a bar that has not closed. On paper every step passes as it is.
 */
export function alignReports(mode: StartEntry["mode"], take: Take): Take {
  if (mode === "paper") return take;
  const told: Output[] = [];
  return (entry, replayed) => {
    if (entry.type === "reports") {
      told.push(...entry.out);
      return;
    }
    const before = entry.type === "bars" ? told.splice(0) : [];
    const out = comparable([...joined(before), ...entry.out]);
    take({ ...entry, out }, { ...replayed, out: comparable(replayed.out) });
  };
}

/** Whether a bar left it open what came first is a question to a simulation only. */
function comparable(outputs: readonly Output[]): Output[] {
  return outputs.flatMap((output): Output[] => {
    if (output.kind === "order") return isFinal(output.update.status) ? [output] : [];
    if (output.kind !== "fill") return [output];
    const { ambiguous: _, ...fill } = output.fill;
    return [{ kind: "fill", fill }];
  });
}

/** One fill an order, where its first part was. */
function joined(told: readonly Output[]): Output[] {
  const fills = new Map<string, Fill>();
  for (const output of told) {
    if (output.kind !== "fill") continue;
    const before = fills.get(output.fill.orderId);
    fills.set(output.fill.orderId, before === undefined ? output.fill : both(before, output.fill));
  }
  const seen = new Set<string>();
  return told.flatMap((output): Output[] => {
    if (output.kind !== "fill") return [output];
    const { orderId } = output.fill;
    if (seen.has(orderId)) return [];
    seen.add(orderId);
    return [{ kind: "fill", fill: fills.get(orderId)! }];
  });
}

function both(a: Fill, b: Fill): Fill {
  const quantity = a.quantity + b.quantity;
  const mean = (x: number, y: number) => (x === y ? x : (x * a.quantity + y * b.quantity) / quantity);
  const { feePaid, ...rest } = b;
  return {
    ...rest,
    ...paid(a.feePaid, feePaid),
    quantity,
    price: mean(a.price, b.price),
    referencePrice: mean(a.referencePrice, b.referencePrice),
    fee: a.fee + b.fee,
    time: a.time,
  };
}

/** Fees in two assets are told by their value alone. */
function paid(a: Fill["feePaid"], b: Fill["feePaid"]): Pick<Fill, "feePaid"> {
  return a !== undefined && a.asset === b?.asset ? { feePaid: { asset: a.asset, amount: a.amount + b.amount } } : {};
}
