import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadArtifactError, type ModelArtifact } from "../models/model.js";
import { packArrays, unpackArrays } from "./array-file.js";

const artifact = (arrays: ModelArtifact["arrays"]): ModelArtifact => ({ family: "any", format: 1, meta: {}, arrays });
const sample = artifact({
  left: Int32Array.of(1, -1, -1),
  threshold: Float32Array.of(0.5, Number.NaN),
  bins: Uint8Array.of(7, 8, 9),
  leaf: Float64Array.of(Math.PI),
});

describe("the file of arrays", () => {
  it("gives back what was put in, of several artifacts, bit for bit", () => {
    const other = artifact({ leaf: Float64Array.of(-0, 1e-320), codes: Uint16Array.of(65_535) });
    const { bytes, members } = packArrays([sample, other]);
    expect(unpackArrays(bytes, members[0]!.arrays)).toEqual(Object.assign(Object.create(null), sample.arrays));
    const back = unpackArrays(bytes, members[1]!.arrays);
    expect(Object.is((back.leaf as Float64Array)[0], -0)).toBe(true);
    expect([...back.codes!]).toEqual([65_535]);
  });

  it("lays equal arrays in equal bytes, whatever the order of their names", () => {
    const { left, leaf, threshold, bins } = sample.arrays;
    const turned = artifact({ threshold: threshold!, leaf: leaf!, bins: bins!, left: left! });
    expect(packArrays([turned]).bytes).toEqual(packArrays([sample]).bytes);
  });

  it.each([
    ["beyond the end", { name: "a", type: "Float64Array", offset: 0, length: 1_000 }],
    ["off the grid", { name: "a", type: "Uint8Array", offset: 3, length: 1 }],
    ["of no known type", { name: "a", type: "Function", offset: 0, length: 1 }],
    ["of the type of an inherited name", { name: "a", type: "constructor", offset: 0, length: 1 }],
  ])("refuses a place %s", (_, place) => {
    const { bytes } = packArrays([sample]);
    expect(() => unpackArrays(bytes, [place])).toThrow(BadArtifactError);
  });

  it("refuses a name given twice", () => {
    const { bytes, members } = packArrays([sample]);
    const [first] = members[0]!.arrays;
    expect(() => unpackArrays(bytes, [first!, first!])).toThrow(/stands twice/);
  });

  it("never reads outside of its file", () => {
    const place = fc.record({ name: fc.string(), type: fc.constant("Int32Array"), offset: fc.nat(), length: fc.nat() });
    fc.assert(
      fc.property(place, (at) => {
        try {
          expect(unpackArrays(new Uint8Array(64), [at])[at.name]!.length).toBe(at.length);
        } catch (error) {
          expect(error).toBeInstanceOf(BadArtifactError);
        }
      }),
    );
  });
});
