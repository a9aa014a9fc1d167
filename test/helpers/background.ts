import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { BIN } from "./bellwether.js";
import type { Ended, ProcessOptions } from "./process.js";

/** A command that goes on in a process of its own. */
export interface Background {
  readonly pid: number;
  /** All that it has printed so far. */
  readonly said: { readonly stdout: string; readonly stderr: string };
  /** Resolves once it has printed that; rejects if it ends before. */
  until(text: string | RegExp, times?: number): Promise<void>;
  kill(signal: "SIGKILL" | "SIGTERM" | "SIGINT"): void;
  readonly ended: Promise<Ended>;
}

/** Starts `bellwether`; it is killed when the test is through, if it still runs then. */
export function startBellwether(args: readonly string[], { cwd, env }: ProcessOptions): Background {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  let heard: (() => void)[] = [];
  const wake = () => {
    for (const tell of heard.splice(0)) tell();
  };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      wake();
    });
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      over = true;
      resolve({ code, ...said });
      wake();
    });
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    pid: child.pid!,
    said,
    ended,
    kill: (signal) => child.kill(signal),
    async until(text, times = 1) {
      const pattern = typeof text === "string" ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g") : text;
      const all = () => `${said.stdout}${said.stderr}`;
      while ((all().match(pattern)?.length ?? 0) < times) {
        if (over) throw new Error(`it ended without saying ${text}:\n${all()}`);
        await new Promise<void>((resolve) => {
          heard = [...heard, resolve];
        });
      }
    },
  };
}
