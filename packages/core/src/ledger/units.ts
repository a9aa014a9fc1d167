import { decimalUnits, MAX_DECIMAL, POWERS_OF_TEN as TEN } from "../market/grid.js";

/** A whole number of 10^-scale: a double as long as that is exact, else a bigint. */
export type Units = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;
const BIG_TEN = Array.from({ length: 40 }, (_, i) => 10n ** BigInt(i));

/** A decimal as units, exactly; digits beyond the scale are cut, towards zero. */
export function unitsOf(value: number, scale: number): Units {
  const power = TEN[scale]!;
  const scaled = Math.round(value * power);
  return scaled <= MAX_DECIMAL && scaled >= -MAX_DECIMAL && scaled / power === value
    ? scaled
    : decimalUnits(value, scale);
}

/** A double as the nearest number of units; for amounts that arithmetic has made, such as fees. */
export function nearestUnits(value: number, scale: number): Units {
  const scaled = Math.round(value * TEN[scale]!);
  return scaled <= MAX && scaled >= -MAX ? scaled : decimalUnits(value, scale);
}

/** The product of two decimals of known places as units, exactly; digits beyond the scale are cut, towards zero. */
export function productUnits(a: number, aPlaces: number, b: number, bPlaces: number, scale: number): Units {
  const x = Math.round(a * TEN[aPlaces]!);
  const y = Math.round(b * TEN[bPlaces]!);
  const shift = scale - aPlaces - bPlaces;
  const product = x * y * (shift > 0 ? TEN[shift]! : 1);
  if (shift >= 0 && product <= MAX && x / TEN[aPlaces]! === a && y / TEN[bPlaces]! === b)
    if (x <= MAX_DECIMAL && y <= MAX_DECIMAL) return product;
  const exact = decimalUnits(a, aPlaces) * decimalUnits(b, bPlaces);
  return shift >= 0 ? exact * BIG_TEN[shift]! : exact / BIG_TEN[-shift]!;
}
