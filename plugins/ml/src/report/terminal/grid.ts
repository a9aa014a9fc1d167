import { type Cell, type Line, plain } from "@bellwether/backtest";

const NAME = 16;
const MAX_NAME = 28;
const COLUMN = 12;

/** A table for a terminal: names to the left, as many columns to the right as fit. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly (Cell | string)[] }[];
}

/** Lines of a table, none wider than `width`; columns that do not fit are left out, the last first. */
export function gridLines({ head, rows }: Grid, width: number): Line[] {
  const [title = "", ...labels] = head;
  const longest = Math.max(...rows.map(({ name }) => plain(name).length + 3), title.length + 1, 0);
  const nameWidth = Math.min(longest, width >= MAX_NAME + 3 * COLUMN ? MAX_NAME : NAME);
  const texts = rows.map(({ cells }) => cells.map((cell) => (typeof cell === "string" ? { text: cell } : cell)));
  const widths = labels.map((label, j) => {
    const widest = Math.max(label.length, ...texts.map((cells) => cells[j]?.text.length ?? 0));
    return Math.max(COLUMN, Math.min(MAX_NAME, widest + 1));
  });
  let room = width - nameWidth;
  let fits = 0;
  while (fits < widths.length && widths[fits]! <= room) room -= widths[fits++]!;
  const name = (text: string) =>
    (text.length > nameWidth - 1 ? `${text.slice(0, nameWidth - 2)}…` : text).padEnd(nameWidth);
  const cut = (text: string, j: number) => clipped(text, widths[j]! - 1).padStart(widths[j]!);
  return [
    [
      { text: name(plain(title)), style: "bold" },
      ...labels.slice(0, fits).map((label, j): Cell => ({ text: cut(plain(label), j), style: "dim" })),
    ],
    ...rows.map(
      (row, i): Line => [
        { text: name(`  ${plain(row.name)}`) },
        ...texts[i]!.slice(0, fits).map((cell, j): Cell => ({ ...cell, text: cut(cell.text, j) })),
      ],
    ),
  ];
}

/** A text cut to `room` characters. */
export function clipped(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
