import { type Broker, closeTimeOf } from "@bellwether/core";
import type {
  Delivery,
  Entry,
  ExchangeOrderRequest,
  Journal,
  LiveBroker,
  LiveOptions,
  LiveRun,
} from "@bellwether/live";
import { JournalChecks } from "./journal-checks.js";
import type { Life } from "./life.js";
import { stateAfter, workingOf } from "./replay-check.js";
import { checkBooks, stateText } from "./state.js";
import { OrderNames } from "./venue-checks.js";
import { parsed, type World } from "./world.js";

/** Steps between two replays of the journal so far. */
const REPLAY_EVERY = 200;
const NEWLINE = 10;

/** Looks on while a process works: everything that it writes, sends and has been handed is checked at once. */
export class Watch {
  readonly checks: JournalChecks;
  readonly names = new OrderNames();
  broker: Broker | LiveBroker | undefined;
  /** Replays that have not ended. */
  readonly replays: Promise<void>[] = [];
  /** Whether the process has come so far that it waits for bars. */
  ready = false;
  #run: LiveRun | null = null;
  #options: LiveOptions | null = null;
  /** Entries that are in a file, and on the disk for good, by file. */
  readonly #written = new Map<string, { entries: number; durable: number }>();
  #durableBefore = 0;
  #delivery: Delivery | null = null;

  constructor(
    private readonly world: World,
    private readonly life: Life,
  ) {
    this.checks = new JournalChecks((invariant, what) => world.report(invariant, what), world.truth);
  }

  follow(run: LiveRun, options: LiveOptions): void {
    this.#run = run;
    this.#options = options;
    run.ready.then(
      () => {
        this.ready = true;
      },
      () => {},
    );
  }

  /** A process opens what the one before has left: nothing that it was told is safe may be missing, and nothing be new. */
  async reopened(journal: Journal): Promise<void> {
    const { world } = this;
    const found: string[] = [];
    for await (const piece of journal.entries())
      for (const entry of piece) {
        found.push(lineOf(entry));
        this.checks.take(entry);
      }
    if (!(found.length >= world.safe))
      world.report("durable", `${world.safe} entries were safe, and ${found.length} are there after a restart`);
    const changed = found.findIndex((line, i) => line !== world.lines[i]);
    if (changed >= 0) world.report("durable", `entry ${changed} is not what was written`);
    world.lines = found;
    world.safe = this.#durableBefore = found.length;
    this.#written.clear();
  }

  appended(name: string, bytes: Uint8Array): void {
    const file = this.#written.get(name) ?? { entries: 0, durable: 0 };
    for (const byte of bytes) if (byte === NEWLINE) file.entries++;
    this.#written.set(name, file);
  }

  synced(name: string): void {
    const file = this.#written.get(name);
    if (file !== undefined) file.durable = file.entries;
  }

  /** Entries that no loss of power can take away any more. */
  get durable(): number {
    let entries = this.#durableBefore;
    for (const [name, { durable }] of this.#written) if (name.endsWith(".jsonl")) entries += durable;
    return entries;
  }

  collected(delivery: Delivery): void {
    this.#delivery = structuredClone(delivery);
  }

  /** An order is about to leave. */
  sending({ clientId, quantity, side, symbol }: ExchangeOrderRequest): void {
    if (!this.life.alive) return;
    const { world } = this;
    const id = this.names.orderOf(clientId, this.checks);
    const { orders } = this.checks.orders;
    // a stop that rests follows from its entry
    const order = id === undefined ? undefined : (orders.get(id) ?? orders.get(id.replace(/:[a-z-]+$/, "")));
    if (order === undefined)
      world.report("intent-first", `${side} ${quantity} ${symbol} is sent, and no entry asks for it`);
    else if (!(order.seq < this.durable))
      world.report("intent-first", `order ${id} of entry ${order.seq} is sent, and ${this.durable} are on the disk`);
    if (!(quantity > 0 && Number.isFinite(quantity))) world.report("finite", `order ${id} is for ${quantity}`);
  }

  journal(journal: Journal): Journal {
    const { world, life } = this;
    return {
      torn: journal.torn,
      entries: () => journal.entries(),
      append: (entry) => {
        journal.append(entry);
        if (life.alive) this.#wrote(entry);
      },
      commit: async () => {
        const { length } = world.lines;
        await journal.commit();
        if (life.alive) world.safe = Math.max(world.safe, length);
      },
      close: () => journal.close(),
    };
  }

  #wrote(entry: Entry): void {
    const { world, checks } = this;
    const line = lineOf(entry);
    world.lines.push(line);
    world.counts.steps++;
    checks.take(JSON.parse(line) as Entry);
    if (entry.type === "bars") this.#bars(entry);
    else if (entry.type === "reports") this.#fills(entry);
    const run = this.#run;
    if (run === null) return;
    checkBooks(run.loop, checks, world.report, world.scenario.mode === "exchange");
    if (entry.seq % REPLAY_EVERY === REPLAY_EVERY - 1) this.replay();
  }

  #bars(entry: Extract<Entry, { type: "bars" }>): void {
    const { world } = this;
    const delivery = this.#delivery;
    this.#delivery = null;
    const same =
      delivery !== null &&
      JSON.stringify([delivery.bars, delivery.held, delivery.quiet, delivery.time]) ===
        JSON.stringify([entry.bars, entry.held, entry.quiet, entry.time]);
    if (!same) world.report("bars-as-collected", `entry ${entry.seq} is not what was collected`);
    for (const { row } of entry.bars)
      if (!(world.timers.true >= closeTimeOf("1m", row[0])))
        world.report("bars-closed", `the bar of ${row[0]} is there at ${world.timers.true}`);
  }

  #fills({ reports }: Extract<Entry, { type: "reports" }>): void {
    const { venue, report } = this.world;
    for (const it of reports) {
      if (it.kind !== "fill") continue;
      const { symbol, price, quantity, side } = it.fill;
      const real = venue.fills(symbol, String(Number(it.tradeId) - 1))[0];
      const isTrue =
        real?.id === it.tradeId && real.price === price && real.quantity === quantity && real.side === side;
      if (!isTrue)
        report(
          "fill-true",
          `trade ${it.tradeId}: ${side} ${quantity} at ${price}, the venue has ${JSON.stringify(real)}`,
        );
    }
  }

  /** Plays the journal so far, and compares where it leads with where the run stands. */
  replay(): void {
    const { world } = this;
    const run = this.#run!;
    const state = stateText(run.loop, workingOf(this.broker!));
    const entries = parsed(world.lines);
    const lanes = run.lanes.map((spec) => ({ ...spec }));
    world.counts.replays++;
    const replaying = stateAfter(entries, lanes, this.#options!).then(
      (replayed) => {
        if (replayed !== state)
          world.report("replay", `after ${entries.length} entries: ${difference(state, replayed)}`);
      },
      (error: unknown) => world.report("replay", `after ${entries.length} entries: ${String(error)}`),
    );
    this.replays.push(replaying);
  }
}

function difference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  return `${a.slice(Math.max(0, at - 80), at + 60)} is ${b.slice(Math.max(0, at - 80), at + 60)}`;
}

/** In the order of the format. */
function lineOf({ seq, at, type, ...rest }: Entry): string {
  return JSON.stringify({ seq, at, type, ...rest });
}
