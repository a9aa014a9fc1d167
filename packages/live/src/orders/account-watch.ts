import type { Watch } from "../exchange/market-data.js";
import type { Exchange, ExchangeFill, OrderSnapshot } from "../exchange/trading.js";
import type { Note } from "../journal/entry.js";
import type { Timers } from "../time/timers.js";

/** How long news may reach a question before the stream, ms. */
const LATE = 5_000;

export interface AccountWatchParts {
  readonly exchange: Pick<Exchange, "watchAccount">;
  readonly symbols: () => readonly string[];
  readonly order: (snapshot: OrderSnapshot) => void;
  readonly fill: (trade: ExchangeFill) => void;
  /** Connected, for the first time or again: what happened meanwhile must be asked for. */
  readonly connected: () => void;
  /** From now on asking is all there is. */
  readonly silent: () => void;
  readonly note: (note: Note) => void;
  readonly timers: Timers;
}

/** Hears the account's stream. It is believed, and never relied on: news that asking has brought first show that it is silent. */
export class AccountWatch {
  #connected = false;
  #heardAt = Number.NEGATIVE_INFINITY;
  #newsAt = Number.NEGATIVE_INFINITY;
  #watch: Watch | null = null;
  #callOff: (() => void) | null = null;

  constructor(private readonly parts: AccountWatchParts) {}

  open(): void {
    if (this.#watch !== null) return;
    const { exchange, symbols, order, fill, connected, silent, note, timers } = this.parts;
    const heard = (tell: () => void) => {
      if (this.#watch === null) return;
      this.#heardAt = timers.monotonic();
      tell();
    };
    // connected may be called before watchAccount returns
    this.#watch = { close: async () => {} };
    this.#watch = exchange.watchAccount(symbols(), {
      order: (snapshot) => heard(() => order(snapshot)),
      fill: (trade) => heard(() => fill(trade)),
      connected: () =>
        heard(() => {
          this.#connected = true;
          connected();
        }),
      lost: (reason) => {
        if (this.#connected) note({ kind: "lost", message: `the account's stream is lost: ${reason}` });
        this.#connected = false;
        silent();
      },
    });
  }

  /** Something was learned by asking. The stream has a while to say the same. */
  asked(): void {
    const { timers, silent } = this.parts;
    this.#newsAt = timers.monotonic();
    this.#callOff ??= timers.after(LATE, () => {
      this.#callOff = null;
      if (!this.speaks) silent();
    });
  }

  /** Whether it is there, and has not been shown to be silent. */
  get speaks(): boolean {
    if (!this.#connected) return false;
    return this.#heardAt >= this.#newsAt - LATE || this.parts.timers.monotonic() < this.#newsAt + LATE;
  }

  async close(): Promise<void> {
    const watch = this.#watch;
    this.#watch = null;
    this.#connected = false;
    this.#callOff?.();
    await watch?.close();
  }
}
