/** What a pattern says about the row it ends on. */
export const BULLISH = 100;
export const BEARISH = -100;
export const NO_PATTERN = 0;

/**
 * One candle of the pattern, `ago` bars before the current row. A mutable view: the kernel moves it on row by row.
 * Comparisons are strict unless the name says otherwise.
 */
export class Candle {
  open = Number.NaN;
  high = Number.NaN;
  low = Number.NaN;
  close = Number.NaN;

  constructor(readonly ago: number) {}

  /** Closed at its open or above. */
  get isWhite(): boolean {
    return this.close >= this.open;
  }

  get isBlack(): boolean {
    return this.close < this.open;
  }

  /** Length between open and close. */
  get body(): number {
    return Math.abs(this.close - this.open);
  }

  get bodyTop(): number {
    return Math.max(this.open, this.close);
  }

  get bodyBottom(): number {
    return Math.min(this.open, this.close);
  }

  get upperShadow(): number {
    return this.high - this.bodyTop;
  }

  get lowerShadow(): number {
    return this.bodyBottom - this.low;
  }

  /** 100 for a white candle, -100 for a black one. */
  get direction(): number {
    return this.close >= this.open ? BULLISH : BEARISH;
  }

  hasColourOf(other: Candle): boolean {
    return this.isWhite === other.isWhite;
  }

  /** The body lies above the other's body; shadows may touch. */
  bodyGapsUp(from: Candle): boolean {
    return this.bodyBottom > from.bodyTop;
  }

  bodyGapsDown(from: Candle): boolean {
    return this.bodyTop < from.bodyBottom;
  }

  /** The whole candle lies above the other, shadows included. */
  gapsUp(from: Candle): boolean {
    return this.low > from.high;
  }

  gapsDown(from: Candle): boolean {
    return this.high < from.low;
  }

  opensInBody(of: Candle): boolean {
    return this.open < of.bodyTop && this.open > of.bodyBottom;
  }

  closesInBody(of: Candle): boolean {
    return this.close < of.bodyTop && this.close > of.bodyBottom;
  }

  /** The body lies inside the other's body. */
  bodyInside(of: Candle): boolean {
    return this.bodyTop < of.bodyTop && this.bodyBottom > of.bodyBottom;
  }
}
