const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

/** The next float32 towards minus infinity; of zero, the smallest negative one. NaN and minus infinity stay. */
function nextBelow(value: number): number {
  single[0] = value === 0 ? -0 : value;
  if (Number.isNaN(value) || value === -Infinity) return value;
  bits[0] = bits[0]! + (value > 0 ? -1 : 1);
  return single[0];
}

/** The largest float32 that is not above `value`: the threshold under which float32 inputs fall as under `value`. */
export function floorToFloat32(value: number): number {
  const rounded = Math.fround(value);
  return rounded > value ? nextBelow(rounded) : rounded;
}

/** The largest float32 below `value`: for a float32 input, `x <= largestBelow(s)` is `x < s`. */
export function largestBelow(value: number): number {
  const rounded = Math.fround(value);
  return rounded >= value ? nextBelow(rounded) : rounded;
}
