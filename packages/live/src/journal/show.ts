import { clip, didYouMean, TradingError } from "@bellwether/core";
import type { Entry } from "./entry.js";
import { isoTime, JournalNames } from "./names.js";
import { mattersOf, type ShowKind } from "./show-text.js";

export interface ShowOptions {
  /** Shows these only; all unless given. */
  readonly kinds?: readonly ShowKind[] | undefined;
  /** Name of a strategy in the run: shows what concerns it, on every symbol. */
  readonly lane?: string | undefined;
  /** Shows what was written then or later, epoch ms UTC. */
  readonly since?: number | undefined;
  /** Shows so many lines at most, the last ones. */
  readonly last?: number | undefined;
}

/** No strategy of this name is in the journal. */
export class UnknownLaneError extends TradingError {
  override readonly code = "UNKNOWN_LANE";
}

const WIDEST = "history".length;

/**
 * A journal in lines for people: time of the entry, what kind of thing, whose, and what. Texts from outside cannot move a
 * terminal's cursor or colour it: control characters are spelt out.
 * @throws {UnknownLaneError} at the end, if no strategy ever had the name that was asked for.
 */
export async function* showJournal(
  pieces: AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>,
  { kinds, lane, since = Number.NEGATIVE_INFINITY, last = Number.POSITIVE_INFINITY }: ShowOptions = {},
): AsyncGenerator<string> {
  const names = new JournalNames();
  const known = new Set<string>();
  const wanted = kinds === undefined ? null : new Set(kinds);
  let kept: string[] = [];
  for await (const piece of pieces) {
    for (const entry of piece) {
      names.see(entry);
      for (const name of names.lanes) known.add(name);
      if (!(entry.at >= since)) continue;
      for (const { kind, lane: number, text } of mattersOf(entry, names)) {
        if (wanted?.has(kind) === false) continue;
        if (lane !== undefined && (number === undefined || names.lane(number) !== lane)) continue;
        const whose = number === undefined ? "" : `${names.lane(number)} ${names.symbolOf(number)}: `;
        const line = plain(`${isoTime(entry.at)} ${kind.padEnd(WIDEST)} ${whose}${text}`);
        if (last === Number.POSITIVE_INFINITY) yield line;
        else kept.push(line);
      }
    }
    if (kept.length > last) kept = kept.slice(kept.length - last);
  }
  yield* kept;
  if (lane !== undefined && !known.has(lane)) {
    const meant = didYouMean(lane, [...known]) || ` It has ${[...known].join(", ")}.`;
    throw new UnknownLaneError(`no strategy ${clip(lane)} in this journal.${meant}`);
  }
}

/** Characters that a terminal acts on, or that turn the direction of text, as `\u{1b}`. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (it) => `\\u{${it.codePointAt(0)!.toString(16)}}`);
}
