import { TradingError } from "../errors.js";
import { decimalPlaces, decimalUnits } from "../market/grid.js";

/** Where amounts lie. Every posting moves an amount between two of them, so each asset sums to zero. */
export type LedgerAccount = "deposit" | "wallet" | "venue" | "fees";

/** A posting would break the books. */
export class LedgerError extends TradingError {
  override readonly code = "LEDGER";
}

/** Digits that no asset goes beyond; finer amounts are cut against us. */
const MAX_SCALE = 18;

/** The exact amounts of one asset, in units of 10^-`scale`. */
export class AssetLedger {
  deposit = 0n;
  wallet = 0n;
  venue = 0n;
  fees = 0n;
  readonly #power: number;
  #free = 0;
  #stale = false;

  constructor(
    readonly asset: string,
    readonly scale: number,
  ) {
    this.#power = 10 ** scale;
  }

  /** @param units - amount in 10^-scale; negative moves it back. */
  post(from: LedgerAccount, to: LedgerAccount, units: bigint): void {
    this[from] -= units;
    this[to] += units;
    this.#stale = true;
  }

  /** The wallet as a double, for arithmetic that is not bookkeeping. */
  get free(): number {
    if (this.#stale) {
      this.#free = this.toNumber(this.wallet);
      this.#stale = false;
    }
    return this.#free;
  }

  toNumber(units: bigint): number {
    return Number(units) / this.#power;
  }

  /** Zero, always. */
  get sum(): bigint {
    return this.deposit + this.wallet + this.venue + this.fees;
  }
}

/** Exact decimal double-entry books of one account: one {@link AssetLedger} an asset. */
export class Ledger {
  readonly assets = new Map<string, AssetLedger>();

  /** Opens an asset's books; amounts beyond `scale` digits are cut against us. */
  open(asset: string, scale: number): AssetLedger {
    const found = this.assets.get(asset);
    if (found !== undefined && found.scale >= scale) return found;
    if (found !== undefined) throw new LedgerError(`${asset} is open already with ${found.scale} digits, ${scale} were asked for`);
    const fresh = new AssetLedger(asset, Math.min(MAX_SCALE, scale));
    this.assets.set(asset, fresh);
    return fresh;
  }

  deposit(asset: AssetLedger, amount: number): void {
    asset.post("deposit", "wallet", decimalUnits(amount, asset.scale));
  }
}

/** Digits that price × quantity × fee rate needs at most. */
export function quoteScale(tickPlaces: number, stepPlaces: number, contractSize: number, ...rates: readonly number[]): number {
  return Math.min(MAX_SCALE, tickPlaces + stepPlaces + decimalPlaces(contractSize) + Math.max(0, ...rates.map(decimalPlaces)));
}

/** Multiplies two decimals exactly into units of 10^-`scale`; a remainder is cut, or rounded up with `up`. */
export function exactProduct(a: number, aPlaces: number, b: number, bPlaces: number, scale: number, up = false): bigint {
  const x = Math.round(a * 10 ** aPlaces);
  const y = Math.round(b * 10 ** bPlaces);
  const product = x * y;
  const units =
    Number.isSafeInteger(product) && x / 10 ** aPlaces === a && y / 10 ** bPlaces === b ? BigInt(product) : decimalUnits(a, aPlaces) * decimalUnits(b, bPlaces);
  const shift = scale - aPlaces - bPlaces;
  if (shift >= 0) return units * TEN[shift]!;
  const divisor = TEN[-shift] ?? 10n ** BigInt(-shift);
  const cut = units / divisor;
  return up && cut * divisor !== units ? cut + 1n : cut;
}

const TEN = Array.from({ length: 40 }, (_, i) => 10n ** BigInt(i));
