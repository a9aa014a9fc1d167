import fc from "fast-check";
import type { ArtifactArray, ModelArtifact } from "../src/models/model.js";

/** A copy whose arrays can be written to without changing the original. */
export function copyOf(artifact: ModelArtifact): ModelArtifact {
  const arrays = Object.fromEntries(Object.entries(artifact.arrays).map(([name, array]) => [name, array.slice()]));
  return { ...artifact, meta: structuredClone(artifact.meta), arrays };
}

const odd = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 65_535, 65_534, 2 ** 31, 2 ** 32 - 1, 1e7, 1e308, -1e308, NaN, Infinity, -Infinity, 0.5),
  fc.double(),
  fc.integer(),
  fc.nat({ max: 200 }),
);
const anything = fc.oneof(odd, fc.constantFrom(null, "", "x", [], {}, true, ["UP"], ["UP", "UP"]), fc.anything());

/** Copies of an artifact with one thing wrong, or none: an element, a length, a type, an array or a value of its data. */
export function damaged(artifact: ModelArtifact): fc.Arbitrary<ModelArtifact> {
  const name = fc.constantFrom(...Object.keys(artifact.arrays));
  const key = fc.constantFrom(...Object.keys(artifact.meta));
  const change = (
    to: (arrays: Record<string, ArtifactArray>, meta: Record<string, unknown>) => void,
  ): ModelArtifact => {
    const copy = copyOf(artifact);
    const arrays = { ...copy.arrays };
    const meta = { ...copy.meta };
    to(arrays, meta);
    return { ...copy, arrays, meta };
  };
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(name, fc.nat(), odd).map(([which, at, value]) =>
        change((arrays) => {
          const array = arrays[which]!;
          if (array.length > 0) array[at % array.length] = value;
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(name, fc.nat({ max: 50 })).map(([which, length]) =>
        change((arrays) => {
          arrays[which] = arrays[which]!.slice(0, length);
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: name.map((which) =>
        change((arrays) => Object.assign(arrays, { [which]: Uint8Array.from(arrays[which]!) })),
      ),
    },
    { weight: 1, arbitrary: name.map((which) => change((arrays) => void delete arrays[which])) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(key, anything)
        .map(([which, value]) => change((_, meta) => Object.assign(meta, { [which]: value }))),
    },
    { weight: 1, arbitrary: key.map((which) => change((_, meta) => void delete meta[which])) },
  );
}
