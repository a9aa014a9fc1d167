import type { Bracket, EntryTerms } from "@bellwether/core";
import type { IntrabarRule } from "../../src/broker/intrabar.js";
import { perpetual } from "./account-rules.js";
import { type Driven, drive, type Hand } from "./drive.js";
import { barsOf, type Case, HOUR_MS } from "./freqtrade.js";
import { endingAtTheLastOpen } from "./oracle-files.js";

/** How a case is played where its settings do not say it all. */
export interface Manner {
  /** Default `pessimistic`. */
  readonly intrabar?: IntrabarRule;
  /**
   * Best price before the trailing stop is met. Theirs trails by a share of the best price, ours by a distance: it is as wide
   * as theirs is here. The entry price unless given.
   */
  readonly best?: number;
  /** Targets lie a hair further: theirs must be passed, ours are touched. */
  readonly beyond?: boolean;
  /** Closes at the open of the last bar, as theirs does with what is left open. */
  readonly endsAtOpen?: boolean;
}

const MINUTE_MS = 60_000;
const ROI = "roi";

/** One unit at a time, decided at closes from the signals of the case. */
class Player {
  private entry: string | null = null;
  private adjusted = false;
  private sent = 0;

  constructor(
    private readonly given: Case,
    private readonly manner: Manner,
  ) {}

  decide(hand: Hand): void {
    const candle = this.given.candles[hand.row]!;
    // what would fill at the next open has none after the last candle
    if (hand.row + 1 === this.given.candles.length) return;
    if (hand.held() !== 0) {
      this.entry = null;
      this.leave(hand, hand.held() > 0 ? candle.exitLong : candle.exitShort);
    } else if (this.isWaiting(hand)) this.adjust(hand);
    else this.enter(hand);
  }

  /** Neither filled nor at its end without a fill. */
  private isWaiting({ fills, ends }: Hand): boolean {
    const { entry } = this;
    return entry !== null && !fills.some(({ orderId }) => orderId === entry) && !ends.some(({ id }) => id === entry);
  }

  private enter(hand: Hand): void {
    const { given } = this;
    const { enterLong, enterShort } = given.candles[hand.row]!;
    this.entry = null;
    if (enterLong === 1 || enterShort === 1) this.send(hand, enterLong === 1 ? 1 : -1, given.customEntryPrice);
  }

  /** An entry that waits is cancelled and sent anew, once, at another price. */
  private adjust(hand: Hand): void {
    const { adjustEntryPrice, candles } = this.given;
    if (adjustEntryPrice === null || this.adjusted) return;
    this.adjusted = true;
    hand.broker.cancelEntries(0);
    this.send(hand, candles.some(({ enterShort }) => enterShort === 1) ? -1 : 1, adjustEntryPrice);
  }

  private send(hand: Hand, direction: 1 | -1, limitPrice: number | null): void {
    const nextOpen = hand.bars.open[hand.row + 1]!;
    const terms: EntryTerms = limitPrice === null ? { type: "market" } : this.limited(hand, limitPrice);
    // distances count from the fill: the limit, or an open that is better
    const fill = limitPrice === null ? nextOpen : direction * Math.min(direction * limitPrice, direction * nextOpen);
    const side = direction === 1 ? "buy" : "sell";
    this.entry = `entry ${++this.sent}`;
    hand.send({ id: this.entry, side, quantity: 1, ...terms, bracket: this.bracket(fill) });
  }

  private limited(hand: Hand, limitPrice: number): EntryTerms {
    const { unfilledTimeoutMinutes } = this.given;
    if (unfilledTimeoutMinutes === null) return { type: "limit", limitPrice };
    const expiresAt = (hand.row + 1) * HOUR_MS + unfilledTimeoutMinutes * MINUTE_MS;
    return { type: "limit", limitPrice, timeInForce: "gtd", expiresAt };
  }

  private bracket(entry: number): Bracket {
    const { stopLoss, roi, leverage, trailingStop, trailingStopPositive } = this.given;
    const { trailingOnlyOffsetIsReached, trailingStopPositiveOffset } = this.given;
    const share = trailingStopPositive ?? -stopLoss;
    const distance = (share * (this.manner.best ?? entry)) / leverage;
    const gain = roi["0"] === undefined ? Number.NaN : roi["0"] + (this.manner.beyond === true ? 1e-9 : 0);
    const after = trailingOnlyOffsetIsReached ? trailingStopPositiveOffset * entry : undefined;
    return {
      stopLoss: { distance: (-stopLoss * entry) / leverage },
      takeProfit: Number.isNaN(gain) ? undefined : { distance: (gain * entry) / leverage },
      trailing: trailingStop ? { distance, after } : undefined,
    };
  }

  /** A target that has come nearer with time rests beside those of the bracket. */
  private leave(hand: Hand, signalled: 0 | 1): void {
    const { roi, leverage, useExitSignal, customExitPrice } = this.given;
    const held = hand.held();
    const order = { side: held > 0 ? "sell" : "buy", quantity: 1, reduceOnly: true, exitReason: "signal" } as const;
    const { entryTime, averagePrice } = hand.portfolio.positions[0]!;
    const minutes = ((hand.row + 1) * HOUR_MS - entryTime) / MINUTE_MS;
    for (const [after, gain] of Object.entries(roi)) {
      if (after === "0" || minutes < Number(after)) continue;
      const limitPrice = Math.max(1e-6, averagePrice * (1 + (held * gain) / leverage));
      hand.send({ ...order, id: ROI, type: "limit", limitPrice });
    }
    if (signalled === 0 || !useExitSignal) return;
    hand.send(customExitPrice === null ? order : { ...order, type: "limit", limitPrice: customExitPrice });
  }
}

/** A trade in the words of the reference. */
export interface Outcome {
  readonly exitReason: string;
  readonly openTick: number;
  readonly closeTick: number;
  readonly isShort: boolean;
}

const REASONS: Readonly<Record<string, string>> = {
  signal: "exit_signal",
  "stop-loss": "stop_loss",
  "take-profit": "roi",
  "trailing-stop": "trailing_stop_loss",
  "end-of-data": "force_exit",
};

/** What comes of a case: its trades, and the sum of their results ÷ margin. */
export function play(
  given: Case,
  manner: Manner = {},
): { readonly trades: readonly Outcome[]; readonly ratio: number } {
  const { intrabar = "pessimistic", endsAtOpen = false } = manner;
  const player = new Player(given, manner);
  const bars = barsOf(given);
  const driven = drive({
    history: endsAtOpen ? endingAtTheLastOpen(bars) : bars,
    cash: 10_000,
    rules: perpetual(0, given.leverage),
    broker: { intrabar },
    finalize: true,
    decide: (hand) => player.decide(hand),
  });
  return {
    trades: outcomesOf(driven),
    ratio: driven.trades.reduce((sum, { returnFraction }) => sum + given.leverage * returnFraction, 0),
  };
}

function outcomesOf({ trades, fills }: Driven): Outcome[] {
  const exits = fills.filter(({ exitReason }) => exitReason !== undefined);
  return trades.map(({ exitReason, entryBar, exitBar, side }, i) => ({
    exitReason: exits[i]!.orderId === ROI ? "roi" : REASONS[exitReason]!,
    openTick: entryBar,
    closeTick: exitBar,
    isShort: side === "short",
  }));
}
