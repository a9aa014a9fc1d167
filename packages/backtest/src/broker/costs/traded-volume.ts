const DAY_MS = 86_400_000;
const DAYS = 30;

/** Notional traded in the last 30 UTC days, the day of the fill included, in quote currency. */
export class TradedVolume {
  private readonly byDay = new Float64Array(DAYS);
  private day = Number.NEGATIVE_INFINITY;
  private before = 0;

  /** @param time - epoch ms UTC; never earlier than the one before. */
  add(time: number, notional: number): void {
    this.moveTo(time);
    this.byDay[this.day % DAYS]! += notional;
  }

  at(time: number): number {
    this.moveTo(time);
    return this.before + this.byDay[this.day % DAYS]!;
  }

  private moveTo(time: number): void {
    const day = Math.floor(time / DAY_MS);
    if (day <= this.day) return;
    if (day - this.day >= DAYS) this.byDay.fill(0);
    else for (let d = this.day + 1; d <= day; d++) this.byDay[d % DAYS] = 0;
    this.day = day;
    this.before = 0;
    for (const notional of this.byDay) this.before += notional;
  }
}
