import { describe, expect, it } from "vitest";
import { PAGE_STYLE } from "../../report/page/page-style.js";
import { COMPARE_STYLE, RUN_COLOURS } from "./compare-style.js";
import { runStyle } from "./run-mark.js";

const blocks = (style: string, marker: string) =>
  [...style.matchAll(new RegExp(`:root[^{]*\\{([^}]*--${marker}[^}]*)\\}`, "g"))].map(([, block]) => block!);
const hex = (block: string, name: string) => new RegExp(`--${name}: (#\\w{6})`).exec(block)![1]!;

/** Relative luminance. @see WCAG 2.2, "relative luminance" */
function luminance(colour: string): number {
  const [r, g, b] = colour
    .slice(1)
    .match(/../g)!
    .map((part) => Number.parseInt(part, 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("the %s colours of runs", (_, i) => {
  const paper = hex(blocks(PAGE_STYLE, "paper")[i]!, "paper");
  const runs = Array.from({ length: RUN_COLOURS }, (_, run) => hex(blocks(COMPARE_STYLE, "run-0")[i]!, `run-${run}`));

  it("stand out from paper, as WCAG 2.2, 1.4.11 asks of graphics", () => {
    for (const colour of runs) {
      const [light, dark] = [luminance(colour), luminance(paper)].sort((a, b) => b - a);
      expect((light! + 0.05) / (dark! + 0.05), colour).toBeGreaterThan(3);
    }
  });

  it("are six", () => expect(new Set(runs).size).toBe(RUN_COLOURS));
});

it("no two of 26 runs look alike", () => {
  const looks = runStyle(26)
    .split("\n")
    .map((rule) => rule.replace(/^\S+ \S+ /, ""));
  expect(new Set(looks).size).toBe(26);
});
