import { expect, it } from "vitest";
import { isTornTail } from "./torn-tail.js";

const DIGITS = "0123456789abcdef";
const line = (seq: number, place = 0) => `${DIGITS}${place === 0 ? "" : `+${place}`} {"seq":${seq},"at":1}\n`;
const torn = (text: string, seq: number) => isTornTail(new TextEncoder().encode(text), seq);

it("takes the beginning of a line for one, and whatever has no line behind it", () => {
  expect(torn(line(5).slice(0, 20), 5)).toBe(true);
  expect(torn("\0".repeat(600), 5)).toBe(true);
  expect(torn("junk\n", 5)).toBe(true);
});

it("does not take a line for one that a later commit follows: that commit began when this one was safe", () => {
  expect(torn(`junk\n${line(6)}`, 5)).toBe(false);
  expect(torn(`\0\0\0\n${line(6)}`, 5)).toBe(false);
  expect(torn(`\0\0\0\n${line(6, 1)}${line(7)}`, 5), "after lines of its own commit").toBe(false);
  expect(torn(`\0\0\0\n${line(8, 2)}`, 5), "which is known by the places of its lines").toBe(false);
  expect(torn(`junk\n${line(6).slice(0, 30)}`, 5), "of which only the beginning is there").toBe(false);
});

it("takes a hole for one with lines of the same commit behind it: sectors reach a disk in any order", () => {
  expect(torn(`${line(5, 1).slice(0, 20)}\0\0\0\0${line(6, 2)}${line(7, 3)}`, 5)).toBe(true);
  expect(torn(`\0\0\0\0${line(6, 1)}`, 5)).toBe(true);
});

it("does not take a line of that commit for one that has no hole: it was written, and has changed since", () => {
  expect(torn(`junk\n${line(6, 1)}`, 5)).toBe(false);
  expect(torn(`junk\n${line(6, 1)}\0\0\0`, 5), "a hole further on is another matter").toBe(false);
});

it("is not led astray by texts in entries, whose quotes are escaped", () => {
  const note = JSON.stringify({ seq: 5, message: line(9) });
  expect(torn(`junk ${note}\n`, 5)).toBe(true);
});
