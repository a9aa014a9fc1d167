import { describe, expect, it } from "vitest";
import { PAGE_STYLE } from "./page-style.js";

type Rgb = readonly number[];
const blocks = [...PAGE_STYLE.matchAll(/:root[^{]*\{([^}]*--paper[^}]*)\}/g)].map(([, block]) => block!);
const hex = (block: string, name: string): Rgb =>
  /#(..)(..)(..)/
    .exec(new RegExp(`--${name}: (#\\w{6})`).exec(block)![1]!)!
    .slice(1)
    .map((part) => Number.parseInt(part, 16));
const triple = (block: string, name: string): Rgb =>
  new RegExp(`--${name}-rgb: ([\\d, ]+)`).exec(block)![1]!.split(",").map(Number);
const luminance = (rgb: Rgb) => {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: Rgb, b: Rgb) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};
const mix = (over: Rgb, under: Rgb, alpha: number) => over.map((c, i) => alpha * c + (1 - alpha) * under[i]!);

/** WCAG 2.2, success criterion 1.4.3, AA. */
const AA = 4.5;

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("the %s palette", (_, i) => {
  const block = blocks[i]!;
  it.each(["ink", "soft", "gain", "loss", "accent"])("reads %s on paper and on raised ground", (name) => {
    expect(contrast(hex(block, name), hex(block, "paper"))).toBeGreaterThan(AA);
    expect(contrast(hex(block, name), hex(block, "raised"))).toBeGreaterThan(AA);
  });
  it.each(["gain", "loss"])("reads ink on the strongest tint of a month: %s", (name) => {
    expect(contrast(hex(block, "ink"), mix(triple(block, name), hex(block, "paper"), 0.42))).toBeGreaterThan(AA);
  });
});
