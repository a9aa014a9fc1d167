import type { Balance } from "@bellwether/live";
import { asAmount, asObject, asText, isAbsent, unreadable } from "./check.js";

/**
 * Balances as ccxt unifies them. An account without any asset is not believed: a garbled answer reads the same.
 * @throws {ExchangeUnclearError}
 */
export function checkBalances(answer: unknown): ReadonlyMap<string, Balance> {
  const balance = asObject(answer, "the account");
  const parts = [balance.free, balance.used, balance.total].map((part, i) =>
    asObject(part, ["free", "used", "total"][i]!),
  );
  const assets = new Set(parts.flatMap((part) => Object.keys(part)));
  const balances = new Map<string, Balance>();
  for (const asset of [...assets].sort()) {
    const [free, used, total] = parts.map((part) => part[asset]);
    balances.set(asText(asset, "an asset", 32), balanceOf(asset, free, used, total));
  }
  if (balances.size === 0) unreadable("an account without assets", "none");
  return balances;
}

/** Some exchanges leave one of the three out. */
function balanceOf(asset: string, free: unknown, used: unknown, total: unknown): Balance {
  const amount = (value: unknown, name: string) =>
    isAbsent(value) ? undefined : asAmount(value, `the ${name} amount of ${asset}`);
  const [open, locked, all] = [amount(free, "free"), amount(used, "used"), amount(total, "total")];
  if (open !== undefined) return { free: open, locked: locked ?? (all === undefined ? 0 : rest(all, open, asset)) };
  if (all === undefined) return { free: 0, locked: locked ?? 0 };
  return { free: rest(all, locked ?? 0, asset), locked: locked ?? 0 };
}

/** Not below 0 but by rounding. */
function rest(all: number, part: number, asset: string): number {
  const left = all - part;
  if (!(left >= -1e-9 * all)) unreadable(`more than all of ${asset}`, part);
  return Math.max(0, left);
}
