import { expect, it } from "vitest";
import { rankImportances } from "./rank-importances.js";

const row = (column: string, impurity: number | null, permutation: number | null) => ({
  column,
  impurity,
  permutation,
  permutationSd: null,
});
const names = (...rows: ReturnType<typeof row>[]) =>
  rankImportances(rows)
    .rows.map(({ column }) => column)
    .join("");

it("sorts by permutation where there is any, the undefined last, else by impurity", () => {
  expect(names(row("a", 0.5, -0.1), row("b", 0.1, 0.2), row("c", 0.4, null))).toBe("bac");
  expect(names(row("a", 0.1, null), row("b", 0.5, null), row("c", null, null))).toBe("bac");
});

it("keeps the order where nothing is known", () => {
  expect(rankImportances([row("b", null, NaN), row("a", null, null)])).toMatchObject({
    by: null,
    rows: [{ column: "b" }, {}],
  });
});
