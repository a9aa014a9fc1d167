import type { PositionSide, PositionView } from "../strategy/strategy.js";
import type { Position } from "./position.js";

/** Reads through to the position; offers no way to write. */
export class PositionFacade implements PositionView {
  readonly #position: Position;

  constructor(position: Position) {
    this.#position = position;
    Object.freeze(this);
  }

  get side(): PositionSide | null {
    return this.#position.side;
  }

  get quantity(): number {
    return Math.abs(this.#position.quantity);
  }

  get averagePrice(): number {
    return this.#position.averagePrice;
  }

  get barsHeld(): number {
    return this.#position.barsHeld;
  }

  get unrealised(): number {
    return this.#position.unrealised;
  }
}
Object.freeze(PositionFacade.prototype);
