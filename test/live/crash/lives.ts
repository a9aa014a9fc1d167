import type { Rng } from "@bellwether/core";
import { type Outcome, outcomeOf } from "./outcome.js";
import type { Task } from "./plan.js";
import type { End, Life, Processes } from "./processes.js";
import { makeWorld, type World } from "./world.js";

/** What becomes of a run that nobody kills. */
export async function uninterrupted(processes: Processes, mode: Task["mode"], bars: number): Promise<Outcome> {
  const world = await makeWorld(mode, bars);
  try {
    const life = await processes.begin(world.task(bars));
    return await outcomeOf(world, await life.ended);
  } finally {
    await world.close();
  }
}

/**
 * Starts a run again and again until a process of it comes to the end of its task.
 * @param kill - kills the n-th process, counted from 0, or lets it live; resolves when that is done.
 * @returns how each process has ended, the last in order.
 */
export async function livesOf(
  processes: Processes,
  taskOf: (life: number) => Task,
  kill: (life: Life, number: number) => Promise<void> = async () => {},
): Promise<readonly End[]> {
  const ends: End[] = [];
  for (;;) {
    const life = await processes.begin(taskOf(ends.length));
    await kill(life, ends.length);
    const end = await life.ended;
    ends.push(end);
    if (end.signal === "SIGKILL") continue;
    const last = end.words.at(-1);
    if (last?.kind === "over") return ends;
    throw new Error(`process ${ends.length} ended by itself: ${JSON.stringify(last)}\n${end.stderr}`);
  }
}

/** Kills a process at a moment that nobody has chosen: while it starts, or some bars later. */
export async function killAnyTime({ child, said }: Life, rng: Rng): Promise<void> {
  if (rng.int(4) === 0) await pause(rng.int(500));
  else {
    await said("ready");
    const bars = rng.int(4);
    if (bars > 0) await said("bars", bars);
    await pause(rng.int(60));
  }
  child.kill("SIGKILL");
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The same, with a world of its own. */
export async function inWorld<T>(mode: Task["mode"], bars: number, act: (world: World) => Promise<T>): Promise<T> {
  const world = await makeWorld(mode, bars);
  try {
    return await act(world);
  } finally {
    await world.close();
  }
}
