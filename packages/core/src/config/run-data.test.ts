import { describe, expect, it } from "vitest";
import { extraColumnsSchema } from "./run-data.js";

describe("further columns of bars", () => {
  it("are names as a header writes them, in any script", () => {
    const names = ["bid", "Ask price", "価格"];
    expect(extraColumnsSchema.parse(names)).toEqual(names);
    expect(extraColumnsSchema.parse([])).toEqual([]);
  });

  it.each([
    ["what every bar has", ["bid", "close"], "every bar has this one; list further columns only"],
    ["a name twice", ["bid", "bid"], "names a column twice"],
    ["blanks around a name", [" bid"], "a name has no blanks around it"],
    ["no name", [""], "expected string to have >=1 characters"],
  ])("are not %s", (_, names, says) => {
    const issues = extraColumnsSchema.safeParse(names).error!.issues.map(({ message }) => message);
    expect(issues).toEqual([expect.stringContaining(says)]);
  });
});
