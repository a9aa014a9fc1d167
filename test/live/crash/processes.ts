import { type ChildProcess, spawn } from "node:child_process";
import type { Task, Word } from "./plan.js";

/** How a process has ended. */
export interface End {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** All that it said. */
  readonly words: readonly Word[];
}

/** A process at work. */
export interface Life {
  readonly child: ChildProcess;
  readonly words: readonly Word[];
  /** Resolves when it has said this, or has ended. */
  said(kind: Word["kind"], times?: number): Promise<void>;
  readonly ended: Promise<End>;
}

/** Processes that have loaded their code and wait: the next is loading while one is at work. */
export interface Processes {
  begin(task: Task): Promise<Life>;
  close(): Promise<void>;
}

export function processesOf(file: string, spares = 1): Processes {
  const waiting: Life[] = [];
  const start = () => waiting.push(startLife(file));
  for (let i = 0; i < spares; i++) start();
  return {
    async begin(task) {
      if (waiting.length === 0) start();
      const life = waiting.shift()!;
      await life.said("loaded");
      if (life.words.length === 0) throw new Error(`the process ended at once: ${(await life.ended).stderr}`);
      start();
      life.child.send(task);
      return life;
    },
    async close() {
      for (const { child } of waiting) child.kill("SIGKILL");
      await Promise.all(waiting.splice(0).map(({ ended }) => ended));
    },
  };
}

function startLife(file: string): Life {
  const child = spawn(process.execPath, ["--enable-source-maps", file], {
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const words: Word[] = [];
  let stderr = "";
  const waiting = new Set<() => void>();
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.on("message", (word) => {
    words.push(word as Word);
    for (const look of waiting) look();
  });
  const ended = new Promise<End>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stderr, words }));
  });
  return {
    child,
    words,
    ended,
    said: (kind, times = 1) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (words.filter((word) => word.kind === kind).length < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        ended.then(() => resolve(), reject);
      }),
  };
}
