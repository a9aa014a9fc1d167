/** Parsed JSON in strict UTF-8, or undefined. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Whether lists and objects lie in each other more than `levels` deep: who walks through them may run out of stack. */
export function isDeeperThan(json: unknown, levels: number): boolean {
  let there: readonly unknown[] = [json];
  for (let level = 0; there.length > 0; level++) {
    if (level > levels) return true;
    there = there.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}
