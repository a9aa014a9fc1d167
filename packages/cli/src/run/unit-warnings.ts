import type { FundingRates } from "@bellwether/backtest";
import { isPerpetual } from "@bellwether/core/config";
import type { Run } from "./run.js";

/** Values above which a setting or a rate is rather a slip of the unit: legal, but hardly meant. All are fractions. */
const UNLIKELY = {
  riskPerTrade: 0.1,
  fee: 0.02,
  volatility: 3,
  spotExposure: 50,
  perpetualExposure: 130,
  funding: 0.05,
};

/**
 * What of a run looks like percent where a share is meant: allowed, so it runs, but its reader should know.
 * @param funding - rates by symbol.
 */
export function unitWarnings(run: Run, funding: Readonly<Record<string, FundingRates>>): string[] {
  return [...riskSlips(run), ...feeSlips(run), ...fundingSlips(funding)];
}

function riskSlips(run: Run): string[] {
  const { riskPerTrade, sizers = [], maxExposure } = run.risk;
  const slips: string[] = [];
  const perTrade = (path: string, value: number | undefined) => {
    if (value !== undefined && value > UNLIKELY.riskPerTrade)
      slips.push(`${path} ${value} is ${percent(value)} of the capital at each stop${FRACTIONS}`);
  };
  perTrade("risk.riskPerTrade", riskPerTrade);
  for (const [i, sizer] of (sizers as readonly Sizer[]).entries()) {
    if (sizer.type === "risk-per-trade") perTrade(`risk.sizers[${i}].fraction`, sizer.fraction);
    const { target = 0 } = sizer;
    if (sizer.type === "volatility-target" && target > UNLIKELY.volatility)
      slips.push(`risk.sizers[${i}].target ${target} is a volatility of ${percent(target)} a year${FRACTIONS}`);
  }
  const perpetual = run.exchange.symbols.some((symbol) => isPerpetual(run, symbol));
  if (maxExposure > (perpetual ? UNLIKELY.perpetualExposure : UNLIKELY.spotExposure))
    slips.push(
      `risk.maxExposure ${maxExposure} lets positions be worth ${maxExposure} times the equity; 1 is all of it`,
    );
  return slips;
}

/** The settings of a sizer that can slip; others, also those of plugins, have neither. */
interface Sizer {
  readonly type: string;
  readonly fraction?: number;
  readonly target?: number;
}

interface Fees {
  readonly maker?: number | undefined;
  readonly taker?: number | undefined;
}

function feeSlips({ backtest, instruments = {} }: Run): string[] {
  const stated: (readonly [path: string, fees: Fees])[] = [["backtest.fees", backtest.fees]];
  for (const [symbol, { feeTiers = [], history = [], ...own }] of Object.entries(instruments)) {
    const path = `instruments.${symbol}`;
    stated.push([path, own], ...feeTiers.map((tier, i) => [`${path}.feeTiers[${i}]`, tier] as const));
    stated.push(...history.map((change, i) => [`${path}.history[${i}]`, change] as const));
  }
  return stated.flatMap(([path, fees]) =>
    (["maker", "taker"] as const).flatMap((key) => {
      const fee = fees[key];
      if (fee === undefined || !(Math.abs(fee) > UNLIKELY.fee)) return [];
      return [`${path}.${key} ${fee} is a fee of ${percent(fee)} of each fill${FRACTIONS}`];
    }),
  );
}

/** One line a symbol, however many of its rates are unlikely. */
function fundingSlips(funding: Readonly<Record<string, FundingRates>>): string[] {
  return Object.entries(funding).flatMap(([symbol, { rate }]) => {
    const largest = rate.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0);
    if (!(Math.abs(largest) > UNLIKELY.funding)) return [];
    return [`data.funding.${symbol} has a rate of ${largest}, ${percent(largest)} of the position at once${FRACTIONS}`];
  });
}

const FRACTIONS = "; shares are fractions: 1 % is 0.01";

const percent = (fraction: number) => `${Number((fraction * 100).toPrecision(6))} %`;
