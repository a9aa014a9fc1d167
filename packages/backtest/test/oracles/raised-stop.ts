import type { Hand } from "./drive.js";

/** A sell stop for all that is held, placed and moved by hand after closes; it never steps back. */
export class RaisedStop {
  level = Number.NEGATIVE_INFINITY;
  private id: string | undefined;

  raise(hand: Hand, to: number): void {
    this.level = Math.max(this.level, to);
    if (this.id !== undefined && hand.broker.replace(this.id, { stopPrice: this.level })) return;
    const order = { side: "sell", type: "stop", quantity: hand.held(), stopPrice: this.level } as const;
    this.id = hand.send({ ...order, reduceOnly: true });
  }

  /** The position is gone. @param level - where the stop of the next one begins. */
  drop(level = Number.NEGATIVE_INFINITY): void {
    this.id = undefined;
    this.level = level;
  }
}
