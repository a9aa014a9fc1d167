import { SimulatedBroker } from "@bellwether/backtest";
import type { HoldingSpec, RiskEngine } from "@bellwether/core";
import { symbolRulesOf } from "@bellwether/core/config";
import type { TradeOptions } from "@bellwether/live/node";
import { createRiskEngine, RiskConfig } from "@bellwether/risk";
import { riskExtensions, slippageOf } from "../run/extensions.js";
import type { Run } from "../run/run.js";
import type { OpenRun } from "../run/run-file.js";

/** What a run file says of a live run, apart from the exchange and who is told. */
export type SettledOptions = Omit<TradeOptions, "exchange" | "journal" | "log" | "timers" | "onNotice">;

export function tradeOptionsOf(run: OpenRun): SettledOptions {
  const { config, strategies, settings, code, host, maskedParams } = run;
  const { account, exchange, mode, live } = config;
  const { registry } = host;
  return {
    mode,
    account: exchange.account,
    symbols: exchange.symbols,
    timeframe: exchange.timeframe,
    strategy: strategies.map((one) => ({ ...one, shownParams: maskedParams.get(one.name ?? one.definition.id) })),
    risk: (made) => riskOf(made, run),
    paperBroker: () => paperBrokerOf(config, run),
    startingBalance: account.startingBalance,
    quote: account.quote,
    holdings: holdingsOf(config),
    instruments: Object.fromEntries(
      exchange.symbols.map((symbol) => {
        const { history: _, ...rules } = symbolRulesOf(config, symbol);
        return [symbol, rules];
      }),
    ),
    live,
    settings: withoutLive(settings),
    code,
    definitionOf: (type) => (registry.has("strategy", type) ? registry.get("strategy", type) : undefined),
  };
}

/** What decides what a run does: who is told of it, and by what token, does not. */
function withoutLive(settings: unknown): unknown {
  return { ...(settings as object), live: undefined };
}

/** The engine that settings of now, or of an earlier part of a journal, describe. */
export function riskOf(settings: unknown, { host }: Pick<OpenRun, "host">): RiskEngine {
  const { risk } = settings as { readonly risk?: unknown };
  return createRiskEngine(RiskConfig.parse(risk ?? {}), riskExtensions(host.registry));
}

/** The venue of a paper run: the one of a backtest. */
export function paperBrokerOf({ backtest, account }: Run, { host }: Pick<OpenRun, "host">): SimulatedBroker {
  const { latency = {}, volumeShare, intrabar } = backtest;
  const { feeAsset } = account;
  return new SimulatedBroker({
    slippage: slippageOf(backtest, host.registry),
    // bars of a lower timeframe are history; a live run has none
    intrabar: intrabar === "drilldown" ? "pessimistic" : intrabar,
    ...(volumeShare === undefined ? {} : { volumeShare }),
    ...(latency.bars !== undefined
      ? { latency: { bars: latency.bars } }
      : latency.ms === undefined
        ? {}
        : { latency: { ms: latency.ms } }),
    ...(feeAsset === undefined ? {} : { feeAsset: { asset: feeAsset.asset, discount: feeAsset.discount ?? 0 } }),
  });
}

/** Assets that pay fees. */
export function holdingsOf({ account: { feeAsset }, exchange: { symbols } }: Run): HoldingSpec[] {
  if (feeAsset === undefined) return [];
  const { asset, amount, price, symbol } = feeAsset;
  const stream = symbol === undefined ? -1 : symbols.indexOf(symbol);
  return [{ asset, amount, price, ...(stream < 0 ? {} : { stream }) }];
}
