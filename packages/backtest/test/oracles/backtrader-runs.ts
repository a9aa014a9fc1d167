import type { RiskEngine } from "@bellwether/core";
import type { History } from "../../src/feed/history-feed.js";
import { perpetual, spot } from "./account-rules.js";
import type { Scenario } from "./backtrader.js";
import { crossingAt, crossingEntered, smaCross } from "./crossing.js";
import { type Driven, drive, type Hand } from "./drive.js";
import { RaisedStop } from "./raised-stop.js";
import { type Replay, type ReplayOptions, replay } from "./replay.js";
import { bracketAround, shareOfEquity, sizedBy } from "./sizing.js";

/** What a scenario is repeated from. */
export interface Given {
  readonly scenario: Scenario;
  readonly history: History;
}

export type Run = (given: Given) => Driven | Promise<Replay>;

const UNITS = 10;
const tenUnits = sizedBy(() => UNITS);
const DAY_MS = 86_400_000;

/** An average crossing through the whole backtest, unless a part of it is said to differ. */
function crossing(
  { scenario: { params }, history }: Given,
  risk: RiskEngine,
  more: Partial<ReplayOptions> & { readonly exits?: boolean; readonly shorts?: boolean } = {},
): Promise<Replay> {
  const { fast, slow, cash, commission, slippagePercent } = params;
  const { exits = true, shorts = false, ...options } = more;
  return replay({
    history,
    strategy: smaCross,
    params: { fast, slow, exits, shorts },
    risk,
    cash,
    rules: spot(commission),
    slippage: { bps: 10_000 * slippagePercent, withinBar: true },
    finalize: false, // theirs leaves the last position open
    ...options,
  });
}

export const fixedSize: Run = (given) => crossing(given, tenUnits);

export const targetPercent: Run = (given) => crossing(given, sizedBy(shareOfEquity(0.9)));

/**
 * Exits of a bracket meet the rest of the entry bar here, and only the next bar there; no entry bar of this run reaches
 * either level.
 */
export const bracket: Run = (given) =>
  crossing(
    given,
    sizedBy(() => UNITS, bracketAround(0.05, 0.1)),
    { exits: false },
  );

/** Long and short in turn. */
export const reverse: Run = (given) =>
  crossing(given, tenUnits, { shorts: true, rules: perpetual(given.scenario.params.commission) });

/** Waits for a little more, at a price that is not much worse. */
export const stopLimit: Run = (given) =>
  crossing(given, tenUnits, {
    strategy: crossingEntered((close) => ({
      entry: { type: "stop-limit", stopPrice: 1.01 * close, limitPrice: 1.015 * close },
    })),
  });

function byHand({ scenario: { params }, history }: Given, decide: (hand: Hand, sign: -1 | 0 | 1) => void): Driven {
  return drive({
    history,
    cash: params.cash,
    rules: spot(params.commission),
    finalize: false,
    decide: (hand) => decide(hand, crossingAt(hand.bars.close, hand.row, params)),
  });
}

/** A stop that follows the closes by a share of them. */
export const trailingStop: Run = (given) => {
  const stop = new RaisedStop();
  return byHand(given, (hand, sign) => {
    if (hand.held() > 0) stop.raise(hand, 0.94 * hand.close);
    else {
      stop.drop();
      if (sign > 0) hand.send({ side: "buy", quantity: UNITS });
    }
  });
};

/** A limit order that still meets the bar that opens when its five days are over. */
export const limitValidFiveDays: Run = (given) =>
  byHand(given, (hand, sign) => {
    if (sign < 0) hand.leave();
    if (sign <= 0 || hand.held() !== 0) return;
    hand.send({
      side: "buy",
      quantity: UNITS,
      type: "limit",
      limitPrice: 0.985 * hand.close,
      timeInForce: "gtd",
      expiresAt: hand.bars.openTime[hand.row]! + 5 * DAY_MS + 1,
    });
  });
