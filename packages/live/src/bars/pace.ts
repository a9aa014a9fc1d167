import { createRng } from "@bellwether/core";

/** Repeats at the same distance before distances grow. */
const QUICK_RETRIES = 4;

export interface PaceSettings {
  /** Between two requests that bring nothing, ms. */
  readonly retryMs: number;
  /** The same after many. */
  readonly longestRetryMs: number;
  /** After calls that fail, ms. */
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
  /** Names the chance of its jitter. */
  readonly label: string;
}

/** When the next request of a kind may be sent. Times are monotonic, ms. */
export class Pace {
  readonly #settings: PaceSettings;
  readonly #rng;
  #sentAt = Number.NEGATIVE_INFINITY;
  #retryAt = Number.NEGATIVE_INFINITY;
  #fruitless = 0;
  failures = 0;

  constructor(settings: PaceSettings) {
    this.#settings = settings;
    this.#rng = createRng(1).fork(settings.label);
  }

  sent(at: number): void {
    this.#sentAt = at;
  }

  /** An answer has come. @param fruitful - whether it brought anything. */
  answered(fruitful: boolean, at: number): void {
    this.failures = 0;
    this.#fruitless = fruitful ? 0 : this.#fruitless + 1;
    const { retryMs, longestRetryMs } = this.#settings;
    const wait = Math.min(retryMs * 2 ** Math.max(0, this.#fruitless - QUICK_RETRIES), longestRetryMs);
    this.#retryAt = fruitful ? at : at + wait;
  }

  failed(at: number): void {
    const { firstMs, maxMs } = this.#settings.backoff;
    const wait = Math.min(maxMs, firstMs * 2 ** this.failures++);
    this.#retryAt = at + wait * (0.5 + 0.5 * this.#rng.next());
  }

  /** @param eager - whether there is a reason to ask again sooner than planned; failures are waited for even so. */
  nextAt(eager: boolean): number {
    return eager && this.failures === 0
      ? Math.min(this.#retryAt, this.#sentAt + this.#settings.retryMs)
      : this.#retryAt;
  }
}
