import type { Block } from "./spans.js";
import { BadSplitError } from "./split.js";

/** @throws {BadSplitError} unless `value` is a whole number from `least` to `most`. */
export function assertWhole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!(Number.isSafeInteger(value) && value >= least && value <= most))
    throw new BadSplitError(
      `${name} is ${value}; give a whole number ${most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`}`,
    );
}

/**
 * How many samples a setting asks for: below 1 a share of them, rounded down, from 1 on a number of them.
 * @throws {BadSplitError} for none of both, or less than one sample.
 */
export function samplesOf(name: string, size: number, samples: number): number {
  const wanted = size > 0 && size < 1 ? Math.floor(size * samples + 1e-9) : size;
  if (!(Number.isSafeInteger(wanted) && wanted >= 1))
    throw new BadSplitError(
      `${name} is ${size}, of ${samples} samples; give a share between 0 and 1 or a whole number, and at least one sample`,
    );
  return wanted;
}

/**
 * Samples in so many blocks of like length, in order; what does not divide goes to the first ones, one each.
 * @throws {BadSplitError} for fewer than 2 blocks, or more than samples.
 */
export function equalBlocks(name: string, samples: number, blocks: number): Block[] {
  assertWhole(name, blocks, 2, samples);
  const length = Math.floor(samples / blocks);
  const longer = samples % blocks;
  return Array.from({ length: blocks }, (_, k) => {
    const from = k * length + Math.min(k, longer);
    return { from, to: from + length + (k < longer ? 1 : 0) };
  });
}

/** The numbers from `from` up to, and not with, `to`. */
export function range(from: number, to: number): Int32Array {
  const numbers = new Int32Array(Math.max(0, to - from));
  for (let i = 0; i < numbers.length; i++) numbers[i] = from + i;
  return numbers;
}
