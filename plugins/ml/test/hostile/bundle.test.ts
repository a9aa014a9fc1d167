import { frameOf, instantiate, TradingError } from "@bellwether/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type AnyModelFamily, BadArtifactError } from "../../src/models/model.js";
import type { Bundle } from "../../src/registry/index.js";
import { ensembleStrategy } from "../../src/strategy/ensemble-strategy.js";
import { mlStrategy } from "../../src/strategy/ml-strategy.js";
import { answer } from "../../src/trained/answer.js";
import { fromBundle } from "../../src/trained/bundle.js";
import type { TrainedModel } from "../../src/trained/trained-model.js";
import type { Training } from "../../src/training/train.js";
import { firstBars } from "../made-bars.js";
import { sampleHours } from "../sample-bars.js";
import { asLoaded, families } from "../small-training.js";
import { damagedJson } from "./json-damage.js";
import { KINDS, type Kind, smallBundle } from "./small-bundles.js";

const bundles = new Map<Kind, Bundle>();
const bars = firstBars(await sampleHours(), 200);
beforeAll(async () => {
  for (const kind of KINDS) bundles.set(kind, await smallBundle(kind));
});

/** Trades the newest of some bars, having said its golden rows. */
function use(trained: TrainedModel): void {
  const { golden, members } = trained;
  const columns = trained.columns.length;
  const x = { rows: golden.rows.length / columns, columns, data: Float32Array.from(golden.rows) };
  expect(x.rows).toBeGreaterThan(0);
  const plain = (values: Iterable<number>) => Array.from(values, (value) => value + 0); // -0 is 0 to whoever adds it up
  expect(members.map((member) => plain(answer(member, x)))).toEqual(golden.answers.map(plain));
  const loaded = asLoaded({ trained } as Training);
  const definition = (members.length === 1 ? mlStrategy : ensembleStrategy)(() => loaded, families);
  const df = frameOf(bars, { symbol: "EUR/USD", timeframe: "1h" });
  for (const tradeInSample of [true, false]) {
    const { strategy } = instantiate(definition, { tradeInSample });
    void strategy.prepare?.(df);
    strategy.generateSignal(df);
  }
}

/** Either it can be used, or the error is one of ours, in a line. */
function usedOrRefused(bundle: Bundle): void {
  try {
    use(fromBundle(bundle, families));
  } catch (error) {
    if (!(error instanceof TradingError)) throw error;
    expect(error.code, "a strategy that stumbles over a model says so in this way").not.toBe("BAD_STRATEGY");
    expect(error.message).toMatch(/^[^\p{Cc}]{1,1000}$/u);
  }
}

describe.each(KINDS)("a version of %s", (kind) => {
  const whole = () => bundles.get(kind)!;

  it("can be used as it is", () => {
    use(fromBundle(whole(), families));
  });

  it("can be used or is refused, whatever is done to its manifest", () => {
    const { manifest, files } = whole();
    const damaged = damagedJson(manifest);
    fc.assert(
      fc.property(damaged, (spoilt) => usedOrRefused({ manifest: spoilt, files })),
      { numRuns: 200 },
    );
  });

  it("can be used or is refused, whatever is done to its arrays", () => {
    const { manifest, files } = whole();
    const bytes = files["arrays.bin"]!;
    const change = fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x7f, 0x80, 0xf0, 0xff));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.integer({ min: -9, max: 9 }), (changes, longer) => {
        const spoilt = new Uint8Array(Math.max(0, bytes.length + (Math.abs(longer) === 9 ? 0 : longer)));
        spoilt.set(bytes.subarray(0, spoilt.length));
        for (const [at, value] of changes) if (spoilt.length > 0) spoilt[at % spoilt.length] = value;
        usedOrRefused({ manifest, files: { "arrays.bin": spoilt } });
      }),
      { numRuns: 100 },
    );
  });
});

interface Spoilt {
  name: string;
  columns: { name: string }[];
  members: { role: string; family: string; arrays: Place[]; figures: object; meta: object }[];
  trainedUntil: number;
  expiresAt: number | null;
  ranges: { test: { samples: number } };
  recipe: { model?: { family: string } };
  golden: { rows: unknown[]; answers: unknown[][] };
}

interface Place {
  name: string;
  type: string;
  offset: number;
  length: number;
}

/** What a forest of a single role says of a change to its manifest. */
function refusal(spoil: (manifest: Spoilt) => void, catalogue = families): unknown {
  const { manifest, files } = bundles.get("a forest, calibrated by Platt")!;
  const spoilt = structuredClone(manifest) as unknown as Spoilt;
  spoil(spoilt);
  try {
    fromBundle({ manifest: { ...spoilt }, files }, catalogue);
  } catch (error) {
    return error;
  }
  return null;
}

