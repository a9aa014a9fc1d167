import { writeWhole } from "@bellwether/core/node";
import { type ParityReport, parityToHtml, parityToTerminal } from "@bellwether/live";
import { EXIT } from "../exit-codes.js";
import { openNamedJournal } from "../live/named-journal.js";
import { parityOf } from "../live/parity-of.js";
import { replayParts } from "../live/replay-parts.js";
import type { Output } from "../output.js";

export interface ParityFlags {
  readonly config?: string;
  readonly html?: string;
  readonly json?: boolean;
}

/**
 * `bellwether parity <config-or-journal>`: what a run did against what a replay of its journal does.
 * @returns the exit code: `EXIT.check` if any difference has no cause, or one that paper cannot have.
 * @throws {UsageError} {ConfigError} {PluginError} {JournalDamagedError} {OutputError}
 */
export async function parityCommand(named: string, flags: ParityFlags, output: Output): Promise<number> {
  const journal = await openNamedJournal(named);
  const parts = await replayParts(journal.first, flags.config ?? journal.file);
  const report = await parityOf(journal, parts).finally(() => parts.close());
  if (flags.html !== undefined) await writeWhole(flags.html, parityToHtml(report));
  if (flags.json === true) output.stdout(`${JSON.stringify(report, null, 2)}\n`);
  else {
    output.stdout(parityToTerminal(report, { width: output.width, colour: output.colour }));
    if (isOdd(report)) output.stdout(`\n${ODD}\n`);
    if (flags.html !== undefined) output.stdout(`\npage: ${flags.html}\n`);
  }
  return report.verdict === "unexplained" || isOdd(report) ? EXIT.check : EXIT.ok;
}

const ODD =
  "On paper nothing fills, costs or is sized otherwise while code and models are the same: this needs somebody to look.";

/** Whether a paper run has differences that only an exchange could explain. */
function isOdd({ run, versions, causes }: ParityReport): boolean {
  const roots = (causes.fill?.roots ?? 0) + (causes.fee?.roots ?? 0) + (causes.sizing?.roots ?? 0);
  return run.mode === "paper" && versions.length === 0 && roots > 0;
}
