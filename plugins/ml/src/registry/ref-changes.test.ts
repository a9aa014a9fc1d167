import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aliasesOf,
  type NextState,
  namedBy,
  rolledBack,
  withAlias,
  withDeleted,
  withNote,
  withoutAlias,
  withRestored,
  withStage,
} from "./ref-changes.js";
import { decodeRefState, encodeRefState, NO_REFS, type RefState, STAGES } from "./ref-state.js";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(64)) as [string, string, string];
const next = (state: RefState, next: NextState | null): RefState =>
  next === null ? state : { ...next, number: state.number + 1, at: 1 };
const champion = (...versions: string[]) =>
  versions.reduce((state, version) => next(state, withAlias(state, "champion", version)), NO_REFS);

describe("champion", () => {
  it("leaves its old version under previous", () => {
    expect(champion(a).aliases).toEqual({ champion: a });
    expect(champion(a, b).aliases).toEqual({ champion: b, previous: a });
    expect(champion(a, b, c).aliases).toEqual({ champion: c, previous: b });
  });

  it("set to what it is changes nothing: previous would be lost", () => {
    expect(withAlias(champion(a, b), "champion", b)).toBeNull();
  });

  it("rolled back changes places with previous; rolled back again, it is as it was", () => {
    const back = next(champion(a, b), rolledBack(champion(a, b)));
    expect(back.aliases).toEqual({ champion: a, previous: b });
    expect(next(back, rolledBack(back)).aliases).toEqual({ champion: b, previous: a });
  });

  it("cannot be rolled back without a previous", () => {
    expect(rolledBack(NO_REFS)).toBeNull();
    expect(rolledBack(champion(a))).toBeNull();
  });

  it("that was removed comes back from previous, which is empty then", () => {
    const state = champion(a, b);
    const removed = next(state, withoutAlias(state, "champion"));
    expect(next(removed, rolledBack(removed)).aliases).toEqual({ champion: a });
  });
});

it("other aliases move alone", () => {
  const state = champion(a, b);
  expect(withAlias(state, "challenger", c)?.aliases).toEqual({ champion: b, previous: a, challenger: c });
});

it("a stage is kept by version, none is where it is not kept", () => {
  const state = next(NO_REFS, withStage(NO_REFS, a, "staging"));
  expect(state.stages).toEqual({ [a]: "staging" });
  expect(withStage(state, a, "staging")).toBeNull();
  expect(withStage(state, a, "none")?.stages).toEqual({});
  expect(withStage(NO_REFS, a, "none")).toBeNull();
});

it("a version is named by its aliases and its stage", () => {
  const state = champion(a, b, a);
  const staged = next(state, withStage(state, a, "production"));
  expect(namedBy(staged, a)).toEqual(["alias champion", "stage production"]);
  expect(namedBy(staged, b)).toEqual(["alias previous"]);
  expect(namedBy(staged, c)).toEqual([]);
});

it("a deleted version is marked and named by nothing; saved again, the mark goes", () => {
  const noted = next(NO_REFS, withNote(NO_REFS, a, "first try"));
  const state = next(noted, withStage(noted, a, "archived"));
  const deleted = next(state, withDeleted(state, [a], a, 5));
  expect(deleted).toMatchObject({ stages: {}, notes: {}, deleted: { [a]: 5 } });
  expect(withRestored(deleted, a)?.deleted).toEqual({});
  expect(withRestored(deleted, b)).toBeNull();
});

it("a note is the first one that was given", () => {
  const noted = next(NO_REFS, withNote(NO_REFS, a, "first try"));
  expect(withNote(noted, a, "second try")).toBeNull();
});

describe("the file of a state", () => {
  const version = fc.constantFrom(a, b, c);
  const anyState: fc.Arbitrary<RefState> = fc
    .array(
      fc.oneof(
        fc.record({ alias: fc.constantFrom("champion", "challenger", "x"), version }),
        fc.record({ stage: fc.constantFrom(...STAGES), version }),
        fc.record({ note: fc.string(), version }),
        fc.constant("rollback" as const),
      ),
      { minLength: 1 },
    )
    .map((steps) =>
      steps.reduce<RefState>(
        (state, step) => {
          if (step === "rollback") return next(state, rolledBack(state, "why"));
          if ("alias" in step) return next(state, withAlias(state, step.alias, step.version));
          if ("stage" in step) return next(state, withStage(state, step.version, step.stage));
          return next(state, withNote(state, step.version, step.note));
        },
        next(NO_REFS, withAlias(NO_REFS, "first", a)),
      ),
    );

  it("gives back what was written", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const read = decodeRefState(encodeRefState(state, sha256), state.number, sha256);
        expect(JSON.stringify(read && (read as RefState).aliases)).toBe(JSON.stringify(sorted(state.aliases)));
        expect(read).toEqual(state);
        for (const alias of Object.keys(state.aliases))
          expect(aliasesOf(read as RefState, state.aliases[alias]!)).toContain(alias);
      }),
    );
  });

  const bytes = encodeRefState(champion(a, b), sha256);

  it("with any byte changed, cut off or added says so", () => {
    for (let i = 0; i < bytes.length; i++)
      for (const flip of [1, 0x20, 0x80]) {
        const flipped = Uint8Array.from(bytes, (byte, j) => (j === i ? byte ^ flip : byte));
        expect(typeof decodeRefState(flipped, 2, sha256), `byte ${i}`).toBe("string");
      }
    for (let length = 0; length < bytes.length; length++)
      expect(typeof decodeRefState(bytes.subarray(0, length), 2, sha256)).toBe("string");
    expect(decodeRefState(Uint8Array.of(...bytes, 10), 2, sha256)).toBe("is damaged");
  });

  it("under another number, or of a newer Bellwether, is refused by name", () => {
    expect(decodeRefState(bytes, 3, sha256)).toBe("holds state 2");
    const newer = new TextEncoder().encode('{"sha256":"","state":{"format":2}}');
    expect(decodeRefState(newer, 1, sha256)).toMatch("newer Bellwether");
  });

  it("that is any JSON at all is refused, never thrown over", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(typeof decodeRefState(new TextEncoder().encode(json), 1, sha256)).toBe("string");
      }),
    );
  });
});

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).sort(([x], [y]) => (x < y ? -1 : 1)));
