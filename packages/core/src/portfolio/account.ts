import { TradingError } from "../errors.js";
import type { Instrument } from "../market/instrument.js";
import type { Holding } from "./portfolio-view.js";

/** The account cannot be set up. */
export class BadAccountError extends TradingError {
  override readonly code = "BAD_ACCOUNT";
}

/** One strategy on one symbol, as the account knows it. */
interface LaneSpec {
  readonly strategy: string;
  readonly instrument: Instrument;
  /** All rules that the instrument has had, where they changed. */
  readonly versions?: readonly Instrument[] | undefined;
  readonly stream: number;
}

/** An asset that the account starts with to pay fees. */
export interface HoldingSpec extends Holding {
  /** Stream whose closes value it; the price stays as given without one. */
  readonly stream?: number | undefined;
}

export interface PortfolioOptions {
  readonly quote: string;
  readonly startingBalance: number;
  readonly lanes: readonly LaneSpec[];
  readonly streamCount: number;
  readonly holdings?: readonly HoldingSpec[] | undefined;
  /** Whether what a venue has done is booked even if the wallet goes below zero by it; refused as a bug unless given. */
  readonly overdraft?: boolean | undefined;
  /** Closed trades that stay at least; older ones are forgotten now and then. All unless given. */
  readonly retain?: number | undefined;
}

/** What an account has paid besides prices, in quote currency; positive is paid. */
export interface AccountCosts {
  fees: number;
  slippage: number;
  funding: number;
  /** Value of remainders too small to sell, and how many there were. */
  dust: number;
  dustCount: number;
  liquidations: number;
  /** Losses beyond the margin that the venue's insurance took over. */
  insured: number;
}

export const noCosts = (): AccountCosts => ({
  fees: 0,
  slippage: 0,
  funding: 0,
  dust: 0,
  dustCount: 0,
  liquidations: 0,
  insured: 0,
});

/** @throws {BadAccountError} if a balance is not positive, or an instrument is quoted in another currency. */
export function assertAccount({ quote, startingBalance, lanes, holdings = [] }: PortfolioOptions): void {
  if (!(startingBalance > 0 && Number.isFinite(startingBalance)))
    throw new BadAccountError(`a starting balance is positive, got ${startingBalance}`);
  for (const { instrument } of lanes)
    if (instrument.quote !== quote)
      throw new BadAccountError(
        `the account holds ${quote}, but ${instrument.symbol} is quoted in ${instrument.quote}; set account.quote`,
      );
  const seen = new Set([quote]);
  for (const { asset, amount, price } of holdings) {
    if (!(amount >= 0 && price > 0 && Number.isFinite(amount * price)) || seen.has(asset))
      throw new BadAccountError(`the account cannot start with ${amount} ${asset} at ${price} ${quote}`);
    seen.add(asset);
  }
}
