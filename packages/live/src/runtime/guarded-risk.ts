import type { Halt, PortfolioView, RiskEngine, RiskInput, RiskLane, Trade, Verdict } from "@bellwether/core";

const FAILED: Halt = Object.freeze({ rule: "badInput", limit: 0, observed: 1, flatten: false });

/**
 * The run's risk engine, replaceable, behind what only a live run knows: streams whose data cannot be trusted right now. It
 * fails closed: an engine that throws opens nothing.
 */
export class GuardedRisk implements RiskEngine {
  /** Streams on which nothing may be opened at this step. */
  readonly held = new Set<number>();
  #lanes: readonly RiskLane[] = [];
  /** Whether the engine has missed a closed trade: what it remembers is not to be relied on. */
  #missed = false;

  /** @param streams - stream of each lane. */
  constructor(
    private engine: RiskEngine,
    private readonly streams: readonly number[],
    private readonly onError: (error: unknown) => void,
  ) {}

  get reentry(): RiskEngine["reentry"] {
    return this.engine.reentry;
  }

  get warmup(): number {
    return this.engine.warmup;
  }

  describe(): unknown {
    return this.engine.describe();
  }

  open(lanes: readonly RiskLane[]): void {
    this.#lanes = lanes;
    this.engine.open?.(lanes);
  }

  /** Another engine decides from now on. */
  use(engine: RiskEngine, closed: readonly { trade: Trade; lane: number; time: number }[]): void {
    this.engine = engine;
    this.#missed = false;
    engine.open?.(this.#lanes);
    for (const { trade, lane, time } of closed) this.closed(trade, lane, time);
  }

  applyRiskToSignal(input: RiskInput): Verdict {
    const stream = this.streams[input.lane ?? 0] ?? -1;
    if (this.held.has(stream) && input.signal.signal !== "FLAT")
      return { status: "refused", rule: "staleData", limit: 0, observed: 1 };
    try {
      return this.engine.applyRiskToSignal(input);
    } catch (error) {
      this.onError(error);
      return { status: "refused", rule: "badInput", limit: 0, observed: 1 };
    }
  }

  facts(input: RiskInput): unknown {
    try {
      return this.engine.facts?.(input);
    } catch {
      return undefined; // the decision itself fails next, and is told
    }
  }

  inspect(portfolio: PortfolioView, time: number): Halt | null {
    try {
      const halt = this.engine.inspect(portfolio, time);
      return halt === null && this.#missed ? FAILED : halt;
    } catch (error) {
      this.onError(error);
      return FAILED;
    }
  }

  closed(trade: Trade, lane: number, time: number): void {
    try {
      this.engine.closed?.(trade, lane, time);
    } catch (error) {
      this.#missed = true;
      this.onError(error);
    }
  }
}
