/** How the lines of a value axis read. */
export const TICKS_SCRIPT = `
/** As many digits as it takes that no tick is rounded: 2.5% must not read 3%. */
function digitsOf(ticks, scale) {
  const whole = (value) => Math.abs(value - Math.round(value)) < 1e-6;
  for (let digits = 0; digits < 6; digits++) if (ticks.every((tick) => whole(tick * scale * 10 ** digits))) return digits;
  return 6;
}

const ticks = (values) => values.map((value) => decimal(value, digitsOf(values, 1)));
const shareTicks = (values) => values.map((value) => percent(value, digitsOf(values, 100)));
`;
