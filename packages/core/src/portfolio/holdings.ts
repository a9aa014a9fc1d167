import type { AssetLedger } from "../ledger/asset-ledger.js";
import { type Ledger, LedgerError } from "../ledger/ledger.js";
import { nearestUnits, unitsOf } from "../ledger/units.js";
import type { Fill } from "../order/order.js";
import type { HoldingSpec } from "./account.js";
import { HOLDING_PLACES } from "./lane-units.js";
import type { Holding } from "./portfolio-view.js";

interface Held {
  /** Of one unit, in quote currency. */
  price: number;
  /** Units of the asset's books. A lane may trade the same asset: what it holds there is not ours. */
  left: bigint;
  readonly books: AssetLedger;
  readonly stream: number;
}

/** Assets besides the quote currency, held to pay fees with. */
export class Holdings {
  readonly count: number;
  private readonly held = new Map<string, Held>();

  constructor(ledger: Ledger, specs: readonly HoldingSpec[]) {
    this.count = specs.length;
    for (const { asset, amount, price, stream = -1 } of specs) {
      const books = ledger.open(asset, HOLDING_PLACES);
      ledger.deposit(books, amount);
      this.held.set(asset, { price, left: BigInt(unitsOf(amount, books.scale)), books, stream });
    }
  }

  /** In quote currency, at the last prices. */
  get value(): number {
    let value = 0;
    for (const { books, left, price } of this.held.values()) value += books.toNumber(left) * price;
    return value;
  }

  /** Whether there is enough of an asset to pay a fee with. */
  covers({ asset, amount }: NonNullable<Fill["feePaid"]>): boolean {
    const found = this.held.get(asset);
    return found !== undefined && BigInt(nearestUnits(amount, found.books.scale)) <= found.left;
  }

  view(asset: string): Holding | undefined {
    const found = this.held.get(asset);
    return found === undefined ? undefined : { asset, amount: found.books.toNumber(found.left), price: found.price };
  }

  /** The stream has closed at this price. */
  mark(stream: number, close: number): void {
    if (!(close > 0)) return; // a bar without a price: the last one holds
    for (const held of this.held.values()) if (held.stream === stream) held.price = close;
  }

  /** @throws {LedgerError} if there is not enough of the asset that the fee is paid in. */
  assertPayable({ orderId, feePaid }: Fill): void {
    const { asset, amount } = feePaid!;
    if (!this.covers(feePaid!)) throw new LedgerError(`${orderId}: the account cannot pay a fee of ${amount} ${asset}`);
  }

  /** Pays what {@link assertPayable} has let through. */
  pay({ feePaid }: Fill): void {
    const { asset, amount } = feePaid!;
    const found = this.held.get(asset)!;
    const units = BigInt(nearestUnits(amount, found.books.scale));
    found.books.post("wallet", "fees", units);
    found.left -= units;
  }
}
