import { decimalUnits } from "@bellwether/core";
import type { Balance } from "../exchange/trading.js";
import { BadVenueError } from "./venue-errors.js";

/** An exact amount as the double nearest to it. */
export function fromUnits(units: bigint, scale: number): number {
  return Number(`${units}e-${scale}`);
}

interface Account {
  free: bigint;
  locked: bigint;
}

/** Money by asset, counted in whole units of 10^-`scale`. Neither part of a balance can fall below zero. */
export class VenueWallet {
  readonly #accounts = new Map<string, Account>();
  /** Assets whose balance has changed since {@link drain}. */
  readonly #changed = new Set<string>();

  constructor(
    readonly scale: number,
    balances: Readonly<Record<string, number>>,
  ) {
    for (const [asset, amount] of Object.entries(balances)) this.add(asset, decimalUnits(amount, scale));
    this.#changed.clear();
  }

  free(asset: string): bigint {
    return this.#accounts.get(asset)?.free ?? 0n;
  }

  add(asset: string, units: bigint): void {
    this.#move(asset, units, 0n);
  }

  lock(asset: string, units: bigint): void {
    this.#move(asset, -units, units);
  }

  unlock(asset: string, units: bigint): void {
    this.#move(asset, units, -units);
  }

  balance(asset: string): Balance {
    const { free, locked } = this.#accounts.get(asset) ?? { free: 0n, locked: 0n };
    return { free: fromUnits(free, this.scale), locked: fromUnits(locked, this.scale) };
  }

  balances(): Map<string, Balance> {
    return new Map([...this.#accounts.keys()].map((asset) => [asset, this.balance(asset)]));
  }

  /** Assets whose balance has changed since the last call. */
  drain(): string[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  #move(asset: string, free: bigint, locked: bigint): void {
    const account = this.#accounts.get(asset) ?? { free: 0n, locked: 0n };
    const next = { free: account.free + free, locked: account.locked + locked };
    if (next.free < 0n || next.locked < 0n)
      throw new BadVenueError(
        `${asset}: cannot move ${fromUnits(free, this.scale)} free and ${fromUnits(locked, this.scale)} locked; the account holds ${fromUnits(account.free, this.scale)} and ${fromUnits(account.locked, this.scale)}`,
      );
    this.#accounts.set(asset, next);
    this.#changed.add(asset);
  }
}
