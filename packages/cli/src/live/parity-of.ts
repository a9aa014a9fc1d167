import { VERSION } from "@bellwether/core";
import {
  alignReports,
  createParityComparer,
  type LaneSpec,
  type LedStep,
  type ParityReport,
  replayJournal,
  type StartEntry,
} from "@bellwether/live";
import { readJournal } from "@bellwether/live/node";
import type { NamedJournal } from "./named-journal.js";
import type { ReplayParts } from "./replay-parts.js";

/**
 * Holds a journal against its replay with the code and models of today. It may be one that is being written: what is
 * complete of it is compared.
 * @throws {JournalDamagedError}; whatever making risk, broker or strategies throws.
 */
export async function parityOf({ folder, first }: NamedJournal, parts: ReplayParts): Promise<ParityReport> {
  const comparer = createParityComparer();
  const artifactsOf = (spec: LaneSpec) => parts.makeStrategy(spec).artifacts ?? {};
  const step = alignReports(first.mode, (entry, replayed) => comparer.step(entry, replayed));
  await replayJournal({
    entries: readJournal(folder),
    ...parts,
    onStart: (entry: StartEntry) =>
      comparer.start(entry, { version: VERSION, artifacts: entry.lanes.map(artifactsOf), code: parts.code }),
    onStep: (entry: LedStep, replayed) =>
      step(entry, entry.type === "swap" ? { ...replayed, artifacts: swapped(entry.lanes, artifactsOf) } : replayed),
    onNote: (entry) => comparer.note(entry),
  });
  return comparer.result();
}

function swapped(
  lanes: readonly { readonly lane: number; readonly to: LaneSpec }[],
  artifactsOf: (spec: LaneSpec) => Readonly<Record<string, string>>,
): Readonly<Record<number, Readonly<Record<string, string>>>> {
  return Object.fromEntries(lanes.map(({ lane, to }) => [lane, artifactsOf(to)]));
}
