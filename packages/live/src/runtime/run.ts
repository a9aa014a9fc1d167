import {
  type Broker,
  closeTimeOf,
  EventBus,
  instrument,
  type Lane,
  Loop,
  openTimeOf,
  type StrategyFailedError,
  VERSION,
} from "@bellwether/core";
import { CollectorStoppedError } from "../bars/collector.js";
import type { LaneSpec, Note, StartEntry } from "../journal/entry.js";
import { JournalWriteError } from "../journal/journal.js";
import { createLagHistogram } from "../ops/lag-histogram.js";
import type { LiveBroker } from "../orders/live-broker.js";
import type { EntryReader } from "./entry-reader.js";
import { RunEndedError, SwapRefusedError } from "./errors.js";
import { GuardedRisk } from "./guarded-risk.js";
import { Herald, words } from "./herald.js";
import { inTime } from "./in-time.js";
import { LiveFeed } from "./live-feed.js";
import type { LiveRun } from "./live-run.js";
import { type Mail, Mailbox } from "./mailbox.js";
import { tellNotices } from "./notices.js";
import type { LiveLane, LiveOptions } from "./options.js";
import { plain } from "./plain.js";
import { Recorder } from "./recorder.js";
import { lastRows } from "./rows.js";
import { sameData } from "./same-data.js";
import { changedLanes, laneSpecOf } from "./same-run.js";
import { type Control, Steering, type Swap } from "./steering.js";
import { StepWriter } from "./step-writer.js";
import { dryRun, type SwapPlan } from "./swap.js";
import { MOST_FAILURES, Voice } from "./voice.js";
import { rowsToWarm, stillSilent } from "./warm-up.js";

const HISTORY = 5_000;
const RETAIN = 10_000;
/** Bars that a source of bars is reminded of when a run goes on. */
const RECENT = 50;

/** What a start starts. */
export class Run implements LiveRun {
  readonly bus = new EventBus();
  readonly loop: Loop;
  readonly done: Promise<void>;
  readonly ready: Promise<void>;
  readonly lags = createLagHistogram();
  readonly #inTime = (work: Promise<void>) => inTime(this.options.timers, work);
  readonly #voices: readonly Voice[];
  readonly #specs: LaneSpec[];
  readonly #writer: StepWriter;
  readonly #mailbox = new Mailbox();
  readonly #herald: Herald;
  readonly #recorder: Recorder;
  readonly #risk: GuardedRisk;
  readonly #broker: Broker | LiveBroker;
  readonly #steering: Steering;
  readonly #feed: LiveFeed;
  #begun!: () => void;
  #failed!: (error: unknown) => void;
  #over = false;
  #paused: LiveRun["paused"] = null;
  #ready = false;
  #stopping = false;

