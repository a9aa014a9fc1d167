const STYLE = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Text before it is painted, so that its width is its length. */
export interface Cell {
  readonly text: string;
  readonly style?: keyof typeof STYLE | undefined;
}

/** Cells that stand on one line; blanks between them are theirs. */
export type Line = readonly Cell[];

/** A line with ANSI colours, or without. */
export function paint(line: Line, colour: boolean): string {
  return line
    .map(({ text, style }) =>
      colour && style !== undefined && text !== "" ? `\u001b[${STYLE[style]}m${text}\u001b[0m` : text,
    )
    .join("");
}

/** Label to the left, value at the right edge; under the label where both do not fit on one line. */
export function row(label: string, value: Cell, width: number): Line[] {
  const room = width - label.length - 2;
  if (value.text.length < room) return [[{ text: `  ${label}` }, { ...value, text: value.text.padStart(room) }]];
  return [[{ text: `  ${label}` }], [{ ...value, text: value.text.padStart(width) }]];
}

/** Green or red by tone. */
export function toned(tone: "gain" | "loss" | null): Cell["style"] {
  return tone === null ? undefined : tone === "gain" ? "green" : "red";
}
