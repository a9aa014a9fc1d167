import type { LiveOrder } from "./live-order.js";

/** Ended orders that are remembered: late events about them are still told from those of strangers. */
const REMEMBERED = 1_000;

/** The orders of a run, by all their names. Memory is bounded: of those at their end, the last thousand stay. */
export class LiveOrders {
  /** Not at their end, oldest first. */
  readonly working = new Set<LiveOrder>();
  readonly #byId = new Map<string, LiveOrder>();
  readonly #byClientId = new Map<string, LiveOrder>();
  readonly #ended: LiveOrder[] = [];
  /** Called when an order is forgotten. */
  forgotten: (order: LiveOrder) => void = () => {};

  add(order: LiveOrder): void {
    this.working.add(order);
    this.#byId.set(order.id, order);
    this.#byClientId.set(order.clientId, order);
  }

  /** The last order of an id. */
  get(id: string): LiveOrder | undefined {
    return this.#byId.get(id);
  }

  byClientId(clientId: string): LiveOrder | undefined {
    return this.#byClientId.get(clientId);
  }

  /** Those of a lane that are not at their end, oldest first. */
  ofLane(lane: number): LiveOrder[] {
    return [...this.working].filter((order) => order.lane === lane);
  }

  /** Whether an exit of a lane is on its way; a stop that rests at the exchange gives way to others. */
  isLeaving(lane: number): boolean {
    for (const { request, leg } of this.working)
      if (request.lane === lane && request.reduceOnly && leg !== "resting-stop") return true;
    return false;
  }

  end(order: LiveOrder): void {
    if (!this.working.delete(order)) return;
    this.#ended.push(order);
    if (this.#ended.length <= REMEMBERED) return;
    const oldest = this.#ended.shift()!;
    if (this.#byId.get(oldest.id) === oldest) this.#byId.delete(oldest.id);
    this.#byClientId.delete(oldest.clientId);
    this.forgotten(oldest);
  }
}
