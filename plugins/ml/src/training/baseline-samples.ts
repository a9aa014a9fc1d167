import { type BarColumns, type Frame, frameOf, type Series } from "@bellwether/core";
import type { Dataset } from "../dataset.js";
import { logReturn } from "../features/returns/returns.js";
import { smaDistance } from "../features/trend/sma-distance.js";
import { realisedVolatility } from "../features/volatility/estimators.js";
import { type LabelSettings, labelHorizon } from "../labels/index.js";

/** Bars of the average that the moving-average baseline follows. */
const AVERAGE = 50;

/** What baselines look at, whatever the features of the model are: the last move over the horizon, and a moving average. */
function columnsOf(label: LabelSettings, df: Frame): readonly (readonly [name: string, series: Series])[] {
  const horizon = labelHorizon(label);
  const average = [`sma-distance(${AVERAGE})`, smaDistance.series(df, AVERAGE)] as const;
  if (label.type === "favourable-excursion" || (label.type === "volatility" && label.as === "above-median"))
    return [average];
  if (label.type === "volatility")
    return [
      [`realised-volatility(${Math.max(2, horizon)})`, realisedVolatility.series(df, Math.max(2, horizon))],
      average,
    ];
  return [[`log-return(${horizon})`, logReturn.series(df, horizon)], average];
}

/** The samples with the columns of baselines in the place of the model's; 0, no move, where they are not known. */
export function baselineSamples(data: Dataset, label: LabelSettings, bars: BarColumns): Dataset {
  const columns = columnsOf(label, frameOf(bars));
  const width = columns.length;
  const values = columns.map(([, series]) => series.values());
  const x = new Float32Array(data.row.length * width);
  for (let i = 0; i < data.row.length; i++)
    for (let j = 0; j < width; j++) {
      const value = values[j]![data.row[i]!]!;
      x[i * width + j] = Number.isFinite(value) ? value : 0;
    }
  return { ...data, columns: columns.map(([name]) => name), x: { rows: data.row.length, columns: width, data: x } };
}
