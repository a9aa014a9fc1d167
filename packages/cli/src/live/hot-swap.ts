import type { Override } from "@bellwether/core/config";
import type { TradingRun } from "@bellwether/live/node";
import { type OpenRun, openRun } from "../run/run-file.js";
import { tradeOptionsOf } from "./trade-options.js";
import { whatChanged } from "./what-changed.js";

/** Keeps a run on what its file says: a saved change is checked, tried on the bars at hand, and made at the next close. */
export class HotSwap {
  #settings: unknown;
  #busy: Promise<void> = Promise.resolve();
  readonly #opened: OpenRun[] = [];

  constructor(
    private readonly file: string,
    private readonly overrides: readonly Override[],
    private readonly run: TradingRun,
    settings: unknown,
  ) {
    this.#settings = settings;
  }

  /** The file was saved. Never rejects: what is refused is told by the run, which goes on as it was. */
  saved(): Promise<void> {
    this.#busy = this.#busy.then(() => this.#take()).catch((error: unknown) => this.#refused(error));
    return this.#busy;
  }

  #refused(error: unknown): void {
    if ((error as { code?: unknown }).code === "SWAP_REFUSED") return; // the run has told
    this.run.note({ kind: "swap-refused", message: `nothing changes: ${inOneLine(error)}` });
  }

  async #take(): Promise<void> {
    const next = await openRun(this.file, this.overrides);
    const { strategies, risk, fixed } = whatChanged(this.#settings, next.settings);
    if (fixed.length > 0 || !(strategies || risk)) {
      await next.close();
      if (fixed.length === 0) return;
      const message = `${this.file}: ${fixed.join(", ")} cannot change while the run goes on; restart it with another journal`;
      this.run.note({ kind: "swap-refused", message });
      return;
    }
    try {
      const lanes = this.run.lanesOf(tradeOptionsOf(next).strategy);
      if (lanes.length !== this.run.lanes.length || lanes.some(({ stream }, i) => stream !== this.run.lanes[i]!.stream))
        throw new Error(
          `${this.file}: the run has ${this.run.lanes.length} strategies on their symbols, the file ${lanes.length}; stop it and begin another journal to add or remove some`,
        );
      const changed = lanes.flatMap(({ strategy, ...to }, lane) =>
        JSON.stringify({ ...this.run.lanes[lane] }) === JSON.stringify(to) ? [] : [{ lane, to, strategy }],
      );
      await this.run.swap({ handOff: next.config.live.handOff, lanes: changed, risk, settings: next.settings });
      this.#settings = next.settings;
      this.#opened.push(next); // its strategies speak from now on
    } catch (error) {
      await next.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#busy;
    for (const run of this.#opened) await run.close();
  }
}

/** Several problems of a file come as a list of lines. */
function inOneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/:\s*\n\s*/g, ": ").replace(/\s*\n\s*/g, "; ");
}
