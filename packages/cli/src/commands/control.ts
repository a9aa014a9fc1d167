import { userInfo } from "node:os";
import { type Status, statusText } from "@bellwether/live";
import { askControl } from "@bellwether/live/node";
import { findJournal } from "../live/journal-folder.js";
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
  const status = (await askControl(await findJournal(named), { command: "status", by: by() })) as Status;
  output.stdout(flags.json === true ? `${JSON.stringify(status)}\n` : `${statusText(status, output)}\n`);
}

/** `bellwether pause|resume|flatten|stop <config>`. */
export async function controlCommand(command: ControlName, named: string, output: Output): Promise<void> {
  await askControl(await findJournal(named), { command, by: by() });
  output.stdout(`${DONE[command]}\n`);
}

function by(): string {
  return `${userInfo().username} (${process.pid})`;
}
