/** Steps that people count in, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];

/** Below this, steps lose their digits. */
const TINY = 1e-290;

/** The smallest such step that covers `span` in at most `most` parts. */
function stepFor(span: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(span / most));
  return power * STEPS.find((step) => step * power * most >= span * (1 - 1e-9))!;
}

/**
 * Round values from at or below `low` to at or above `high`.
 * @param most - parts between them, about.
 */
export function roundTicks(low: number, high: number, most = 5): number[] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const span = high - low > Math.max(1e-9 * size, TINY) ? high - low : size > TINY ? size : 1;
  const step = stepFor(span, most);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
