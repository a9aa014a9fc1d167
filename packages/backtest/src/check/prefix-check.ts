import {
  BarStore,
  clip,
  createRng,
  instantiate,
  type Lane,
  linkPeers,
  type Signal,
  type SignalWitness,
  type StrategyContext,
  type StrategyDefinition,
  TradingError,
} from "@bellwether/core";

/** A strategy said something else when the bars after its decision were not there: it looks ahead, or keeps hidden state. */
export class LookAheadError extends TradingError {
  override readonly code = "LOOK_AHEAD";
  constructor(
    readonly strategy: string,
    readonly symbol: string,
    readonly openTime: number,
    readonly said: string,
    readonly saysOnPrefix: string,
  ) {
    super(
      `strategy "${strategy}" on ${symbol} looks ahead or keeps hidden state: at the bar of ${new Date(openTime).toISOString()} it said ${said}; ` +
        `a fresh instance that sees only the bars up to then says ${saysOnPrefix}`,
    );
  }
}

/** What a strategy said at one bar, and the position that it saw. */
interface Statement {
  readonly lane: number;
  readonly row: number;
  readonly said: string;
  readonly context: StrategyContext;
}

export interface PrefixCheckLane {
  readonly name: string;
  readonly stream: number;
  readonly definition: StrategyDefinition;
  readonly params: unknown;
  readonly warmup: number;
}

/**
 * Proves on a sample of bars that strategies depend on nothing but the bars up to then: notes what they said, then asks
 * fresh instances again on stores that end there. Half the sample is random bars, half are bars with a decision.
 */
export class PrefixCheck implements SignalWitness {
  readonly nextRow: Float64Array;
  readonly #rows: number[][];
  readonly #statements: Statement[] = [];
  readonly #decisionsLeft: number[];
  readonly #skip: number[];
  /** Decisions noted, by lane. */
  readonly #noted: number[];

  constructor(
    private readonly lanes: readonly PrefixCheckLane[],
    rowCounts: readonly number[],
    checks: number,
    seed: number,
    /** First row that is played, by stream: what stands before warms up, and nobody is asked there. */
    firstRows: readonly number[] = rowCounts.map(() => 0),
  ) {
    this.#rows = lanes.map(({ stream, warmup, name }) =>
      sampleRows(rowCounts[stream]!, Math.max(0, warmup - 1, firstRows[stream]!), checks, seed, name),
    );
    this.nextRow = Float64Array.from(this.#rows, (rows) => rows[0] ?? Number.POSITIVE_INFINITY);
    this.#decisionsLeft = lanes.map(() => checks);
    this.#skip = lanes.map(() => 0);
    this.#noted = lanes.map(() => 0);
  }

  /** Bars checked, over all lanes. */
  get size(): number {
    return this.#statements.length;
  }

  see(lane: Lane, row: number, signal: Signal | null): void {
    const rows = this.#rows[lane.lane]!;
    rows.shift();
    this.nextRow[lane.lane] = rows[0] ?? Number.POSITIVE_INFINITY;
    this.#note(lane, row, signal);
  }

  /** Decisions are noted with growing gaps: 1st, 2nd, 4th, 8th ... */
  decided(lane: Lane, row: number, signal: Signal): void {
    const at = lane.lane;
    if (!(this.#decisionsLeft[at]! > 0)) return;
    if (this.#skip[at]! > 0) {
      this.#skip[at]!--;
      return;
    }
    this.#decisionsLeft[at]!--;
    this.#skip[at] = 2 ** Math.min(20, this.#noted[at]!++) - 1;
    this.#note(lane, row, signal);
  }

  #note(lane: Lane, row: number, signal: Signal | null): void {
    const { side, quantity, averagePrice, barsHeld, unrealised } = lane.context.position;
    this.#statements.push({
      lane: lane.lane,
      row,
      said: text(signal),
      context: { position: { side, quantity, averagePrice, barsHeld, unrealised } },
    });
  }

  /**
   * Asks again, on prefixes of the bars of `stores`.
   * @throws {LookAheadError} at the first difference, in time order.
   */
  async verify(stores: readonly BarStore[]): Promise<void> {
    const replay = stores.map((store) => BarStore.prefixOf(store));
    linkPeers(replay);
    const timeOf = ({ lane, row }: Statement) => stores[this.lanes[lane]!.stream]!.closeTime(row);
    for (const statement of [...this.#statements].sort((a, b) => timeOf(a) - timeOf(b) || a.lane - b.lane)) {
      const now = timeOf(statement);
      for (const store of replay) store.showUntil(now);
      const lane = this.lanes[statement.lane]!;
      const { frame } = replay[lane.stream]!;
      const { strategy } = instantiate(lane.definition, lane.params);
      let says: string;
      try {
        await strategy.prepare?.(frame);
        says = text(strategy.generateSignal(frame, statement.context));
      } catch (error) {
        says = `${error instanceof Error ? error.message : error}`;
      }
      if (says !== statement.said)
        throw new LookAheadError(
          lane.name,
          frame.symbol,
          frame.openTime.last,
          clip(statement.said, 300),
          clip(says, 300),
        );
    }
  }
}

/** Equal signals give equal texts; JSON alone would write NaN, Infinity and null alike. */
function text(signal: Signal | null): string {
  if (signal === null) return "nothing";
  try {
    return `${signal.signal} ${JSON.stringify(signal.metadata, (_key, value) => (isPlain(value) ? value : String(value)))}`;
  } catch (error) {
    return `${signal.signal} with metadata that cannot be written down: ${error instanceof Error ? error.message : error}`;
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
}

/** Sorted, distinct rows from `first` on; the last row is always one of them. */
function sampleRows(rows: number, first: number, checks: number, seed: number, label: string): number[] {
  const span = rows - first;
  if (!(checks > 0) || span <= 0) return [];
  const rng = createRng(seed).fork(`prefix-check ${label}`);
  const chosen = new Set([rows - 1]);
  for (let k = 1; k < checks; k++) chosen.add(first + rng.int(span));
  return [...chosen].sort((a, b) => a - b);
}
