import { join } from "node:path";
import { didYouMean } from "@bellwether/core";
import { writeWhole } from "@bellwether/core/node";
import { EXPORT_KINDS, exportCsv, exportJsonLines, SHOW_KINDS, type ShowKind, showJournal } from "@bellwether/live";
import { readJournal } from "@bellwether/live/node";
import { openNamedJournal } from "../live/named-journal.js";
import { playedBars } from "../live/played-bars.js";
import { entriesUntil, lastSeq } from "../live/until-now.js";
import { type Output, UsageError } from "../output.js";
import { typedCount, typedList, typedTime } from "../run/typed.js";
import { outFolder } from "../run/write-report.js";

export interface ShowFlags {
  readonly kind?: string;
  readonly lane?: string;
  readonly since?: string;
  readonly last?: string;
}

/** `bellwether journal show <config-or-journal>`: what a run did, line by line. */
export async function showCommand(named: string, flags: ShowFlags, output: Output): Promise<void> {
  const { kind, lane, since, last } = flags;
  const options = {
    kinds: kind === undefined ? undefined : typedList("--kind", kind).map(kindOf),
    lane,
    since: since === undefined ? undefined : typedTime("--since", since),
    last: last === undefined ? undefined : typedCount("--last", last, "lines"),
  };
  const { folder } = await openNamedJournal(named);
  for await (const line of showJournal(readJournal(folder), options)) output.stdout(`${line}\n`);
}

function kindOf(text: string): ShowKind {
  const kind = SHOW_KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  const meant = didYouMean(text, SHOW_KINDS);
  throw new UsageError(`--kind ${text}: no such kind.${meant} All: ${SHOW_KINDS.join(", ")}`);
}

export interface ExportFlags {
  readonly format?: string;
  readonly out?: string;
}

/** `bellwether journal export <config-or-journal>`: a journal as tables, and its bars as `backtest` reads them. */
export async function exportCommand(named: string, flags: ExportFlags, output: Output): Promise<void> {
  const { format = "csv", out } = flags;
  if (format !== "csv" && format !== "json") throw new UsageError(`--format ${format}: write csv or json`);
  if (out === undefined) throw new UsageError("--out: name a folder for the files");
  const { folder, first } = await openNamedJournal(named);
  await outFolder("--out", out);
  const last = await lastSeq(folder); // a run may be writing: every table ends at the same entry
  const wrote = (name: string) => output.stdout(`${join(out, name)}\n`);
  if (format === "json") {
    await writeWhole(join(out, "journal.jsonl"), exportJsonLines(entriesUntil(folder, last)));
    wrote("journal.jsonl");
  } else
    for (const kind of EXPORT_KINDS) {
      await writeWhole(join(out, `${kind}.csv`), exportCsv(entriesUntil(folder, last), kind));
      wrote(`${kind}.csv`);
    }
  for (const name of await playedBars(entriesUntil(folder, last), first, join(out, "played")))
    wrote(join("played", name));
}
