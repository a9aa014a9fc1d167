import { describe, expect, it } from "vitest";
import { createFaults, FAULTS, type FaultName } from "./faults.js";

/** How often each happens in 2,000 occasions. */
function happenings(seed: number): Record<FaultName, number> {
  const faults = createFaults(1);
  faults.random(seed);
  for (let i = 0; i < 2_000; i++) for (const name of FAULTS) faults.draws(name, "");
  return { ...faults.counts };
}

describe("faults by chance", () => {
  it("happen about as often as they are set to", () => {
    const faults = createFaults(1, { html: 0.25, wsCut: 1, bodyCut: 0 });
    for (let i = 0; i < 4_000; i++) for (const name of ["html", "wsCut", "bodyCut"] as const) faults.draws(name, "");
    expect(faults.counts).toMatchObject({ wsCut: 4_000, bodyCut: 0, banned: 0 });
    expect(faults.counts.html / 4_000).toBeCloseTo(0.25, 1);
  });

  it("are drawn from a seed: the same ones again, others from another, some out and all of them rare", () => {
    expect(happenings(5)).toEqual(happenings(5));
    expect(happenings(6)).not.toEqual(happenings(5));
    const counts = Object.values(happenings(5));
    const out = counts.filter((count) => count === 0).length;
    expect(out).toBeGreaterThan(counts.length / 5);
    expect(out).toBeLessThan((counts.length * 4) / 5);
    expect(Math.max(...counts) / 2_000).toBeLessThan(0.06);
  });

  it("refuse what is no probability or no fault", () => {
    const faults = createFaults(1);
    expect(() => faults.set({ html: 1.1 })).toThrow(/from 0 to 1/);
    expect(() => faults.set({ html: Number.NaN })).toThrow(/from 0 to 1/);
    expect(() => faults.set({ fire: 1 } as object)).toThrow(/no fault "fire"/);
  });
});

describe("faults on demand", () => {
  it("happen where they are wanted, as often as they are wanted", () => {
    const faults = createFaults(1);
    faults.inject("html", { times: 2, where: "GET /api/v3/klines" });
    const where = ["GET /api/v3/time", "GET /api/v3/klines", "GET /api/v3/klines", "GET /api/v3/klines"];
    expect(where.map((it) => faults.draws("html", it))).toEqual([false, true, true, false]);
  });

  it("come before chance, the first of several first", () => {
    const faults = createFaults(1, { banned: 1 });
    faults.inject("requestLost");
    const kinds = ["requestLost", "tooManyRequests", "banned"] as const;
    expect([faults.first(kinds, ""), faults.first(kinds, "")]).toEqual(["requestLost", "banned"]);
  });
});
