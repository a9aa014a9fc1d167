/** Closes and volumes of the last bars, for slippage models that measure the market. */
export class RecentBars {
  private readonly closes: Float64Array;
  private readonly volumes: Float64Array;
  private seen = 0;

  constructor(private readonly bars: number) {
    this.closes = new Float64Array(bars);
    this.volumes = new Float64Array(bars);
  }

  push(close: number, volume: number): void {
    const at = this.seen++ % this.bars;
    this.closes[at] = close;
    this.volumes[at] = volume;
  }

  /** In base units; NaN until all bars have been seen. */
  get averageVolume(): number {
    if (this.seen < this.bars) return Number.NaN;
    let sum = 0;
    for (const volume of this.volumes) sum += volume;
    return sum / this.bars;
  }

  /** Sample standard deviation of the logarithmic returns, per bar; NaN until all bars have been seen. */
  get volatility(): number {
    const { bars, closes, seen } = this;
    if (seen < bars) return Number.NaN;
    const returns = bars - 1;
    const change = (i: number) => Math.log(closes[(seen + i + 1) % bars]! / closes[(seen + i) % bars]!);
    let sum = 0;
    for (let i = 0; i < returns; i++) sum += change(i);
    let squares = 0;
    for (let i = 0; i < returns; i++) squares += (change(i) - sum / returns) ** 2;
    return Math.sqrt(squares / (returns - 1));
  }
}
