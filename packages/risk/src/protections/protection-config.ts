import * as z from "zod";
import { CooldownOptions, cooldown } from "./cooldown.js";
import { DrawdownLockOptions, drawdownLock } from "./drawdown-lock.js";
import { LowProfitLockOptions, lowProfitLock } from "./low-profit-lock.js";
import type { Protection } from "./protection.js";
import { StopLossGuardOptions, stopLossGuard } from "./stop-loss-guard.js";

/** One entry of `protections`. */
export const ProtectionConfig = z.discriminatedUnion("type", [
  CooldownOptions,
  StopLossGuardOptions,
  DrawdownLockOptions,
  LowProfitLockOptions,
]);
export type ProtectionConfig = z.output<typeof ProtectionConfig>;

export function createProtection(config: ProtectionConfig): Protection {
  switch (config.type) {
    case "cooldown":
      return cooldown(config);
    case "stop-loss-guard":
      return stopLossGuard(config);
    case "drawdown-lock":
      return drawdownLock(config);
    case "low-profit-lock":
      return lowProfitLock(config);
  }
}
