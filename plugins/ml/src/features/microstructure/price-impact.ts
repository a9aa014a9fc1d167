import { sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { product, ratioOrZero } from "../ops/ops.js";
import { squareRoot } from "../ops/square-root.js";
import { amihudLambda } from "./amihud-lambda.js";
import { hasbrouckLambda } from "./hasbrouck-lambda.js";
import { kyleLambda } from "./kyle-lambda.js";

/** Each lambda has the unit of one over a volume: times the volume of a usual bar it says what such a bar moves. */
const bars = param("period", "bars averaged", 20);

export const kyleLambdaFeature = defineFeature({
  name: "kyle-lambda",
  group: "microstructure",
  about:
    "Kyle's lambda times the mean volume, over the price: the fraction that a usual bar's volume moves it; 0 untraded",
  params: [bars],
  warmup: (period = 20) => period,
  series: (df, period = 20) =>
    ratioOrZero(product(kyleLambda(df.close, df.volume, period), sma(df.volume, period)), df.close),
});

export const amihud = defineFeature({
  name: "amihud",
  group: "microstructure",
  about: "Amihud's illiquidity times the mean turnover: the log return that a usual bar's turnover makes; 0 untraded",
  params: [bars],
  warmup: (period = 20) => period,
  series(df, period = 20) {
    const turnover = product(df.close, df.volume);
    return product(amihudLambda(df.close, turnover, period), sma(turnover, period));
  },
});

export const hasbrouckLambdaFeature = defineFeature({
  name: "hasbrouck-lambda",
  group: "microstructure",
  about: "Hasbrouck's lambda times the root of the mean turnover: a log return; 0 untraded",
  params: [bars],
  warmup: (period = 20) => period,
  series(df, period = 20) {
    const turnover = product(df.close, df.volume);
    return product(hasbrouckLambda(df.close, turnover, period), squareRoot(sma(turnover, period)));
  },
});
