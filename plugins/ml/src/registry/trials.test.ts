import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeTrials, encodeTrial, type Trial } from "./trials.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const trial = (seed: number, more: Partial<Trial> = {}): Trial => ({
  settingsHash: "ab",
  sharpe: 0.05,
  periods: 700,
  at: 1_700_000_000_000,
  seed,
  ...more,
});

it("trials come back as they were noted, oldest first", () => {
  const noted = [trial(1), trial(2, { sharpe: null, openedHoldout: true })];
  expect(decodeTrials(bytes(noted.map(encodeTrial).join("")))).toEqual({ trials: noted, unreadable: 0 });
});

it("one line a trial", () => {
  expect(encodeTrial(trial(1, { settingsHash: "two\nlines" }))).toMatch(/^[^\n]+\n$/);
});

it("an undefined Sharpe ratio is null: NaN is refused", () => {
  expect(() => encodeTrial(trial(1, { sharpe: NaN }))).toThrow("sharpe has no canonical JSON");
});

it("a log that is cut off anywhere gives the whole lines before, and counts the torn one", () => {
  const log = bytes([1, 2, 3].map((seed) => encodeTrial(trial(seed))).join(""));
  const ends = [...log].flatMap((byte, i) => (byte === 10 ? [i] : []));
  for (let length = 0; length <= log.length; length++) {
    const { trials, unreadable } = decodeTrials(log.subarray(0, length));
    const whole = ends.filter((end) => end <= length).length; // a line without its end is complete all the same
    expect(trials.map(({ seed }) => seed)).toEqual([1, 2, 3].slice(0, whole));
    const isInside = length > 0 && !ends.includes(length) && !ends.includes(length - 1);
    expect(unreadable, `cut at ${length}`).toBe(isInside ? 1 : 0);
  }
});

it("no bytes are thrown over, and no line is forgotten", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json(), fc.constant(encodeTrial(trial(1)).trim()))), (lines) => {
      const text = lines.map((line) => line.replaceAll("\n", " "));
      const { trials, unreadable } = decodeTrials(bytes(text.join("\n")));
      expect(trials.length + unreadable).toBe(text.filter((line) => line !== "").length);
    }),
  );
});
