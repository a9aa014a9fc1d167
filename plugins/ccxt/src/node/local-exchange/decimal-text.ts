/** Decimals that Binance writes. */
const DECIMALS = 8;
/** Most that `toFixed` writes. */
const MOST_DECIMALS = 100;

/**
 * A number as Binance writes it: plain, with 8 decimals. A value that 8 decimals would change gets as many as it takes to
 * read the same number back, so that bars arrive bit for bit as they were recorded.
 */
export function decimalText(value: number): string {
  const usual = value.toFixed(DECIMALS);
  if (Number(usual) === value || !Number.isFinite(value)) return usual;
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  for (let decimals = Math.max(DECIMALS, 15 - exponent); decimals < MOST_DECIMALS; decimals++) {
    const text = value.toFixed(decimals);
    if (Number(text) === value) return text;
  }
  return usual;
}

const ONE = 100_000_000n;

/** A number of at most 8 decimals as a whole number of the eighth. */
export function scaled(value: number): bigint {
  return BigInt(value.toFixed(DECIMALS).replace(".", ""));
}

/** The product of two scaled numbers, scaled; what is beyond the eighth decimal is dropped. */
export function scaledProduct(a: bigint, b: bigint): bigint {
  return (a * b) / ONE;
}

/** A scaled number as Binance writes it. */
export function scaledText(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}
