/** Seeded randomness: the only kind that a run may use. */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform whole number in [0, bound). */
  int(bound: number): number;
  /** An independent stream, so that drawing more here changes nothing there. */
  fork(label: string): Rng;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, basis: number): number {
  let h = basis >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

/** sfc32 (Doty-Humphrey, PractRand), seeded from one whole number. Not for secrets. */
export function createRng(seed: number): Rng {
  let a = hash(`a${seed}`, 0x811c9dc5);
  let b = hash(`b${seed}`, 0x811c9dc5);
  let c = hash(`c${seed}`, 0x811c9dc5);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i++) next();
  return {
    next,
    int: (bound) => Math.floor(next() * bound),
    fork: (label) => createRng(hash(label, seed >>> 0)),
  };
}
