import { PAGE_STYLE } from "@bellwether/backtest";
import { expect, it } from "vitest";
import { STRONGEST_TINT } from "./classes-part.js";

type Rgb = readonly number[];
const palettes = [...PAGE_STYLE.matchAll(/--paper: #(\w{6}).*?--ink: #(\w{6}).*?--accent-rgb: ([\d, ]+);/gs)];
const hex = (text: string): Rgb => text.match(/../g)!.map((part) => Number.parseInt(part, 16));
const luminance = (rgb: Rgb) => {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

it.each([
  ["light", 0],
  ["dark", 1],
] as const)("leaves figures readable on the strongest tint of the confusion matrix: %s", (_, i) => {
  const [, paper, ink, accent] = palettes[i]!;
  const tint = accent!.split(",").map((c, j) => STRONGEST_TINT * Number(c) + (1 - STRONGEST_TINT) * hex(paper!)[j]!);
  const [low, high] = [luminance(hex(ink!)), luminance(tint)].sort((a, b) => a - b);
  // WCAG 2.2, success criterion 1.4.3, AA
  expect((high! + 0.05) / (low! + 0.05)).toBeGreaterThan(4.5);
});
