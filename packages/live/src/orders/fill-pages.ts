import type { Exchange } from "../exchange/trading.js";
import type { BrokerReport } from "./broker-report.js";
import type { Tracker } from "./tracker.js";

const MOST_PAGES = 1_000;

/** Where the trades of one symbol have been read up to. */
export class FillPages {
  #cursor: string | undefined;

  /** @param cursor - as the journal has it. @param since - where to begin without one, epoch ms UTC. */
  constructor(
    private readonly exchange: Pick<Exchange, "fills">,
    private readonly symbol: string,
    private readonly tracker: Tracker,
    cursor: string | undefined,
    private readonly since: () => number,
    private readonly tell: (reports: readonly BrokerReport[]) => void,
  ) {
    this.#cursor = cursor;
  }

  /**
   * Takes in what has been traded since the last time. What cannot be read, or may belong to an order whose acceptance is
   * not known yet, is read again next time: the cursor stays before it.
   * @param nameless - whether an order of this symbol may be at the exchange under a number that is not known.
   */
  async read(nameless: boolean): Promise<void> {
    let from = this.#cursor === undefined ? { since: this.since() } : { cursor: this.#cursor };
    let stays = false;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { fills, cursor, more } = await this.exchange.fills(this.symbol, from);
      for (const trade of fills) {
        const heard = this.tracker.fill(trade, true);
        if (heard === "flawed" || (heard === "foreign" && nameless)) stays = true;
      }
      if (!stays && typeof cursor === "string" && cursor !== this.#cursor) {
        this.#cursor = cursor;
        this.tell([{ kind: "cursor", symbol: this.symbol, cursor }]);
      }
      if (!more || ("cursor" in from && from.cursor === cursor)) break;
      from = { cursor };
    }
    if (!nameless) this.tracker.unmatched.forget(this.symbol);
  }
}
