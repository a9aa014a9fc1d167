import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./send.js";

const NOW = Date.UTC(2024, 0, 1, 12);

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Mon, 01 Jan 2024 12:00:30 GMT", 30_000],
    ["Mon, 01 Jan 2024 11:00:00 GMT", 0],
    ["999999999", 86_400_000],
  ])("%s is a wait of %i ms", (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });

  it.each([undefined, "", "soon", "-5", "1.5", "1e3", "2024-01-02", "Mon, soon", "Infinity"])(
    "%s is none",
    (header) => {
      expect(retryAfterMs(header, NOW)).toBeUndefined();
    },
  );
});
