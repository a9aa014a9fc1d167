/** A true minus before numbers, for pages; terminals and CSV keep the hyphen. */
export function typographic(text: string): string {
  return text.replace(/(^|[\s(])-(?=\d)/g, "$1−");
}
