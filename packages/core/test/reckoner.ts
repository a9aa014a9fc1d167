/** An exact fraction. */
export class Ratio {
  constructor(
    readonly top: bigint,
    readonly bottom = 1n,
  ) {}

  /** Of the decimal that a double prints as. */
  static of(value: number): Ratio {
    const [, sign, whole, part = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
    const digits = BigInt(`${sign}${whole}${part}`);
    const places = part.length - Number(exponent);
    return places >= 0 ? new Ratio(digits, 10n ** BigInt(places)) : new Ratio(digits * 10n ** BigInt(-places));
  }

  plus({ top, bottom }: Ratio): Ratio {
    return Ratio.#plain(this.top * bottom + top * this.bottom, this.bottom * bottom);
  }

  minus({ top, bottom }: Ratio): Ratio {
    return this.plus(new Ratio(-top, bottom));
  }

  times({ top, bottom }: Ratio): Ratio {
    return Ratio.#plain(this.top * top, this.bottom * bottom);
  }

  over({ top, bottom }: Ratio): Ratio {
    return top < 0n ? this.times(new Ratio(-bottom, -top)) : this.times(new Ratio(bottom, top));
  }

  /** To 30 digits: quotients of quotients would grow without end. */
  get tidy(): Ratio {
    return Ratio.#plain((this.top * FINE) / this.bottom, FINE);
  }

  get sign(): -1 | 0 | 1 {
    return this.top > 0n ? 1 : this.top < 0n ? -1 : 0;
  }

  get number(): number {
    return Number((this.top * 10n ** 15n) / this.bottom) / 1e15;
  }

  static #plain(top: bigint, bottom: bigint): Ratio {
    let [a, b] = [top < 0n ? -top : top, bottom];
    while (b > 0n) [a, b] = [b, a % b];
    return a > 1n ? new Ratio(top / a, bottom / a) : new Ratio(top, bottom);
  }
}

const FINE = 10n ** 30n;
const ZERO = new Ratio(0n);
const least = (a: Ratio, b: Ratio) => (a.minus(b).sign < 0 ? a : b);
const most = (a: Ratio, b: Ratio) => (a.minus(b).sign > 0 ? a : b);

/** One position, as the reckoner keeps it. */
export interface Reckoned {
  readonly kind: "spot" | "cross" | "isolated";
  readonly leverage: Ratio;
  /** Signed base units. */
  quantity: Ratio;
  /** Signed, at the average entry price. */
  cost: Ratio;
  margin: Ratio;
  last: Ratio;
}

/** An account in exact fractions, written without regard to how the books do it. Amounts in quote currency. */
export class Reckoner {
  insured = ZERO;
  readonly positions: readonly Reckoned[];

  constructor(
    public wallet: Ratio,
    lanes: readonly Pick<Reckoned, "kind" | "leverage">[],
  ) {
    this.positions = lanes.map((lane) => ({ ...lane, quantity: ZERO, cost: ZERO, margin: ZERO, last: ZERO }));
  }

  #gain({ quantity, last, cost }: Reckoned): Ratio {
    return quantity.times(last).minus(cost);
  }

  get equity(): Ratio {
    let equity = this.wallet;
    for (const position of this.positions)
      equity = equity.plus(
        position.kind === "spot" ? position.quantity.times(position.last) : position.margin.plus(this.#gain(position)),
      );
    return equity;
  }

  get free(): Ratio {
    let free = this.wallet;
    for (const position of this.positions.filter(({ kind }) => kind === "cross")) {
      const notional = position.quantity.times(position.last);
      const size = notional.sign < 0 ? ZERO.minus(notional) : notional;
      free = free.plus(this.#gain(position)).minus(size.over(position.leverage));
    }
    return most(ZERO, least(this.wallet, free));
  }

  /** @param signed - base units that reach or leave the position. @param paid - quote currency for the fee. */
  grow(position: Reckoned, signed: Ratio, price: Ratio, fee: Ratio, bought = signed): void {
    const notional = signed.times(price);
    this.wallet = this.wallet.minus(fee);
    if (position.kind === "spot") this.wallet = this.wallet.minus(bought.times(price));
    if (position.kind === "isolated") {
      const margin = (notional.sign < 0 ? ZERO.minus(notional) : notional).over(position.leverage);
      this.wallet = this.wallet.minus(margin);
      position.margin = position.margin.plus(margin);
    }
    position.quantity = position.quantity.plus(signed);
    position.cost = position.cost.plus(notional);
    position.last = price;
  }

  /** @param share - of the position that leaves, in (0, 1]. */
  shrink(position: Reckoned, share: Ratio, price: Ratio, fee: Ratio, liquidation = false): void {
    const gain = share.times(position.quantity).times(price).minus(share.times(position.cost));
    const margin = share.times(position.margin);
    if (position.kind === "spot")
      this.wallet = this.wallet.plus(share.times(position.quantity).times(price)).minus(fee);
    else if (liquidation && position.kind === "isolated") {
      const left = margin.plus(gain);
      this.wallet = this.wallet.plus(most(ZERO, left.minus(most(ZERO, least(fee, left)))));
      if (left.sign < 0) this.insured = this.insured.minus(left);
    } else {
      this.wallet = this.wallet.plus(margin).plus(gain);
      this.wallet = this.wallet.minus(liquidation ? least(fee, most(ZERO, this.wallet)) : fee);
    }
    const rest = new Ratio(1n).minus(share);
    position.quantity = position.quantity.times(rest).tidy;
    position.cost = position.cost.times(rest).tidy;
    position.margin = position.margin.times(rest).tidy;
    this.wallet = this.wallet.tidy;
    position.last = price;
    if (position.kind !== "spot") this.#cover();
  }

  fund(position: Reckoned, payment: Ratio): void {
    const fromWallet = position.kind === "isolated" ? least(payment, most(ZERO, this.wallet)) : payment;
    const fromMargin = least(position.margin, most(ZERO, payment.minus(fromWallet)));
    position.margin = position.margin.minus(fromMargin);
    this.wallet = this.wallet.minus(payment.minus(fromMargin));
    this.#cover();
  }

  #cover(): void {
    let backing = ZERO;
    for (const position of this.positions) if (position.kind === "cross") backing = backing.plus(this.#gain(position));
    const total = this.wallet.plus(most(ZERO, backing));
    if (total.sign >= 0) return;
    this.insured = this.insured.minus(total);
    this.wallet = this.wallet.minus(total);
  }
}
