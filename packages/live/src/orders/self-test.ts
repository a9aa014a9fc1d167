import { type Instrument, type Logger, silentLogger } from "@bellwether/core";
import { ExchangeRefusalError, ExchangeUnsuitableError } from "../exchange/errors.js";
import type { Exchange, ExchangeOrderRequest, OrderReference, OrderSnapshot } from "../exchange/trading.js";
import type { Timers } from "../time/timers.js";
import { isEnded, snapshotFlaw } from "./answer-flaws.js";
import { clientIdOf } from "./client-id.js";
import { backoff } from "./errand.js";
import { messageOf, retryAfter } from "./unclear.js";

export interface SelfTestOptions {
  readonly exchange: Exchange;
  readonly instrument: Instrument;
  /** Last price, in quote currency. */
  readonly price: number;
  readonly account: string;
  readonly timers: Timers;
  readonly log?: Logger;
  /** How far below the price the order is placed, as a fraction of it. Exchanges refuse prices that are too far away. */
  readonly away?: number;
  /** Answers that are waited for, each a while after the other. */
  readonly tries?: number;
}

/**
 * Proves, with a small order far below the market, that an order can be found by its client id, that it can be cancelled,
 * and that it is found as cancelled afterwards: what every recovery stands on. The order is sent once; only questions, and
 * the wish for its end, are repeated.
 * @throws {ExchangeUnsuitableError} saying which of these the exchange did not do.
 */
export async function proveLookUp(options: SelfTestOptions): Promise<void> {
  const { exchange, account, timers, log = silentLogger } = options;
  const { symbol } = options.instrument;
  const refuse = (problem: string, cause?: unknown): never => {
    throw new ExchangeUnsuitableError(
      `${exchange.id} has not passed the test with an order on ${symbol}: ${problem}; orders of a run could not be recovered`,
      cause === undefined ? undefined : { cause },
    );
  };
  if (!exchange.traits.findsByClientId) refuse("it cannot look orders up by their client id");
  const clientId = clientIdOf(account, `self-test:${symbol}:${timers.now()}`, 1, exchange.traits.clientIdLength);
  const request = farAway(options, clientId);
  const reference: OrderReference = { symbol, clientId };
  log.info(`testing order look-up with an order that cannot fill`, { symbol, quantity: request.quantity });
  try {
    await exchange.submit(request);
  } catch (error) {
    // an unclear answer is what the look-up is for
    if (error instanceof ExchangeRefusalError) refuse(`it refused the order (${error.kind}: ${error.message})`, error);
  }
  const placed = await repeat(
    options,
    () => exchange.find(reference),
    (found) => isOf(found, clientId),
  );
  if (placed === undefined) {
    await exchange.cancel(reference).catch(() => {}); // it may rest there all the same
    return refuse("it did not find it by its client id");
  }
  const ended = await repeat(
    options,
    async () => {
      await exchange.cancel(reference);
      return exchange.find(reference);
    },
    (found) => isOf(found, clientId) && isEnded(found),
  );
  if (ended === undefined)
    return refuse("it did not find it again after it was cancelled; look for it there, and cancel it");
  if (ended.status !== "cancelled") refuse(`after it was cancelled, it says that it is ${ended.status}`);
}

/** The smallest order that the rules allow, with room for rounding, at a price that it cannot reach. */
function farAway({ exchange, instrument, price, away = 0.3 }: SelfTestOptions, clientId: string): ExchangeOrderRequest {
  const { prices, quantities, minQuantity, minNotional, symbol, step } = instrument;
  const limitPrice = prices.down(price * (1 - away));
  const quantity = quantities.up(Math.max(step, minQuantity, (1.05 * minNotional) / limitPrice));
  if (!(limitPrice > 0 && quantity > 0 && Number.isFinite(quantity)))
    throw new ExchangeUnsuitableError(
      `${exchange.id} has no price for ${symbol} that an order could be tested at: ${price}`,
    );
  return { clientId, symbol, side: "buy", type: "limit", quantity, limitPrice, postOnly: true, timeInForce: "gtc" };
}

/** Asks until an answer is the right one. @returns undefined if none was. */
async function repeat<T>(
  { timers, log = silentLogger, tries = 5 }: SelfTestOptions,
  ask: () => Promise<T | null>,
  isRight: (answer: T) => boolean,
): Promise<T | undefined> {
  for (let i = 0; i < tries; i++) {
    let wait = backoff(1_000, 30_000, i);
    try {
      const answer = await ask();
      if (answer !== null && isRight(answer)) return answer;
    } catch (error) {
      log.debug("a question of the test has no clear answer", { message: messageOf(error) });
      wait = Math.max(wait, retryAfter(error));
    }
    await timers.sleep(wait);
  }
  return undefined;
}

function isOf(found: OrderSnapshot, clientId: string): boolean {
  return snapshotFlaw(found) === null && found.clientId === clientId;
}
