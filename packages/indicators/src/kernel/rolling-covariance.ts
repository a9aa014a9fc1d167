/** Below this share of its peak a running sum of squares has lost too many digits to cancellation. */
const LOST = 1e-4;

/**
 * Squared and mixed deviations of the last `period` pairs of values at O(1) a pair, summed about an anchor and afresh
 * as {@link RollingMoments} does. Feed it finite values; {@link reset} it on NaN.
 */
export class RollingCovariance {
  /** Sums over the window of dx², dy² and dx·dy, deviations from the means. */
  xx = Number.NaN;
  yy = Number.NaN;
  xy = Number.NaN;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  readonly #limit: number;
  #at = 0;
  #count = 0;
  #anchorX = 0;
  #anchorY = 0;
  #sumX = 0;
  #sumY = 0;
  #sumXX = 0;
  #sumYY = 0;
  #sumXY = 0;
  #peakX = 0;
  #peakY = 0;
  #age = 0;

  constructor(period: number) {
    this.#xs = new Float64Array(period);
    this.#ys = new Float64Array(period);
    this.#limit = Math.max(512, period);
  }

  /** @returns whether the window is full. */
  push(x: number, y: number): boolean {
    const n = this.#xs.length;
    const at = this.#at;
    const oldX = this.#xs[at]! - this.#anchorX;
    const oldY = this.#ys[at]! - this.#anchorY;
    const newX = x - this.#anchorX;
    const newY = y - this.#anchorY;
    this.#xs[at] = x;
    this.#ys[at] = y;
    this.#at = at + 1 === n ? 0 : at + 1;
    if (this.#count < n) {
      if (++this.#count < n) return false;
      this.#afresh(x, y);
      return true;
    }
    this.#sumX += newX - oldX;
    this.#sumY += newY - oldY;
    this.#sumXX += newX * newX - oldX * oldX;
    this.#sumYY += newY * newY - oldY * oldY;
    this.#sumXY += newX * newY - oldX * oldY;
    if (this.#sumXX > this.#peakX) this.#peakX = this.#sumXX;
    if (this.#sumYY > this.#peakY) this.#peakY = this.#sumYY;
    this.#centre();
    const sound = this.xx >= LOST * this.#peakX && this.yy >= LOST * this.#peakY;
    if (++this.#age >= this.#limit || !sound) this.#afresh(x, y);
    return true;
  }

  reset(): void {
    this.#at = 0;
    this.#count = 0;
  }

  /** From sums about the anchors to sums about the means. */
  #centre(): void {
    const n = this.#xs.length;
    this.xx = this.#sumXX - (this.#sumX * this.#sumX) / n;
    this.yy = this.#sumYY - (this.#sumY * this.#sumY) / n;
    this.xy = this.#sumXY - (this.#sumX * this.#sumY) / n;
  }

  /** The means are taken about the newest values first: in a flat window they are those values, to the last bit. */
  #afresh(x: number, y: number): void {
    const n = this.#xs.length;
    let offsetX = 0;
    let offsetY = 0;
    for (let j = 0; j < n; j++) {
      offsetX += this.#xs[j]! - x;
      offsetY += this.#ys[j]! - y;
    }
    this.#anchorX = x + offsetX / n;
    this.#anchorY = y + offsetY / n;
    let sumX = 0; // the anchors are the means as near as a double comes to them
    let sumY = 0;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let j = 0; j < n; j++) {
      const dx = this.#xs[j]! - this.#anchorX;
      const dy = this.#ys[j]! - this.#anchorY;
      sumX += dx;
      sumY += dy;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    this.#sumX = sumX;
    this.#sumY = sumY;
    this.#sumXX = xx;
    this.#sumYY = yy;
    this.#sumXY = xy;
    this.#peakX = xx;
    this.#peakY = yy;
    this.#age = 0;
    this.#centre();
  }
}

export function createRollingCovariance(period: number): RollingCovariance {
  return new RollingCovariance(period);
}