describe("golden rows", () => {
  it.each([
    ["none", (golden: Spoilt["golden"]) => Object.assign(golden, { rows: [], answers: [[]] })],
    ["none, and no answers", (golden: Spoilt["golden"]) => Object.assign(golden, { rows: [], answers: [] })],
    ["one in the place of 32", ({ rows, answers }: Spoilt["golden"]) => [rows.splice(5), answers[0]!.splice(2)]],
    ["no answers", ({ answers }: Spoilt["golden"]) => answers[0]!.splice(0)],
    ["more answers than rows", ({ answers }: Spoilt["golden"]) => answers[0]!.push(0.5)],
    ["answers of another member too", ({ answers }: Spoilt["golden"]) => answers.push(answers[0]!)],
    ["a value that is no number", ({ rows }: Spoilt["golden"]) => rows.splice(0, 1, null)],
    ["a value beyond single precision", ({ rows }: Spoilt["golden"]) => rows.splice(0, 1, 1e300)],
    ["a value between two of single precision", ({ rows }: Spoilt["golden"]) => rows.splice(0, 1, 0.1)],
    ["an answer that is no number", ({ answers }: Spoilt["golden"]) => answers[0]!.splice(0, 1, null)],
    ["an answer in words", ({ answers }: Spoilt["golden"]) => answers[0]!.splice(0, 1, "0.5")],
  ])("are not to be had with %s", (_, spoil) => {
    expect(refusal(({ golden }) => void spoil(golden))).toBeInstanceOf(BadArtifactError);
  });

  it("are as many as the test range has, where that is short, and never none", () => {
    const cut = (rows: number, samples: number) =>
      refusal(({ golden, ranges }) => {
        golden.rows.splice(5 * rows);
        golden.answers[0]!.splice(2 * rows);
        ranges.test.samples = samples;
      });
    expect(cut(3, 3)).toBeNull();
    expect(cut(2, 3)).toMatchObject({ message: expect.stringMatching(/holds 2 golden rows, .* 3 test samples/) });
    expect(cut(0, 0)).toBeInstanceOf(BadArtifactError);
  });
});

describe("a manifest is refused", () => {
  it.each([
    ["whose recipe makes nothing", (m: Spoilt) => void delete m.recipe.model, /recipe: names either model or ensemble/],
    [
      "of another role than its recipe's",
      (m: Spoilt) => (m.members[0]!.role = "entry"),
      /makes signal, and it holds "entry"/,
    ],
    ["that was fitted until no time", (m: Spoilt) => (m.trainedUntil = 1e300), /trainedUntil/],
    ["that expires at no time", (m: Spoilt) => (m.expiresAt = -1e16), /expiresAt/],
    ["with a column twice", (m: Spoilt) => (m.columns[1] = m.columns[0]!), /columns: a column stands twice/],
    ["whose arrays overlap", ({ members: [m] }: Spoilt) => (m!.arrays[1]!.offset = 0), /starts at byte 0/],
    ["whose arrays leave a gap", ({ members: [m] }: Spoilt) => (m!.arrays.at(-1)!.offset += 8), /starts at byte/],
    ["with an array less than its file", ({ members: [m] }: Spoilt) => void m!.arrays.pop(), /their file has/],
    ["with an array of no type", ({ members: [m] }: Spoilt) => (m!.arrays[0]!.type = "valueOf"), /no type is called/],
    ["with 65 members", (m: Spoilt) => (m.members = Array(65).fill(m.members[0])), /members/],
  ])("%s", (_, spoil, message) => {
    const error = refusal((manifest) => void spoil(manifest));
    expect(error).toBeInstanceOf(BadArtifactError);
    expect((error as Error).message).toMatch(message);
  });

  it("that would read its file a million times over", () => {
    const error = refusal(({ members: [member] }) => {
      const all = { name: "a", type: "Uint8Array", offset: 0, length: 1_000 };
      member!.arrays = Array.from({ length: 1_000_000 }, (_, i) => ({ ...all, name: `a${i}` }));
    });
    expect(error).toBeInstanceOf(BadArtifactError);
  });

  it("with a million golden values that are none, or nested a hundred thousand deep", () => {
    const nothing = refusal(({ golden }) => (golden.rows = Array(1_000_000).fill(null)));
    expect(nothing).toBeInstanceOf(BadArtifactError);
    let deep: unknown[] = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(refusal((manifest) => Object.assign(manifest, { golden: deep }))).toBeInstanceOf(BadArtifactError);
    expect(refusal(({ members: [member] }) => (member!.meta = { columns: deep }))).toBeInstanceOf(BadArtifactError);
  });

  it("in one line of few words, however long and odd the words of the file are", () => {
    const odd = refusal((manifest) => Object.assign(manifest.ranges, { [`${"x".repeat(1_000_000)}\n\u001b[2J`]: 1 }));
    expect((odd as Error).message).toMatch(/^[^\p{Cc}]{1,500}$/u);
    const family = refusal(({ members: [member] }) => (member!.family = `\n${"y".repeat(1_000_000)}`));
    expect((family as Error).message).toMatch(/^[^\p{Cc}]{1,500}$/u);
  });

  it("whose family stumbles over it, with the stumble as cause", () => {
    const cause = new TypeError("cannot read properties of undefined");
    const broken = {
      fromArtifact: () => {
        throw cause;
      },
    } as unknown as AnyModelFamily;
    const error = refusal(() => {}, { get: () => ({ ...broken, name: "theirs" }), names: ["theirs"] });
    expect(error).toMatchObject({ code: "BAD_ARTIFACT", cause, message: expect.stringContaining('"theirs"') });
  });
});
