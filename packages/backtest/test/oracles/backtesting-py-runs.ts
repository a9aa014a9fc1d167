import type { Bracket, RiskInput } from "@bellwether/core";
import type { History } from "../../src/feed/history-feed.js";
import { perpetual, spot } from "./account-rules.js";
import { feeOf, type Scenario } from "./backtesting-py.js";
import { crossingAt, crossingEntered } from "./crossing.js";
import { type Driven, drive, type Hand } from "./drive.js";
import { RaisedStop } from "./raised-stop.js";
import { type Replay, replay } from "./replay.js";
import { everything, sizedBy } from "./sizing.js";

/** What a scenario is repeated from. */
export interface Given {
  readonly scenario: Scenario;
  readonly history: History;
}

const SMA_10_30 = { fast: 10, slow: 30 };

/** Everything the account can pay: the broker cuts the order at the price that it fills at. */
const allIn = (hand: Hand) => Math.floor((2 * hand.portfolio.equity) / hand.close);
const crossing = (hand: Hand) => crossingAt(hand.bars.close, hand.row, SMA_10_30);

/** Levels of the reference, where it has both. */
function bracketOf([, , , , , stop, target]: Scenario["trades"][number]): Bracket | undefined {
  return stop === null || target === null ? undefined : { stopLoss: { price: stop }, takeProfit: { price: target } };
}

/** Long only, in everything that the account can pay. */
export function longOnly({ scenario, history }: Given): Promise<Replay> {
  return replay({
    history,
    params: scenario.strategyParams,
    risk: sizedBy(everything),
    cash: scenario.broker.cash,
    rules: spot(feeOf(scenario)),
    finalize: true,
  });
}

/**
 * Long and short in turn, in the sizes and with the brackets of the reference.
 * @param bars - from its entry bars back to the bars that decided.
 */
export function flip({ scenario, history }: Given, bars = 1): Promise<Replay> {
  const { fast, slow } = scenario.strategyParams;
  const rows = new Map(scenario.trades.map((trade) => [trade[1] - bars, trade]));
  const rowOf = ({ df }: RiskInput) => rows.get(df!.length - 1);
  return replay({
    history,
    params: { fast, slow, shorts: true },
    risk: sizedBy(
      (input) => (rowOf(input) === undefined ? undefined : Math.abs(rowOf(input)![0])),
      (input) => bracketOf(rowOf(input)!),
    ),
    cash: scenario.broker.cash,
    rules: perpetual(feeOf(scenario), Math.round(1 / scenario.broker.margin)),
    finalize: true,
  });
}

/** Entered by a limit order that rests until the averages cross back. */
export function limitEntry({ scenario, history }: Given): Promise<Replay> {
  return replay({
    history,
    strategy: crossingEntered((close) => ({ entry: { type: "limit", limitPrice: 0.99 * close } })),
    params: scenario.strategyParams,
    risk: sizedBy(everything),
    cash: scenario.broker.cash,
    rules: spot(feeOf(scenario)),
    finalize: true,
  });
}

/** Entered by a stop order at the top of a channel. */
export function channelBreakout({ scenario, history }: Given): Driven {
  const { n, m } = scenario.strategyParams;
  const { high, low } = history.columns;
  const stop = new RaisedStop();
  return drive({
    history,
    cash: scenario.broker.cash,
    rules: spot(feeOf(scenario)),
    finalize: true,
    decide(hand) {
      if (hand.row < n) return;
      const end = hand.row + 1;
      const floor = 0.98 * Math.min(...low.subarray(end - m, end));
      hand.broker.cancelEntries(0);
      if (hand.held() > 0) {
        stop.raise(hand, floor);
        return;
      }
      stop.drop(floor);
      hand.send({
        side: "buy",
        type: "stop",
        stopPrice: Math.max(...high.subarray(end - n, end)),
        quantity: allIn(hand),
      });
    },
  });
}

/** Simple mean of the true range, of the first full window before there is one. */
function averageTrueRange({ high, low, close }: History["columns"], period: number): Float64Array {
  const range = high.map((top, i) => {
    const before = close[i - 1] ?? Number.NaN;
    return Math.max(top - low[i]!, Math.abs(before - top), Math.abs(before - low[i]!));
  });
  const mean = range.map((_, i) =>
    i < period ? Number.NaN : range.subarray(i + 1 - period, i + 1).reduce((sum, value) => sum + value, 0) / period,
  );
  return mean.map((value, i) => (i < period ? mean[period]! : value));
}

