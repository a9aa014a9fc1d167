import { clip, TradingError } from "../errors.js";

/** A tick, step or amount is not a positive decimal that can be counted exactly. */
export class BadGridError extends TradingError {
  override readonly code = "BAD_GRID";
}

/** Digits after the decimal point of the shortest decimal that reads back as `value`. */
export function decimalPlaces(value: number): number {
  const text = String(value);
  const e = text.indexOf("e");
  const mantissa = e < 0 ? text : text.slice(0, e);
  const exponent = e < 0 ? 0 : Number(text.slice(e + 1));
  const point = mantissa.indexOf(".");
  return Math.max(0, (point < 0 ? 0 : mantissa.length - point - 1) - exponent);
}

/**
 * A double as a whole number of 10^-`scale`, exactly: the double stands for its shortest decimal.
 * Digits beyond the scale are cut, towards zero.
 */
export function decimalUnits(value: number, scale: number): bigint {
  const power = POWERS[scale] ?? 10 ** scale;
  const scaled = Math.round(value * power);
  if (scaled <= Number.MAX_SAFE_INTEGER && scaled >= -Number.MAX_SAFE_INTEGER && scaled / power === value)
    return BigInt(scaled);
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text);
  if (match === null) throw new BadGridError(`no finite decimal: ${clip(value)}`);
  const [, sign, whole, part = "", exponent = "0"] = match;
  const shift = scale + Number(exponent) - part.length;
  const digits = BigInt(`${whole}${part}`);
  const units = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -units : units;
}

const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** The multiples of a tick or step, with exact decimal rounding: 0.3 is three steps of 0.1. */
export class Grid {
  /** Digits after the decimal point of the step. */
  readonly places: number;
  readonly #perStep: number;
  readonly #power: number;

  /** @throws {BadGridError} unless `step` is a positive decimal of at most 15 digits. */
  constructor(readonly step: number) {
    this.places = Number.isFinite(step) && step > 0 ? decimalPlaces(step) : 99;
    this.#power = POWERS[this.places] ?? Number.NaN;
    this.#perStep = Math.round(step * this.#power);
    if (!(this.#perStep > 0 && this.#perStep / this.#power === step))
      throw new BadGridError(`a step is a positive decimal such as 0.01, got ${clip(step)}`);
  }

  /** The multiple `count` as the double nearest to it. */
  value(count: number): number {
    return (count * this.#perStep) / this.#power;
  }

  /** Whole steps in `value`, rounded down; NaN for what is not finite. */
  floor(value: number): number {
    const quotient = (value * this.#power) / this.#perStep;
    const nearest = Math.round(quotient);
    return Math.abs(quotient - nearest) > 1e-9 * Math.max(1, Math.abs(nearest))
      ? Math.floor(quotient)
      : this.#beside(value, nearest, -1);
  }

  /** Whole steps in `value`, rounded up. */
  ceil(value: number): number {
    const quotient = (value * this.#power) / this.#perStep;
    const nearest = Math.round(quotient);
    return Math.abs(quotient - nearest) > 1e-9 * Math.max(1, Math.abs(nearest))
      ? Math.ceil(quotient)
      : this.#beside(value, nearest, 1);
  }

  /** Too near to a multiple for doubles to tell: decides in exact decimals. */
  #beside(value: number, count: number, away: -1 | 1): number {
    if (this.value(count) === value || !Number.isFinite(value)) return count;
    if (Math.abs(count) > Number.MAX_SAFE_INTEGER) return count;
    const scale = Math.max(this.places, decimalPlaces(value));
    const exact = decimalUnits(value, scale);
    const multiple = BigInt(count) * BigInt(this.#perStep) * 10n ** BigInt(scale - this.places);
    return away < 0 ? (multiple > exact ? count - 1 : count) : multiple < exact ? count + 1 : count;
  }

  /** The largest multiple not above `value`. */
  down(value: number): number {
    return this.value(this.floor(value));
  }

  /** The smallest multiple not below `value`. */
  up(value: number): number {
    return this.value(this.ceil(value));
  }

  /** The nearest multiple; ties go up. */
  nearest(value: number): number {
    return this.value(Math.round((value * this.#power) / this.#perStep));
  }
}
