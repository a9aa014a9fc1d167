/** Powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const ZERO = 48;
const POINT = 46;

/**
 * Reads plain decimals (`4261.48`) out of bytes, correctly rounded: while the digits make an integer below 2^53 and at
 * most 22 of them follow the point, both operands of the one division are exact. Anything else is left to
 * {@link decimalOf}.
 */
export class DecimalScanner {
  /** Index of the first byte after the digits that {@link scan} read. */
  stop = 0;

  /**
   * @param bytes - some byte that is no digit must follow the number, or it reads past the end.
   * @returns NaN unless a plain decimal starts at `at` that it can round correctly.
   */
  scan(bytes: Uint8Array, at: number): number {
    let i = at;
    let digits = 0;
    let digit = bytes[i]! - ZERO;
    while (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      digit = bytes[++i]! - ZERO;
    }
    let scale = 0;
    if (digit === POINT - ZERO) {
      const first = ++i;
      digit = bytes[i]! - ZERO;
      while (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        digit = bytes[++i]! - ZERO;
      }
      scale = i - first;
      if (i === at + 1) return Number.NaN;
    } else if (i === at) return Number.NaN;
    this.stop = i;
    // an integer of 2^53 or more never rounds to less than that while it is summed up
    if (!(digits < 9007199254740992 && scale <= 22)) return Number.NaN;
    return scale === 0 ? digits : digits / POWERS_OF_TEN[scale]!;
  }
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The double nearest to a decimal text; NaN for anything else that `Number` would take: hex, words, blanks. */
export function decimalOf(text: string): number {
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}
