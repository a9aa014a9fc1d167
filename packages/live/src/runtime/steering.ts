import { type Broker, closeTimeOf, type Loop, type RiskEngine, type Strategy, type Trade } from "@bellwether/core";
import type { ControlEntry, LaneSpec, SwapEntry } from "../journal/entry.js";
import type { GuardedRisk } from "./guarded-risk.js";
import type { Voice } from "./voice.js";

/** What a swap says, whoever made it. */
export type Swap = Pick<SwapEntry, "handOff" | "lanes" | "risk" | "settings">;

/** What a person says; of a journal, with its time. */
export type Control = Pick<ControlEntry, "type" | "command" | "by"> & { readonly at?: number };

/** What a person may turn while a run goes on; the same when a journal is played. */
export class Steering {
  loop!: Loop;

  /** @param specs - what each lane runs, as of now. */
  constructor(
    readonly specs: LaneSpec[],
    private readonly voices: readonly Voice[],
    private readonly risk: GuardedRisk,
    private readonly broker: Broker,
    private readonly makeRisk: (settings: unknown) => RiskEngine,
  ) {}

  control(command: ControlEntry["command"]): void {
    const { desk } = this.loop;
    const time = Number.isFinite(desk.now) ? desk.now : 0;
    if (command === "resume") desk.resume(time);
    else desk.stop({ rule: "halted", limit: 0, observed: 0, flatten: command === "flatten" }, time);
    if (command === "flatten") this.leaveAll();
  }

  /** A halt that flattens holds on: what a late fill has opened leaves too, and what is left by an exit that was rejected. */
  leaveAll(): void {
    const { desk, lanes } = this.loop;
    const { halt } = desk;
    if (halt?.flatten !== true) return;
    const reason = halt.rule === "session" ? "flatten" : "halt";
    for (const lane of lanes)
      if (lane.position.quantity !== 0 && lane.leaving === null) desk.leave(lane, reason, halt.rule);
  }

  /** @param strategyOf - who is to speak in a lane from now on; null where that cannot be made. */
  swap({ lanes, handOff, risk, settings }: Swap, strategyOf: (lane: number, to: LaneSpec) => Strategy | null): void {
    for (const { lane: number, to } of lanes) {
      const lane = this.loop.lanes[number]!;
      const voice = this.voices[number]!;
      this.specs[number] = to;
      voice.inner = strategyOf(number, to);
      if (lane.entering !== null) this.broker.cancelEntries(number);
      const held = lane.position.quantity !== 0;
      voice.keeps = held && handOff === "keep";
      voice.enable();
      lane.hand(to.name, voice);
      if (held && handOff === "flatten") this.loop.desk.leave(lane, "flatten", "swap");
    }
    if (risk) this.risk.use(this.makeRisk(settings), this.#closedTrades());
  }

  /** What a new engine is told of the past. */
  #closedTrades(): { trade: Trade; lane: number; time: number }[] {
    const { lanes, portfolio, stores } = this.loop;
    return portfolio.trades.map((trade) => {
      const lane =
        lanes.find(({ strategy, symbol }) => strategy === trade.strategy && symbol === trade.symbol) ??
        lanes.find(({ symbol }) => symbol === trade.symbol)!;
      return { trade, lane: lane.lane, time: closeTimeOf(stores[lane.stream]!.timeframe, trade.exitTime) };
    });
  }
}
