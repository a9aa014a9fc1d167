/** What run `i` is called in narrow places: A, B, C ... */
export function letter(i: number): string {
  return String.fromCharCode(65 + i);
}
