/** Frame and beginning of a line. No text inside an entry looks like it: its quotes would be escaped. */
const LINE = /[0-9a-f]{16}(?:\+([1-9]\d{0,8}))? \{"seq":(\d{1,15}),/g;
/** One character a byte, so that damage cannot stop the decoding. */
const bytewise = new TextDecoder("latin1");

/**
 * Whether bytes at the end of a journal are a write that a crash has cut off, and not damage to what was safe. If they are,
 * no later commit follows. Lines of the same commit may, since sectors reach a disk in any order; the hole then holds zeros,
 * as unwritten space does.
 * @param tail - from the first bad line to the end of the last segment.
 * @param seq - of the entry that should be there.
 */
export function isTornTail(tail: Uint8Array, seq: number): boolean {
  const text = bytewise.decode(tail);
  const hole = text.indexOf("\0");
  LINE.lastIndex = 0;
  for (let match = LINE.exec(text); match !== null; match = LINE.exec(text)) {
    const found = Number(match[2]);
    if (!(found > seq)) continue;
    const commit = found - Number(match[1] ?? 0);
    if (commit > seq || hole === -1 || hole > match.index) return false;
  }
  return true;
}
