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
  const power = POWERS_OF_TEN[scale] ?? Number.NaN;
  const scaled = Math.round(value * power);
  if (scaled <= MAX_DECIMAL && scaled >= -MAX_DECIMAL && scaled / power === value) return BigInt(scaled);
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text);
  if (match === null) throw new BadGridError(`no finite decimal: ${clip(value)}`);
  const [, sign, whole, part = "", exponent = "0"] = match;
  const shift = scale + Number(exponent) - part.length;
  const digits = BigInt(`${whole}${part}`);
  const units = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -units : units;
}

/** The powers of ten that a double holds exactly. */
export const POWERS_OF_TEN: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Up to 15 digits no two decimals share a double, so that one found by rounding is the one that was written. */
export const MAX_DECIMAL = 1e15;

/** The multiples of a tick or step, with exact decimal rounding: 0.3 is three steps of 0.1. */
export class Grid {
  /** Digits after the decimal point of the step. */
  readonly places: number;
  readonly #perStep: number;
  readonly #power: number;

  /** @throws {BadGridError} unless `step` is a positive decimal of at most 15 digits. */
  constructor(readonly step: number) {
    this.places = Number.isFinite(step) && step > 0 ? decimalPlaces(step) : 99;
    this.#power = POWERS_OF_TEN[this.places] ?? Number.NaN;
    this.#perStep = Math.round(step * this.#power);
    if (!(this.#perStep > 0 && this.#perStep <= MAX_DECIMAL && this.#perStep / this.#power === step))
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
    if (this.#isPlain(quotient, nearest)) return Math.floor(quotient);
    return this.#isMultiple(value, nearest) ? nearest : this.#exact(value, 0n, 1n);
  }

  /** Whole steps in `value`, rounded up; NaN for what is not finite. */
  ceil(value: number): number {
    const quotient = (value * this.#power) / this.#perStep;
    const nearest = Math.round(quotient);
    if (this.#isPlain(quotient, nearest)) return Math.ceil(quotient);
    return this.#isMultiple(value, nearest) ? nearest : 0 - this.#exact(-value, 0n, 1n);
  }

  /** Whether a quotient lies further from `edge` than two roundings can have moved it. */
  #isPlain(quotient: number, edge: number): boolean {
    return Math.abs(quotient - edge) > 4 * Number.EPSILON * Math.abs(quotient);
  }

  #isMultiple(value: number, count: number): boolean {
    return this.value(count) === value && Math.abs(count * this.#perStep) <= MAX_DECIMAL;
  }

  /** Too near to an edge for doubles to tell: the floor of `value ÷ step + shift ÷ per`, in exact decimals. */
  #exact(value: number, shift: bigint, per: bigint): number {
    if (!Number.isFinite(value)) return Number.NaN;
    const scale = Math.max(this.places, decimalPlaces(value));
    const step = BigInt(this.#perStep) * 10n ** BigInt(scale - this.places) * per;
    const units = decimalUnits(value, scale) * per + (shift * step) / per;
    const whole = units / step;
    return Number(units < 0n && whole * step !== units ? whole - 1n : whole);
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
    const quotient = (value * this.#power) / this.#perStep;
    const plain = this.#isPlain(quotient, Math.floor(quotient) + 0.5);
    return this.value(plain ? Math.round(quotient) : this.#exact(value, 1n, 2n));
  }
}
