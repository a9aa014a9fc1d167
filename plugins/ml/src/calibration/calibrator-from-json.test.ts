import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadCalibrationError } from "./bad-calibration-error.js";
import { calibratorFromJson } from "./calibrator-from-json.js";
import { fitCalibrator } from "./fit-calibrator.js";

const curve = { x: [0.1, 0.5], y: [0.2, 0.7] };

describe("a calibrator from a file", () => {
  it.each(["platt", "isotonic"] as const)("says what the %s one said that was written, bit for bit", (type) => {
    const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 20 })), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const y = Float64Array.from(drawn, ([k]) => k);
        const probabilities = Float64Array.from(
          drawn.flatMap(([, a, b, c]) => [a, b, c].map((part) => part / (a + b + c))),
        );
        const written = fitCalibrator(type, probabilities, y, ["a", "b", "c"]);
        const read = calibratorFromJson(JSON.parse(JSON.stringify(written.toJson())));
        const [before, after] = [probabilities.slice(), probabilities.slice()];
        written.apply(before, 3);
        read.apply(after, 3);
        expect(after).toEqual(before);
        expect(read.toJson()).toEqual(written.toJson());
      }),
      { numRuns: 50 },
    );
  });

  it.each<[unknown, string]>([
    [null, "not a calibrator"],
    ["platt", "not a calibrator"],
    [{ type: "beta", curves: [] }, "type"],
    [{ type: "platt" }, "curves"],
    [{ type: "platt", curves: [] }, "curves"],
    [
      {
        type: "platt",
        curves: [
          { a: -1, b: 0 },
          { a: -1, b: 0 },
        ],
      },
      "two classes have one curve",
    ],
    [{ type: "platt", curves: [{ a: "-1", b: 0 }] }, "curves.0.a"],
    [{ type: "platt", curves: [{ a: 1, b: 0 }] }, "curves.0.a"],
    [{ type: "platt", curves: [{ a: Number.NaN, b: 0 }] }, "curves.0.a"],
    [{ type: "platt", curves: [{ a: -1, b: Infinity }] }, "curves.0.b"],
    [{ type: "platt", curves: [{ a: -1, b: 0, c: 1 }] }, "curves.0"],
    [{ type: "platt", curves: [{ a: -1, b: 0 }], run: "rm" }, "not a calibrator"],
    [{ type: "isotonic", curves: [{ x: [], y: [] }] }, "curves.0.x"],
    [{ type: "isotonic", curves: [{ ...curve, y: [0.2] }] }, "as many"],
    [{ type: "isotonic", curves: [{ ...curve, x: [0.5, 0.5] }] }, "x must rise"],
    [{ type: "isotonic", curves: [{ ...curve, y: [0.7, 0.2] }] }, "y must not fall"],
    [{ type: "isotonic", curves: [{ ...curve, y: [0.2, 1.1] }] }, "stay in [0, 1]"],
    [{ type: "isotonic", curves: [{ ...curve, y: [-0.1, 0.7] }] }, "stay in [0, 1]"],
    [{ type: "isotonic", curves: [{ ...curve, x: { length: 1e9 } }] }, "curves.0.x"],
  ])("is refused: %j", (json, message) => {
    expect(() => calibratorFromJson(json)).toThrow(BadCalibrationError);
    expect(() => calibratorFromJson(json)).toThrow(message);
  });

  it("is refused or works, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("platt", "isotonic"), (json, type) => {
        for (const file of [json, { type, curves: json }, { type, curves: [json] }]) {
          try {
            calibratorFromJson(file).apply(Float64Array.of(0.4, 0.6), 2);
          } catch (error) {
            expect(error).toBeInstanceOf(BadCalibrationError);
            expect((error as Error).message).not.toContain("\n");
          }
        }
      }),
    );
  });
});
