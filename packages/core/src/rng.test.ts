import { expect, it } from "vitest";
import { createRng } from "./rng.js";

const take = (seed: number, n = 4) => {
  const rng = createRng(seed);
  return Array.from({ length: n }, () => rng.next());
};

it("gives the numbers that it always gave: reports are repeated from their seed", () => {
  expect(take(1)).toEqual([0.4091046224348247, 0.7166587775573134, 0.4166574291884899, 0.8659504267852753]);
  const rng = createRng(7);
  expect([rng.int(10), rng.int(100), rng.fork("a").int(1_000)]).toEqual([5, 78, 487]);
});

it("differs from seed to seed, and from fork to fork", () => {
  const all = [take(1), take(2), take(0.5), [1, 2, 3, 4].map(() => createRng(1).fork("x").next())].map(String);
  expect(new Set(all).size).toBe(4);
  expect(createRng(1).fork("x").next()).not.toBe(createRng(1).fork("y").next());
});

it("forks a stream that drawing from the parent does not move", () => {
  const rng = createRng(3);
  const before = rng.fork("x").next();
  rng.next();
  expect(rng.fork("x").next()).toBe(before);
});

it("is uniform: each tenth of [0, 1) holds about a tenth", () => {
  const rng = createRng(5);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) counts[Math.floor(rng.next() * 10)]!++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare, "the 99.9 % point of chi-square with nine degrees of freedom").toBeLessThan(27.88);
});
