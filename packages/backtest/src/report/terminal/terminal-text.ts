/** Without control and direction characters, with which a name from outside could move the cursor or paint the screen. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** Lines of at most `width` characters, broken at spaces where there are some; all but the first begin with `hang`. */
export function wrap(text: string, width: number, hang = ""): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(" ")) {
    if (line === null) line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = hang + word;
    }
  }
  return [...lines, line ?? ""];
}
