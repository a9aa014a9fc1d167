import { TradingError } from "../errors.js";
import { decimalPlaces } from "../market/grid.js";
import { AssetLedger } from "./asset-ledger.js";
import { unitsOf } from "./units.js";

/** A posting would break the books. */
export class LedgerError extends TradingError {
  override readonly code = "LEDGER";
}

/** Digits that no asset goes beyond; finer amounts are cut. */
const MAX_SCALE = 18;

/** Exact decimal double-entry books of one account: one {@link AssetLedger} an asset. */
export class Ledger {
  readonly assets = new Map<string, AssetLedger>();

  /**
   * The books of an asset, opened at first with `scale` digits after the point (18 at most).
   * @throws {LedgerError} if they are open already with fewer.
   */
  open(asset: string, scale: number): AssetLedger {
    const digits = Math.min(MAX_SCALE, scale);
    const found = this.assets.get(asset);
    if (found !== undefined && found.scale >= digits) return found;
    if (found !== undefined)
      throw new LedgerError(`${asset} is open already with ${found.scale} digits, ${digits} were asked for`);
    const fresh = new AssetLedger(asset, digits);
    this.assets.set(asset, fresh);
    return fresh;
  }

  deposit(asset: AssetLedger, amount: number): void {
    asset.post("deposit", "wallet", unitsOf(amount, asset.scale));
  }
}

/** Digits that price × quantity × fee rate needs at most. */
export function quoteScale(
  tickPlaces: number,
  stepPlaces: number,
  contractSize: number,
  ...rates: readonly number[]
): number {
  return Math.min(
    MAX_SCALE,
    tickPlaces + stepPlaces + decimalPlaces(contractSize) + Math.max(0, ...rates.map(decimalPlaces)),
  );
}
