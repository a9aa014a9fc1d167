import { userInfo } from "node:os";
import { type Status, statusText } from "@bellwether/live";
import { askControl, ControlUnreachableError } from "@bellwether/live/node";
import { findJournal } from "../live/journal-folder.js";
import { openNamedJournal } from "../live/named-journal.js";
import type { Output } from "../output.js";

export type ControlName = "pause" | "resume" | "flatten" | "stop";

const DONE: Readonly<Record<ControlName, string>> = {
  pause: "paused: nothing is opened until bellwether resume",
  resume: "trading goes on",
  flatten: "every position leaves; nothing is opened until bellwether resume",
  stop: "it is ending",
};

/** `bellwether status <config>`: how a run stands, asked of the run itself. */
export async function statusCommand(named: string, flags: { readonly json?: boolean }, output: Output): Promise<void> {
  const status = (await ask(named, "status")) as Status;
  output.stdout(flags.json === true ? `${JSON.stringify(status)}\n` : statusText(status, output));
}

/** `bellwether pause|resume|flatten|stop <config>`. */
export async function controlCommand(command: ControlName, named: string, output: Output): Promise<void> {
  await ask(named, command);
  output.stdout(`${DONE[command]}\n`);
}

/** @throws {UsageError} where no run has begun; {ControlUnreachableError} where none is running. */
async function ask(named: string, command: ControlName | "status"): Promise<unknown> {
  try {
    return await askControl(await findJournal(named), { command, by: by() });
  } catch (error) {
    if (error instanceof ControlUnreachableError) await openNamedJournal(named);
    throw error;
  }
}

function by(): string {
  return `${userInfo().username} (${process.pid})`;
}
