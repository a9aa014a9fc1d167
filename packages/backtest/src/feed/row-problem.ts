import { clip } from "@bellwether/core";

/** What the rows of a bar file hold, by slot: the six fields of a bar, then extra columns. */
export const SLOT = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5, extra: 6 } as const;

/** What breaks a row, and the slot to point at. */
export interface RowProblem {
  readonly slot: number;
  readonly message: string;
  readonly hint?: string;
}

export const SKIP_HINT = 'correct it, or leave such rows out with badRows: "skip"';

/**
 * Names what is wrong with a row that was refused.
 * @param cells - the row's values by slot, NaN where a text was no number.
 * @param names - the input's own name of each slot.
 * @param textOf - the text of a slot as written.
 */
export function rowProblem(
  cells: Float64Array,
  names: readonly string[],
  textOf: (slot: number) => string,
): RowProblem | null {
  for (let slot: number = SLOT.open; slot < names.length; slot++) {
    const value = cells[slot]!;
    const text = textOf(slot);
    if (slot >= SLOT.extra && text === "") continue;
    if (!(Math.abs(value) < Number.POSITIVE_INFINITY)) return notNumber(slot, names[slot]!, text);
    if (slot <= SLOT.close && !(value > 0))
      return { slot, message: `${names[slot]} is ${value}, and a price is above 0`, hint: SKIP_HINT };
    if (slot === SLOT.volume && !(value >= 0))
      return { slot, message: `${names[slot]} is ${value}, and a volume is not negative`, hint: SKIP_HINT };
  }
  const [, open, high, low, close] = cells as unknown as [number, number, number, number, number];
  const breach = (slot: number, other: number, relation: string): RowProblem => ({
    slot,
    message: `${names[slot]} ${cells[slot]} is ${relation} ${names[other]} ${cells[other]}`,
    hint: SKIP_HINT,
  });
  if (!(low <= high)) return breach(SLOT.low, SLOT.high, "above");
  if (!(low <= open)) return breach(SLOT.open, SLOT.low, "below");
  if (!(open <= high)) return breach(SLOT.open, SLOT.high, "above");
  if (!(low <= close)) return breach(SLOT.close, SLOT.low, "below");
  if (!(close <= high)) return breach(SLOT.close, SLOT.high, "above");
  return null;
}

function notNumber(slot: number, name: string, text: string): RowProblem {
  if (text === "") return { slot, message: `${name} is empty`, hint: SKIP_HINT };
  const separated = /^[+-]?\d[\d,'_ ]*[,'_ ]\d/.test(text);
  return {
    slot,
    message: `${name} is ${clip(text)}, which is not a finite number`,
    hint: separated ? "write numbers without thousands separators, with a decimal point" : SKIP_HINT,
  };
}
