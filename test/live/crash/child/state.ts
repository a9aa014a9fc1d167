import type { LiveRun } from "@bellwether/live";

/** All that a restart must bring back, as JSON has it. */
export function stateOf({ loop }: LiveRun) {
  const { portfolio, desk, equity } = loop;
  return {
    equity: [...equity.equity],
    trades: portfolio.trades,
    positions: portfolio.positions.map(({ view }) => view),
    refusals: desk.refusals,
    halts: desk.halts,
    lanes: loop.lanes.map(({ entering, leaving, spentStance, timeStop }) => ({
      entering,
      leaving,
      spentStance,
      timeStop,
    })),
  };
}
