import { closeTimeOf, type Timeframe } from "@bellwether/core";
import { FAULTS_OF, type FaultDice } from "./faults.js";

type Row = (number | string)[];

/** Bars as a disturbed exchange sends them. The rows given are not changed. */
export function disturbRows(
  rows: readonly Row[],
  timeframe: Timeframe,
  now: number,
  faults: FaultDice,
): readonly Row[] {
  if (rows.length === 0) return rows;
  const applicable = FAULTS_OF.ROWS.filter(
    (name) => name !== "rowsUnfinished" || justClosed(rows, timeframe, now, faults.shape.unfinishedMs) >= 0,
  );
  const fault = faults.first(applicable, "GET /api/v3/klines");
  if (fault === null) return rows;
  const at = faults.int(rows.length);
  switch (fault) {
    case "rowsUnfinished": {
      const closed = justClosed(rows, timeframe, now, faults.shape.unfinishedMs);
      return [...rows.slice(0, closed), unfinished(rows[closed]!)];
    }
    case "rowsLate":
      return rows.slice(0, -1 - faults.int(2));
    case "rowsDuplicated":
      return [...rows.slice(0, at + 1), ...rows.slice(at)];
    case "rowsNaN":
      return rows.map((row, i) => (i === at ? nonsense(row, faults.int(4)) : row));
  }
}

/** The row that has closed within the last `within` ms, or -1. */
function justClosed(rows: readonly Row[], timeframe: Timeframe, now: number, within: number): number {
  return rows.findIndex(([openTime]) => {
    const age = now - closeTimeOf(timeframe, Number(openTime));
    return age >= 0 && age <= within;
  });
}

/** The row as it was before its last price came: its close is its open, and half of its volume is missing. */
function unfinished(row: Row): Row {
  return row.map((cell, column) => (column === 4 ? row[1]! : column === 5 ? (Number(cell) / 2).toFixed(8) : cell));
}

function nonsense(row: Row, kind: number): Row {
  const column = 1 + kind;
  return row.map((cell, i) => (i === column ? ["NaN", "", "-1.00000000", "1e999"][kind]! : cell));
}
