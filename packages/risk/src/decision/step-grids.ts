import { Grid } from "@bellwether/core";

const grids = new Map<number, Grid>();

/** The grid of a step; a run has few of them. @throws {BadGridError} for a step that is no positive decimal. */
export function gridOf(step: number): Grid {
  const found = grids.get(step);
  if (found !== undefined) return found;
  const grid = new Grid(step);
  if (grids.size > 10_000) grids.clear();
  grids.set(step, grid);
  return grid;
}