/** A stop that follows the closes. */
export function trailingStop({ scenario, history }: Given): Driven {
  const atr = averageTrueRange(history.columns, 100);
  const stop = new RaisedStop();
  return drive({
    history,
    cash: scenario.broker.cash,
    rules: spot(feeOf(scenario)),
    finalize: true,
    decide(hand) {
      if (hand.held() > 0) stop.raise(hand, hand.close - 3 * atr[hand.row]!);
      else {
        stop.drop();
        if (crossing(hand) > 0) hand.send({ side: "buy", quantity: allIn(hand) });
      }
    },
  });
}

/** Half of a lot as Python rounds it: to even; one unit at least. */
function halfOf(lot: number): number {
  const half = lot / 2;
  const rounded = Number.isInteger(half) ? half : 2 * Math.round(half / 2);
  return Math.max(1, rounded);
}

/** Ten units more at a time, and half of every lot less; on a perpetual, whose equity needs the average price of the lots. */
export function pyramid({ scenario, history }: Given): Driven {
  let lots: number[] = [];
  return drive({
    history,
    cash: scenario.broker.cash,
    rules: perpetual(feeOf(scenario)),
    finalize: true,
    decide(hand) {
      const sign = crossing(hand);
      if (sign > 0) {
        hand.send({ side: "buy", quantity: 10 });
        lots.push(10);
      } else if (sign < 0 && lots.length > 0) {
        const quantity = lots.reduce((sum, lot) => sum + halfOf(lot), 0);
        hand.send({ side: "sell", quantity, reduceOnly: true, exitReason: "signal" });
        lots = lots.map((lot) => lot - halfOf(lot)).filter((lot) => lot > 0);
      }
    },
  });
}

/** What no position of a row's close ties up, by row: equity less the value of everything held. */
export interface Hedged extends Driven {
  readonly spare: readonly number[];
}

/**
 * Long and short side by side, each until its target.
 * @param skip - rows after which nothing is sent.
 */
export function hedged({ scenario, history }: Given, skip: readonly number[] = []): Hedged {
  const { close } = history.columns;
  const crossings = Array.from(close, (_, row) => crossingAt(close, row, SMA_10_30)).filter(
    (sign) => sign !== 0,
  ).length;
  const spare: number[] = [];
  let lane = 0;
  const driven = drive({
    history,
    lanes: crossings,
    cash: scenario.broker.cash,
    // an order that the account cannot pay whole is dropped
    rules: { ...perpetual(feeOf(scenario)), minQuantity: 5 },
    finalize: true,
    decide(hand) {
      spare.push(hand.portfolio.equity - hand.portfolio.grossNotional);
      const sign = crossing(hand);
      if (sign === 0 || skip.includes(hand.row)) return;
      const bracket: Bracket = { takeProfit: { price: hand.close * (1 + 0.08 * sign) } };
      hand.send({ lane: lane++, side: sign > 0 ? "buy" : "sell", quantity: 5, bracket });
    },
  });
  return { ...driven, spare };
}

/** Flips in the sizes of the reference; entries pay a spread, exits none. */
export function spreadOnEntries({ scenario, history }: Given): Driven {
  const { cash, spread } = scenario.broker;
  const sizes = new Map(scenario.trades.map(([size, entryBar]) => [entryBar - 1, size]));
  let held = () => 0;
  return drive({
    history,
    cash,
    rules: { ...perpetual(feeOf(scenario)), tick: 1e-12 }, // a spread has more digits than prices have
    broker: {
      slippage: {
        name: "spread on entries",
        price: ({ side, price }) =>
          held() !== 0 ? price : side === "buy" ? price * (1 + spread) : price * (1 - spread),
        describe: () => ({ spread }),
      },
    },
    finalize: true,
    decide(hand) {
      held = () => hand.held();
      const size = sizes.get(hand.row);
      if (size === undefined) return;
      if (crossing(hand) !== Math.sign(size)) throw new Error(`row ${hand.row} has no crossing for a size of ${size}`);
      hand.leave();
      hand.send({ side: size > 0 ? "buy" : "sell", quantity: Math.abs(size) });
    },
  });
}
