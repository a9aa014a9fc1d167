import { spawn } from "node:child_process";

/** What a process left behind. */
export interface Ended {
  /** Exit code; null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd: string;
  /** In addition to ours; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a real process to its end. */
export function execute(file: string, args: readonly string[], { cwd, env }: ProcessOptions): Promise<Ended> {
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...texts }));
  });
}
