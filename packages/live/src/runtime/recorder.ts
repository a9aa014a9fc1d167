import type { EventBus } from "@bellwether/core";
import type { Output } from "../journal/entry.js";
import { plain } from "./plain.js";

/** Writes down all that a step leads to, in order. */
export class Recorder {
  /** Equity at the closes of the step, if it had any. */
  equity = Number.NaN;
  #out: Output[] = [];

  constructor(bus: EventBus) {
    bus.on("signal", (signal, { lane }) => this.add({ kind: "signal", lane, signal }));
    bus.on("verdict", (verdict, _signal, { lane }, _openTime, facts) =>
      this.add({ kind: "verdict", lane, verdict, facts }),
    );
    bus.on("order", (order) =>
      this.add("status" in order ? { kind: "order", update: order } : { kind: "request", request: order }),
    );
    bus.on("fill", (fill) => this.add({ kind: "fill", fill }));
    bus.on("funding", (funding) => this.add({ kind: "funding", funding }));
    bus.on("position", (_position, { lane }, trade) => {
      if (trade !== null) this.add({ kind: "trade", lane, trade });
    });
    bus.on("halt", (halt) => this.add({ kind: "halt", halt }));
    bus.on("resume", () => this.add({ kind: "resume" }));
    bus.on("equity", (_time, equity) => {
      this.equity = equity;
    });
  }

  add(output: Output): void {
    this.#out.push(plain(output));
  }

  /** What has been written down since the last call. */
  take(): readonly Output[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }
}
