import { BadBrokerError } from "./bad-broker-error.js";

/** Funding of a perpetual: when it was due (epoch ms UTC, rising), and the fraction of notional that longs paid. */
export interface FundingRates {
  readonly time: Float64Array;
  readonly rate: Float64Array;
}

/** Goes through a funding series once, forwards. */
export class FundingClock {
  /** Of the payment that was found last. */
  time = Number.NaN;
  rate = Number.NaN;
  private next = 0;

  /** @throws {BadBrokerError} unless the columns are of one length, times rise and rates are finite. */
  constructor(private readonly series: FundingRates) {
    const { time, rate } = series;
    if (time.length !== rate.length)
      throw new BadBrokerError(`funding has ${time.length} times and ${rate.length} rates`);
    for (let i = 0; i < time.length; i++)
      if (!(Number.isFinite(rate[i]) && (i === 0 ? Number.isFinite(time[0]) : time[i]! > time[i - 1]!)))
        throw new BadBrokerError(
          `funding row ${i}: a rate of ${rate[i]} at ${time[i]}; times rise and rates are finite`,
        );
  }

  /** Moves to the next payment if it was due by a moment. */
  isDueAt(moment: number): boolean {
    return this.series.time[this.next]! <= moment && this.move();
  }

  /** Moves to the next payment if it is due before a moment. */
  isDueBefore(moment: number): boolean {
    return this.series.time[this.next]! < moment && this.move();
  }

  private move(): true {
    this.time = this.series.time[this.next]!;
    this.rate = this.series.rate[this.next++]!;
    return true;
  }
}
