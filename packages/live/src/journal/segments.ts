/** A piece of a journal: numbered from 1, plain while it is written to, packed some time after. */
export interface SegmentFile {
  readonly number: number;
  readonly plain: boolean;
  readonly packed: boolean;
}

const NAME = /^journal-(\d{6,9})\.jsonl(\.gz)?$/;
const TORN = /^torn-(\d{1,9})\.bin$/;

/** `journal-000001.jsonl`. */
export function plainName(number: number): string {
  return `journal-${String(number).padStart(6, "0")}.jsonl`;
}

/** `journal-000001.jsonl.gz`. */
export function packedName(number: number): string {
  return `${plainName(number)}.gz`;
}

/** What a packed segment is called until it is complete. */
export function draftName(number: number): string {
  return `${packedName(number)}.tmp`;
}

export function isDraft(name: string): boolean {
  return name.endsWith(".tmp") && NAME.test(name.slice(0, -4));
}

/** Segments among file names, in order; whatever else is in the folder is not the journal's. */
export function segmentsIn(names: readonly string[]): readonly SegmentFile[] {
  const byNumber = new Map<number, { plain: boolean; packed: boolean }>();
  for (const name of names) {
    const match = NAME.exec(name);
    if (match === null || plainName(Number(match[1])) !== name.replace(/\.gz$/, "")) continue;
    const number = Number(match[1]);
    const files = byNumber.get(number) ?? { plain: false, packed: false };
    if (match[2] === undefined) files.plain = true;
    else files.packed = true;
    byNumber.set(number, files);
  }
  return [...byNumber].map(([number, files]) => ({ number, ...files })).sort((a, b) => a.number - b.number);
}

/** Name for the next torn tail that is put aside. */
export function nextTornName(names: readonly string[]): string {
  const numbers = names.map((name) => Number(TORN.exec(name)?.[1] ?? 0));
  return `torn-${Math.max(0, ...numbers) + 1}.bin`;
}
