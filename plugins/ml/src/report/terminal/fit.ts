import { wrap } from "@bellwether/backtest";

/** As {@link wrap}, but words longer than a line are broken too: no line is wider than `width`. */
export function fit(text: string, width: number, hang = ""): string[] {
  return wrap(text, width, hang).flatMap((line) => {
    const parts = [line.slice(0, width)];
    for (let at = width; at < line.length; at += width - hang.length)
      parts.push(hang + line.slice(at, at + width - hang.length));
    return parts;
  });
}
