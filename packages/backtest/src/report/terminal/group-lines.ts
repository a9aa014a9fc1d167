import { decimal } from "../format.js";
import type { BacktestReport } from "../report.js";
import { GROUP_COLUMNS, type GroupTable, groupTables } from "../words/group-words.js";
import type { Cell, Line } from "./cell.js";
import { plain } from "./terminal-text.js";

const MAX_GROUPS = 10;
const MIN_NAME = 16;
const MAX_NAME = 28;
const COLUMN = 14;
/** Where even two columns of that width do not fit. */
const NARROW = 12;

/** Trades by side, exit, symbol and strategy, in as many columns as fit. */
export function groupLines(report: BacktestReport, width: number): Line[] {
  const tables = groupTables(report);
  const longest = Math.max(0, ...tables.flatMap(({ groups }) => groups.map(({ name }) => plain(name).length + 3)));
  const roomy = width >= MAX_NAME + 3 * COLUMN;
  const nameWidth = roomy ? Math.min(MAX_NAME, Math.max(MIN_NAME, longest)) : MIN_NAME;
  return tables.flatMap((table) => [[], ...tableLines(table, nameWidth, width)]);
}

function tableLines({ title, groups }: GroupTable, nameWidth: number, width: number): Line[] {
  const columns = GROUP_COLUMNS.slice(0, Math.min(5, Math.max(2, Math.floor((width - nameWidth) / COLUMN))));
  const columnWidth = width < nameWidth + 2 * COLUMN ? NARROW : COLUMN;
  const name = (text: string) =>
    (text.length > nameWidth - 1 ? `${text.slice(0, nameWidth - 2)}…` : text).padEnd(nameWidth);
  const head: Line = [
    { text: name(title), style: "bold" },
    ...columns.map(({ label }): Cell => ({ text: label.padStart(columnWidth), style: "dim" })),
  ];
  const rows = groups.slice(0, MAX_GROUPS).map(
    (group): Line => [
      { text: name(`  ${plain(group.name)}`) },
      ...columns.map(({ value, print, toned }): Cell => {
        const of = value(group);
        const text = of === null ? "–" : print(of);
        const style = toned !== true || of === null || !/[1-9]/.test(text) ? undefined : of > 0 ? "green" : "red";
        return { text: text.padStart(columnWidth), style };
      }),
    ],
  );
  const more = groups.length - MAX_GROUPS;
  return [head, ...rows, ...(more > 0 ? [[{ text: `  and ${decimal(more, 0)} more`, style: "dim" } as const]] : [])];
}
