import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { TradingError } from "@bellwether/core";
import type { ReportAssets } from "../report/to-html.js";

/** A chart library that the HTML report is made with is not installed, or is of another build. */
export class MissingReportAssetError extends TradingError {
  override readonly code = "MISSING_REPORT_ASSET";
  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(
      `the HTML report needs ${file}, which cannot be read; reinstall the dependencies of @bellwether/backtest`,
      options,
    );
  }
}

let cached: ReportAssets | undefined;

/**
 * Sources of the chart libraries as installed beside this package, read once.
 * @throws {MissingReportAssetError} if one cannot be found or read.
 */
export function reportAssets(): ReportAssets {
  cached ??= {
    lightweightCharts: read("lightweight-charts", "dist/lightweight-charts.standalone.production.js"),
    uplot: read("uplot", "dist/uPlot.iife.min.js"),
    uplotStyle: read("uplot", "dist/uPlot.min.css"),
  };
  return cached;
}

function read(library: string, file: string): string {
  try {
    const home = dirname(createRequire(import.meta.url).resolve(`${library}/package.json`));
    return readFileSync(join(home, file), "utf8");
  } catch (cause) {
    throw new MissingReportAssetError(`${library}/${file}`, { cause });
  }
}
