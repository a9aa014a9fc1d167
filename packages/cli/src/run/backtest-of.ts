import type { BacktestOptions, FeeAsset } from "@bellwether/backtest";
import { symbolRulesOf } from "@bellwether/core/config";
import { createRiskEngine } from "@bellwether/risk";
import { riskExtensions, slippageOf } from "./extensions.js";
import { loadDetail } from "./load-detail.js";
import { fundingWarnings, loadFunding } from "./load-funding.js";
import { loadHistories } from "./load-histories.js";
import type { Run } from "./run.js";
import type { OpenRun } from "./run-file.js";
import { unitWarnings } from "./unit-warnings.js";

/**
 * The backtest that a run file describes, bars included.
 * @param data - files that stand in for the run file's, by symbol; a single entry without symbol suits a run of one.
 * @throws {DataError} for bars that cannot be read or that the policies refuse; {ConfigError} for a symbol without bars.
 */
export async function backtestOf(run: OpenRun, data?: readonly string[]): Promise<BacktestOptions> {
  const { config, strategies, settings, code, host } = run;
  const { backtest: replay, account, seed } = config;
  const histories = await loadHistories(run, data);
  const funding = await loadFunding(run);
  return {
    data: histories,
    ...(replay.from === undefined ? {} : { from: replay.from }),
    detail: await loadDetail(run),
    funding,
    strategy: strategies,
    risk: createRiskEngine(config.risk, riskExtensions(host.registry)),
    instruments: Object.fromEntries(config.exchange.symbols.map((symbol) => [symbol, symbolRulesOf(config, symbol)])),
    startingBalance: account.startingBalance,
    quote: account.quote,
    ...(account.feeAsset === undefined ? {} : { feeAsset: account.feeAsset as FeeAsset }),
    slippage: slippageOf(replay, host.registry),
    intrabar: replay.intrabar,
    ...latencyOf(replay),
    ...(replay.volumeShare === undefined ? {} : { volumeShare: replay.volumeShare }),
    band: replay.band,
    statistics: replay.statistics,
    prefixChecks: replay.prefixChecks,
    finalize: replay.finalizeTrades,
    seed,
    config: settings,
    code,
    warnings: [...unitWarnings(config, funding), ...fundingWarnings(run, histories, funding)],
  };
}

function latencyOf({ latency }: Run["backtest"]): Pick<BacktestOptions, "latency"> {
  const { bars, ms } = latency ?? {};
  if (bars !== undefined) return { latency: { bars } };
  return ms === undefined ? {} : { latency: { ms } };
}
