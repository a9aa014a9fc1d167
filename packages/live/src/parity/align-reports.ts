import type { Fill } from "@bellwether/core";
import type { Output } from "../journal/entry.js";
import type { ParityComparer } from "./parity-comparer.js";

type Take = ParityComparer["step"];

/**
 * Brings what an exchange has told between two closes to the later of them, which is where a simulated exchange fills.
 * Parts of one order's fill count as one fill at their mean price. What was told after the last bar is left out: the replay
 * knows nothing of a bar that has not closed. On paper every step passes as it is.
 */
export function alignReports(take: Take): Take {
  let told: Output[] = [];
  return (entry, replayed) => {
    if (entry.type === "reports") {
      told.push(...entry.out);
      return;
    }
    if (entry.type !== "bars" || told.length === 0) {
      take(entry, replayed);
      return;
    }
    const out = [...joined(told), ...entry.out];
    told = [];
    take({ ...entry, out }, replayed);
  };
}

/** One fill an order, and no status on the way to another. */
function joined(told: readonly Output[]): Output[] {
  const fills = new Map<string, Fill>();
  const last = new Map<string, Output>();
  for (const output of told) {
    if (output.kind === "fill") {
      const before = fills.get(output.fill.orderId);
      fills.set(output.fill.orderId, before === undefined ? output.fill : both(before, output.fill));
    } else if (output.kind === "order") last.set(output.update.id, output);
  }
  const seen = new Set<string>();
  return told.flatMap((output): Output[] => {
    if (output.kind === "order") {
      const { id, status } = output.update;
      return status === "partly-filled" && last.get(id) !== output ? [] : [output];
    }
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
