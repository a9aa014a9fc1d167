import type { LiveLane } from "@bellwether/live";
import { SimulatedFault } from "@bellwether/live/testing";
import { laneOf } from "./catalogue.js";
import { type Process, startProcess } from "./process.js";
import { anyLane, type Command, type LanePlan } from "./scenario.js";
import { originalRules, type World } from "./world.js";

/** How soon a process is started again that could not start, or has ended by itself, ms. */
const AGAIN_MS = 7_000;

/** Starts the process, kills it when its time has come, and starts it again; does what people do meanwhile. */
export class Supervisor {
  process!: Process;
  #endings = 0;
  #plans: LanePlan[];
  #ended = false;

  constructor(private readonly world: World) {
    this.#plans = [...world.scenario.lanes];
    for (const [i, command] of world.scenario.commands.entries())
      world.timers.after(command.afterMs, () => void this.#obey(command, i).catch(() => {}));
  }

  start(): void {
    const { world } = this;
    const { endings } = world.scenario;
    for (const { symbol } of world.venue.markets) world.venue.change({ rules: { symbol, ...originalRules } });
    const plan = world.calm ? undefined : endings[this.#endings++];
    const ending = plan?.ending;
    const process = startProcess(world, this.#plans.map(laneOf), {
      storageCalled: (call) => {
        if (ending?.on === "storage" && call === ending.call) this.#crash(process, ending.leaves, plan!.downMs);
      },
      submitted: (call) => {
        if (ending?.on === "submit" && call === ending.call) this.#crash(process, ending.leaves, plan!.downMs);
      },
    });
    this.process = process;
    if (ending?.on === "fault") world.storage.failAt(ending.call, ending.fault);
    if (ending?.on === "time")
      world.timers.after(ending.afterMs, () => {
        if (ending.leaves !== "stop") this.#crash(process, ending.leaves, plan!.downMs);
        else if (!world.calm && process.life.alive) void process.run?.stop("told to").catch(() => {});
      });
    process.over.then(
      () => this.#left(process, null),
      (error: unknown) => this.#left(process, error),
    );
  }

  /** The faults are over: nothing crashes any more. */
  calm(): void {
    const { world } = this;
    world.calm = true;
    world.storage.failAt(Number.POSITIVE_INFINITY, "EIO");
    this.process.exchange.stopFaults();
    world.timers.skew(0);
    const resume = () => void this.process.run?.resume("the end").catch(() => {});
    resume();
    world.timers.after(6 * 60_000, resume);
  }

  /** Ends the run in order. */
  async stop(): Promise<void> {
    this.#ended = true;
    let over = false;
    const { world, process } = this;
    void process.run?.stop("over").catch(() => {});
    process.over.then(
      () => (over = true),
      () => (over = true),
    );
    await world.timers.run(world.timers.true + 60_000, () => over);
    if (!over) world.report("goes-on", "the run does not end though it was stopped");
    this.#count(process);
  }

  #crash(process: Process, leaves: "kill" | "power", downMs: number): void {
    const { world } = this;
    if (world.calm || !process.life.alive) return;
    process.life.alive = false;
    world.counts.crashes++;
    this.#buried(process, leaves, downMs);
  }

  /** A process has ended by itself: it was stopped, could not start, or its disk has failed. */
  #left(process: Process, error: unknown): void {
    const { world } = this;
    if (!process.life.alive || this.#ended) return;
    process.life.alive = false;
    const { ready } = process.watch;
    world.counts[ready ? "ends" : "failedStarts"]++;
    const { code } = (error ?? {}) as { code?: unknown };
    const isAllowed = ready ? code === "JOURNAL_WRITE" : code === "EXCHANGE_UNCLEAR" || isOfDisk(error);
    if (error !== null && !isAllowed)
      world.report("goes-on", `the run ended: ${error instanceof Error ? error.stack : String(error)}`);
    if (process.calm && error !== null)
      world.report("goes-on", `it ended after the faults had stopped: ${String(error)}`);
    this.#buried(process, error === null ? "kill" : "power", AGAIN_MS);
  }

  #buried(process: Process, leaves: "kill" | "power", downMs: number): void {
    const { world } = this;
    process.exchange.crash();
    this.#count(process);
    world.storage =
      leaves === "kill"
        ? world.storage.reopened()
        : world.storage.crash(world.rng.fork(`crash ${world.counts.starts}`));
    world.timers.after(downMs, () => this.start());
  }

  #count({ exchange, watch }: Process): void {
    for (const [name, count] of Object.entries(exchange.counts))
      this.world.faults[name] = (this.world.faults[name] ?? 0) + count;
    // of the whole journal: the last process has read it all
    Object.assign(this.world.counts, watch.checks.counts);
  }

  async #obey(command: Command, number: number): Promise<void> {
    const { run, life } = this.process;
    if (run === null || !life.alive) return;
    const { what, handOff, stays } = command;
    if (what !== "swap") return run[what]("somebody");
    const rng = this.world.rng.fork(`swap ${number}`);
    const lane = rng.int(this.#plans.length);
    const plan = anyLane(rng, this.#plans[lane]!.stream);
    const { strategy, ...to }: LiveLane = laneOf(plan, lane);
    if (stays) this.#plans = this.#plans.with(lane, plan);
    await run.swap({
      handOff,
      lanes: [{ lane, to, strategy }],
      risk: rng.int(2) === 0,
      settings: { risk: this.world.scenario.risk },
    });
  }
}

/** Whether a disk that was made to fail is behind an error. */
function isOfDisk(error: unknown): boolean {
  return error instanceof SimulatedFault || (error instanceof Error && isOfDisk(error.cause));
}
