import type { Instrument, PortfolioView, Side } from "@bellwether/core";
import { BadBrokerError } from "../bad-broker-error.js";
import { TradedVolume } from "./traded-volume.js";

/** An asset besides the quote currency in which fees are paid while the account holds enough of it. */
export interface FeeAssetOption {
  readonly asset: string;
  /** Share of the fee that paying so saves; 0.25 is a quarter. */
  readonly discount?: number | undefined;
}

export interface FeePaid {
  readonly asset: string;
  readonly amount: number;
}

/** What a venue takes for a fill: maker or taker, less for those who trade more, in quote, base or an asset of its own. */
export class FeeSchedule {
  /** Of the last {@link charge}: its value in quote currency, and what it is paid in where that is another asset. */
  fee = 0;
  paid: FeePaid | undefined;
  private readonly traded = new TradedVolume();

  /** @throws {BadBrokerError} for a discount that is no share. */
  constructor(private readonly feeAsset: FeeAssetOption | undefined) {
    const { discount = 0 } = feeAsset ?? {};
    if (!(discount >= 0 && discount <= 1)) throw new BadBrokerError(`a fee discount is a share, got ${discount}`);
  }

  /** Fraction of notional. @param time - epoch ms UTC. */
  rate({ maker, taker, feeTiers }: Instrument, liquidity: "maker" | "taker", time: number): number {
    let rate = liquidity === "maker" ? maker : taker;
    if (feeTiers.length === 0) return rate;
    const volume = this.traded.at(time);
    for (const tier of feeTiers) if (volume >= tier.volume) rate = tier[liquidity];
    return rate;
  }

  /** The fee of a fill; the answer is in {@link fee} and {@link paid}. */
  charge(
    instrument: Instrument,
    portfolio: PortfolioView,
    side: Side,
    quantity: number,
    price: number,
    rate: number,
    time: number,
  ): void {
    const notional = quantity * price * instrument.contractSize;
    this.fee = notional * rate;
    this.paid = undefined;
    if (instrument.feeTiers.length > 0) this.traded.add(time, notional);
    if (!(this.fee > 0)) return;
    if (this.feeAsset !== undefined && this.payIn(this.feeAsset, portfolio)) return;
    if (instrument.feeIn === "base" && side === "buy") this.paid = { asset: instrument.base, amount: quantity * rate };
  }

  private payIn({ asset, discount = 0 }: FeeAssetOption, portfolio: PortfolioView): boolean {
    const holding = portfolio.holding(asset);
    if (holding === undefined) return false;
    const fee = this.fee * (1 - discount);
    // a part of a unit too small to be anything but the noise of doubles is none
    const amount = Math.ceil((fee / holding.price) * HUNDRED_MILLIONTHS - 1e-6) / HUNDRED_MILLIONTHS;
    if (!(amount <= holding.amount)) return false;
    this.fee = fee;
    this.paid = { asset, amount };
    return true;
  }
}

/** Assets are counted in these; fees are rounded up to them. */
const HUNDRED_MILLIONTHS = 1e8;
