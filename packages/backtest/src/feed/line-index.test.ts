import fc from "fast-check";
import { expect, it } from "vitest";
import { LineIndex } from "./line-index.js";

it("knows the line of every row, however many lines lie between", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 })), { minLength: 1 }), (steps) => {
      const index = new LineIndex();
      const lines: number[] = [];
      let line = 1;
      for (const [row, step] of steps.entries()) {
        line += step;
        index.add(row, line);
        lines.push(line);
      }
      expect(lines.map((_, row) => index.lineOf(row))).toEqual(lines);
    }),
  );
});
