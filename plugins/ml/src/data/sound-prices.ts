import type { BarColumns } from "@bellwether/core";
import { BadBarsError } from "./bad-bars-error.js";
import type { CleaningPolicies } from "./cleaning-policies.js";
import { createTally, type Finding, type Tally, timeText } from "./finding.js";
import { ownBars, withoutMarked } from "./pick-bars.js";

type Step = { readonly bars: BarColumns; readonly finding: Finding };
type Policies = Pick<CleaningPolicies, "prices" | "volumes" | "relations">;

const isPrice = (value: number) => value > 0 && value < Number.POSITIVE_INFINITY;

/** Prices that are positive numbers. Flat bars stand at the last sound close; there is none before the first. */
export function soundPrices(bars: BarColumns, { prices }: Policies, of: number): Step {
  const { openTime, open, high, low, close } = bars;
  const bad = marks(
    bars,
    (row) => !(isPrice(open[row]!) && isPrice(high[row]!) && isPrice(low[row]!) && isPrice(close[row]!)),
  );
  refuseIf(prices === "refuse", bad.tally, "have prices that are no positive number", "prices: drop");
  const finding = bad.tally.finding("prices", prices === "fill" ? "filled" : "dropped", of);
  if (bad.tally.count === 0) return { bars, finding };
  if (prices !== "fill") return { bars: withoutMarked(bars, bad.rows), finding };
  const own = ownBars(bars);
  const leading = new Uint8Array(openTime.length);
  let last = Number.NaN;
  for (let row = 0; row < openTime.length; row++) {
    if (bad.rows[row] === 0) last = close[row]!;
    else if (Number.isNaN(last)) leading[row] = 1;
    else {
      own.open[row] = last;
      own.high[row] = last;
      own.low[row] = last;
      own.close[row] = last;
      own.volume[row] = 0;
    }
  }
  return { bars: withoutMarked(own, leading), finding };
}

/** Volumes that are numbers of at least 0. */
export function soundVolumes(bars: BarColumns, { volumes }: Policies, of: number): Step {
  const { volume } = bars;
  const bad = marks(bars, (row) => !(volume[row]! >= 0 && volume[row]! < Number.POSITIVE_INFINITY));
  refuseIf(volumes === "refuse", bad.tally, "have a volume that is negative or no number", "volumes: zero");
  const finding = bad.tally.finding("volumes", volumes === "zero" ? "zeroed" : "dropped", of);
  if (bad.tally.count === 0) return { bars, finding };
  if (volumes !== "zero") return { bars: withoutMarked(bars, bad.rows), finding };
  const own = ownBars(bars);
  for (let row = 0; row < volume.length; row++) if (bad.rows[row] !== 0) own.volume[row] = 0;
  return { bars: own, finding };
}

/** Highs that are the highest of their bar's prices, lows that are the lowest. Takes sound prices. */
export function soundRelations(bars: BarColumns, { relations }: Policies, of: number): Step {
  const { open, high, low, close } = bars;
  const bad = marks(
    bars,
    (row) =>
      high[row]! < Math.max(open[row]!, close[row]!, low[row]!) ||
      low[row]! > Math.min(open[row]!, close[row]!, high[row]!),
  );
  refuseIf(relations === "refuse", bad.tally, "have a high or a low inside their other prices", "relations: repair");
  const finding = bad.tally.finding("relations", relations === "repair" ? "repaired" : "dropped", of);
  if (bad.tally.count === 0) return { bars, finding };
  if (relations !== "repair") return { bars: withoutMarked(bars, bad.rows), finding };
  const own = ownBars(bars);
  for (let row = 0; row < open.length; row++) {
    if (bad.rows[row] === 0) continue;
    own.high[row] = Math.max(open[row]!, high[row]!, low[row]!, close[row]!);
    own.low[row] = Math.min(open[row]!, high[row]!, low[row]!, close[row]!);
  }
  return { bars: own, finding };
}

/** Bars in which nothing was traded. */
export function tradedBars(bars: BarColumns, { zeroVolume }: Pick<CleaningPolicies, "zeroVolume">, of: number): Step {
  const empty = marks(bars, (row) => bars.volume[row] === 0);
  const dropped = zeroVolume === "drop";
  const finding = empty.tally.finding("zero-volume", dropped ? "dropped" : "kept", of);
  return { bars: dropped ? withoutMarked(bars, empty.rows) : bars, finding };
}

function marks({ openTime }: BarColumns, isBad: (row: number) => boolean): { rows: Uint8Array; tally: Tally } {
  const rows = new Uint8Array(openTime.length);
  const tally = createTally();
  for (let row = 0; row < rows.length; row++) {
    if (!isBad(row)) continue;
    rows[row] = 1;
    tally.add(openTime[row]!);
  }
  return { rows, tally };
}

function refuseIf(refuses: boolean, tally: Tally, what: string, instead: string): void {
  if (!refuses || tally.count === 0) return;
  const { first } = tally.finding("prices", "kept", 1);
  throw new BadBarsError(`${tally.count} bars ${what}, the first ${timeText(first)}; mend them, or set ${instead}`);
}
