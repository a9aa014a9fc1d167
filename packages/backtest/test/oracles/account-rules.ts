import type { InstrumentRules } from "@bellwether/core";

/**
 * An account of a reference library, which exchanges no cash for a position and liquidates nothing: a perpetual without
 * maintenance margin. Whole units, on a tick too fine to matter.
 * @param fee - fraction of notional, at each fill.
 */
export function perpetual(fee: number, leverage = 1): InstrumentRules {
  return {
    kind: "linear",
    tick: 1e-11,
    step: 1,
    maker: fee,
    taker: fee,
    leverage,
    marginTiers: [{ maintenanceRate: 0, maxLeverage: leverage }],
    liquidationFee: 0,
  };
}

/** The same units and tick, bought and paid for. */
export function spot(fee: number): InstrumentRules {
  return { tick: 1e-11, step: 1, maker: fee, taker: fee };
}
