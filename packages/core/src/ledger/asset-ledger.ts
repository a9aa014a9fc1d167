import { POWERS_OF_TEN } from "../market/grid.js";
import type { Units } from "./units.js";

/**
 * Where amounts lie. Every posting moves an amount between two of them, so each asset sums to zero. `margin` backs isolated
 * positions; `insurance` is the venue's, and pays losses that no margin covers; `dust` is what is too small to sell.
 */
export const LEDGER_ACCOUNTS = [
  "deposit",
  "wallet",
  "venue",
  "fees",
  "margin",
  "funding",
  "insurance",
  "dust",
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

const MAX = Number.MAX_SAFE_INTEGER;

/** The exact amounts of one asset, in units of 10^-`scale`; doubles while those are exact, bigints from then on. */
export class AssetLedger {
  private readonly power: number;
  private readonly small: Record<LedgerAccount, number> = {
    deposit: 0,
    wallet: 0,
    venue: 0,
    fees: 0,
    margin: 0,
    funding: 0,
    insurance: 0,
    dust: 0,
  };
  private big: Record<LedgerAccount, bigint> | null = null;

  constructor(
    readonly asset: string,
    readonly scale: number,
  ) {
    this.power = POWERS_OF_TEN[scale]!;
  }

  /** @param units - amount in 10^-scale; a negative one moves back. */
  post(from: LedgerAccount, to: LedgerAccount, units: Units): void {
    if (this.big === null && typeof units === "number") {
      const small = this.small;
      const less = small[from] - units;
      const more = small[to] + units;
      if (less >= -MAX && less <= MAX && more >= -MAX && more <= MAX) {
        small[from] = less;
        small[to] = more;
        return;
      }
    }
    const big = this.widen();
    big[from] -= BigInt(units);
    big[to] += BigInt(units);
  }

  private widen(): Record<LedgerAccount, bigint> {
    this.big ??= Object.fromEntries(LEDGER_ACCOUNTS.map((account) => [account, BigInt(this.small[account])])) as Record<
      LedgerAccount,
      bigint
    >;
    return this.big;
  }

  /** What lies in an account, exactly, in units of 10^-scale. */
  units(account: LedgerAccount): bigint {
    return this.big === null ? BigInt(this.small[account]) : this.big[account];
  }

  /** The wallet as a double, for arithmetic that is not bookkeeping. */
  get free(): number {
    return this.big === null ? this.small.wallet / this.power : Number(this.big.wallet) / this.power;
  }

  toNumber(units: Units): number {
    return Number(units) / this.power;
  }

  /** Zero, always. */
  get sum(): bigint {
    return LEDGER_ACCOUNTS.reduce((sum, account) => sum + this.units(account), 0n);
  }
}