  constructor(
    private readonly options: LiveOptions,
    reader: EntryReader,
    private readonly first: StartEntry | null,
  ) {
    const { streams, lanes, now, journal, source, timers } = options;
    this.#writer = new StepWriter(journal, now);
    this.#herald = new Herald(options);
    if (first !== null) this.#writer.seq = first.seq + 1;
    this.ready = new Promise((resolve, reject) => {
      this.#begun = resolve;
      this.#failed = reject;
    });
    this.ready.catch(() => {}); // `done` rejects as well
    this.#specs = (first?.lanes ?? lanes).map(laneSpecOf);
    this.#voices = this.#specs.map((spec, lane) => new Voice(this.#strategyOf(spec, lanes[lane]), this.#inTime));
    this.#risk = new GuardedRisk(
      options.makeRisk(first?.settings ?? options.settings),
      this.#specs.map(({ stream }) => stream),
      (error) => this.#herald.tell("error", "risk", `the risk engine failed; nothing is opened: ${words(error)}`),
    );
    this.#broker = options.makeBroker({ put: (reports) => this.#feed.put(reports) });
    this.#steering = new Steering(this.#specs, this.#voices, this.#risk, this.#broker, options.makeRisk);
    this.#recorder = new Recorder(this.bus);
    this.#feed = new LiveFeed({
      streams,
      source,
      reader,
      writer: this.#writer,
      recorder: this.#recorder,
      mailbox: this.#mailbox,
      risk: this.#risk,
      voices: this.#voices,
      broker: "apply" in this.#broker ? this.#broker : null,
      apply: (entry, mail) => this.#apply(entry, mail),
      leaveAll: () => this.#steering.leaveAll(),
      begin: () => this.#begin(),
      history: () => source.history(this.#warmup()),
      onBars: (ms) => this.lags.record(ms),
      onSafe: () => this.#herald.safe(),
      monotonic: () => timers.monotonic(),
    });
    const { quote, startingBalance, holdings } = options.account;
    this.loop = new Loop({
      feed: this.#feed,
      broker: this.#broker,
      risk: this.#risk,
      lanes: this.#specs.map(({ name, stream }, lane) => ({ name, stream, strategy: this.#voices[lane]! })),
      instruments: (first?.instruments ?? options.instruments).map((rules, i) => instrument(streams[i]!.symbol, rules)),
      quote,
      startingBalance: first?.startingBalance ?? startingBalance,
      ...(holdings === undefined ? {} : { holdings }),
      bus: this.bus,
      history: first?.history ?? this.#history(),
      retain: options.retain ?? RETAIN,
      overdraft: options.mode !== "paper",
      onFailure: (lane, error) => this.#strategyFailed(lane, error),
    });
    this.#steering.loop = this.loop;
    this.bus.on("resume", () => {
      this.#paused = null;
    });
    this.done = Promise.resolve().then(() => this.#live());
    this.done.catch(() => {}); // whoever awaits it hears of it
  }

  get replayed(): number {
    return this.#feed.replayed;
  }

  get entries(): number {
    return this.#writer.seq;
  }

  get lanes(): readonly LaneSpec[] {
    return this.#specs;
  }

  get paused(): LiveRun["paused"] {
    return this.#paused;
  }

  disabled(lane: number): boolean {
    return this.#voices[lane]!.disabled;
  }

  async start(): Promise<this> {
    if (this.first === null) {
      this.#writeStart();
      await this.#writer.commit();
    }
    return this;
  }

  async #live(): Promise<void> {
    try {
      await this.loop.run();
    } catch (error) {
      if (this.#stopping && error instanceof CollectorStoppedError) return this.#ended();
      const kind = error instanceof JournalWriteError ? "journal" : "stopped";
      this.#herald.tell("error", kind, `the run ends: ${words(error)}`);
      this.#failed(error);
      throw error;
    } finally {
      this.#over = true;
      this.#mailbox.refuse(new RunEndedError("the run has ended"));
      await this.loop.close();
    }
    this.#ended();
  }

  #ended(): void {
    this.#begun();
    this.#herald.tell("info", "stopped", "the run has ended");
  }

  #writeStart(): void {
    const { options, first } = this;
    this.#writer.write({
      type: "start",
      format: 1,
      version: VERSION,
      mode: options.mode,
      exchange: options.exchange,
      quote: options.account.quote,
      startingBalance: first?.startingBalance ?? options.account.startingBalance,
      streams: options.streams,
      instruments: first?.instruments ?? options.instruments,
      lanes: this.#specs,
      history: first?.history ?? this.#history(),
      settings: options.settings,
      code: options.code ?? {},
      process: options.process ?? { node: "", platform: "" },
    });
  }

  /** The journal has been played: strategies change to those of today, orders are looked up, bars come from the exchange. */
  async #begin(): Promise<void> {
    const { options, first } = this;
    const broker = "apply" in this.#broker ? this.#broker : null;
    const goesOn = first !== null;
    if (goesOn) this.#writeStart();
    await this.#writer.commit();
    if (this.#stopping) await broker?.close?.();
    const reports = this.#stopping ? [] : ((await broker?.recover()) ?? []);
    if (this.#stopping) return;
    // after orders were looked up: those of this change have certainly not been sent
    if (goesOn) this.#change();
    if (reports.length > 0) this.#mailbox.put({ kind: "reports", reports });
    const { last } = this.#feed;
    const now = options.now();
    options.source.start(
      options.streams.map(({ timeframe }, i) =>
        Number.isNaN(last[i]!) ? openTimeOf(timeframe, now) : closeTimeOf(timeframe, last[i]!),
      ),
      this.loop.desk.now,
      goesOn ? this.loop.stores.map((store) => lastRows(store, RECENT)) : [],
    );
    tellNotices(this.bus, options, (...notice) => this.#herald.later(...notice));
    this.#herald.tell("info", "started", goesOn ? `goes on after ${this.replayed} replayed steps` : "begins");
    const warmups = this.#voices.map(({ warmup }) => warmup);
    for (const message of stillSilent(this.#specs, warmups, this.loop.stores))
      this.#herald.tell("warn", "gap", message);
    this.#ready = true;
    this.#begun();
  }

  /** Strategies and limits become those of today. */
  #change(): void {
    const { options } = this;
    const changes = changedLanes(this.#specs, options.lanes);
    const risk = !sameData(plain(this.#risk.describe()), plain(options.makeRisk(options.settings).describe()));
    if (changes.length > 0 || risk) {
      const entry = {
        type: "swap",
        handOff: options.handOff ?? "keep",
        lanes: changes.map(({ lane, to }) => ({ lane, to: laneSpecOf(to) })),
        risk,
        settings: options.settings,
      } as const;
      this.#recorder.take();
      this.#steering.swap(entry, (lane) => options.lanes[lane]!.strategy);
      this.#writer.write({ ...entry, out: this.#recorder.take() });
    }
  }

  #warmup(): readonly number[] {
    const { streams, warmup } = this.options;
    const warmups = this.#voices.map((voice) => voice.warmup);
    return warmup ?? streams.map((_, stream) => rowsToWarm(stream, this.#specs, warmups, this.#risk.warmup));
  }

  #history(): number {
    return this.options.history ?? Math.max(HISTORY, 2 * Math.max(...this.#warmup()));
  }

  #strategyOf(spec: LaneSpec, today: LiveLane | undefined) {
    if (today !== undefined && changedLanes([spec], [today]).length === 0) return today.strategy;
    return this.options.makeStrategy?.(spec) ?? null;
  }

  #strategyFailed(at: Lane, error: StrategyFailedError): void {
    if (this.#feed.replaying) return;
    const { lane, strategy, symbol } = at;
    const voice = this.#voices[lane]!;
    // no opinion ends a stance that was spent, and no opinion is what a replay sees here
    if (voice.asked) at.spentStance = null;
    this.#recorder.add({ kind: "failure", lane, message: error.message });
    const disabled = voice.failed();
    const after = disabled ? `; after ${MOST_FAILURES} failures in a row it is asked no more until it is swapped` : "";
    this.#herald.tell("error", "strategy-failed", `${error.message}${after}`, {
      strategy,
      symbol,
      stack: stackOf(error),
    });
  }

  #apply(entry: Control | (Swap & { readonly type: "swap" }), mail?: Mail): void {
    if (entry.type === "control") {
      const { command, by, at = Math.round(this.options.now()) } = entry;
      this.#steering.control(command);
      if (command !== "resume") this.#paused = { by, since: at };
      return;
    }
    const plan = mail?.kind === "swap" ? mail.plan : null;
    this.#steering.swap(
      entry,
      (lane, to) =>
        plan?.lanes.find((one) => one.lane === lane)?.strategy ?? this.#strategyOf(to, this.options.lanes[lane]),
    );
    if (plan !== null) this.#herald.tell("info", "swapped", `${changesText(entry)} from the next bar on`);
  }

  async pause(by: string): Promise<void> {
    await this.#ask({ kind: "control", command: "pause", by });
    this.#herald.tell("warn", "paused", `paused by ${by}: nothing is opened until somebody resumes`);
  }

  async resume(by: string): Promise<void> {
    await this.#ask({ kind: "control", command: "resume", by });
  }

  async flatten(by: string): Promise<void> {
    await this.#ask({ kind: "control", command: "flatten", by });
    this.#herald.tell(
      "warn",
      "flattened",
      `flattened by ${by}: every position leaves, and nothing is opened until somebody resumes`,
    );
  }

  async swap(plan: SwapPlan): Promise<void> {
    try {
      for (const { lane, to, strategy } of plan.lanes) {
        const found = this.loop.lanes[lane];
        if (found === undefined) throw new SwapRefusedError(`the run has no lane ${lane}`);
        await dryRun(to.name, strategy, found.stream, this.loop.stores, this.#inTime);
      }
      if (plan.risk) this.options.makeRisk(plan.settings);
    } catch (error) {
      this.note({ kind: "swap-refused", message: words(error) });
      this.#herald.tell("error", "swap-refused", `the swap is refused, nothing changes: ${words(error)}`);
      throw error instanceof SwapRefusedError ? error : new SwapRefusedError(words(error), { cause: error });
    }
    await this.#ask({ kind: "swap", plan });
  }

  note(note: Note): void {
    if (!this.#over) this.#mailbox.put({ kind: "note", note });
    this.#herald.tell(
      note.kind === "recovered" || note.kind === "connected" ? "info" : "warn",
      note.kind,
      note.message,
      note.details,
    );
  }

  async stop(reason: string): Promise<void> {
    if (this.#over) return;
    const asked = this.#ask({ kind: "stop", reason }).catch((error: unknown) => {
      if (!(error instanceof RunEndedError)) throw error;
    });
    if (!this.#ready) await this.#callOff();
    await asked;
    await this.done;
  }

  /** A run that has not begun waits for nobody: neither for its history, nor for answers about its orders. */
  async #callOff(): Promise<void> {
    this.#stopping = true;
    if (!this.#feed.replaying && "apply" in this.#broker) await this.#broker.close?.();
    await this.options.source.stop();
  }

  #ask(mail: Parameters<Mailbox["ask"]>[0]): Promise<void> {
    if (this.#over) return Promise.reject(new RunEndedError("the run has ended"));
    return this.#mailbox.ask(mail);
  }
}

function changesText({ lanes, risk }: Swap): string {
  return [...lanes.map(({ to }) => to.name), ...(risk ? ["limits and sizing"] : [])].join(", ");
}

function stackOf({ cause, stack }: Error): string | undefined {
  return cause instanceof Error ? cause.stack : stack;
}
