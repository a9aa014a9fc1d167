import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { EURUSD } from "../helpers/run-file.js";

const folder = temporaryFolder("ml-features");
async function said(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await bellwether(["features", ...args], { cwd: folder.path });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
}

beforeAll(() => built());

describe("bellwether features", () => {
  it("list sorts them by what they tell, then the sets that ship", async () => {
    const text = await said("list");
    const groups = [...text.matchAll(/^([a-z-]+)$/gm)].map(([, name]) => name);
    expect(groups.slice(0, 3)).toEqual(["price", "return", "trend"]);
    expect(groups.at(-1)).toBe("sets");
    expect(text).toMatch(/^ {2}rsi\(14\) {2,}\S/m);
    expect(text).toMatch(/^ {2}baseline49 {2,}49 columns\. /m);
    expect(await said("list", "--group", "momentum")).not.toMatch(/^ {2}bar-range/m);
  });

  it("list --json has parameters and versions, and --set the columns of a set", async () => {
    const rows: { column: string }[] = JSON.parse(await said("list", "--json"));
    expect(rows.find(({ column }) => column === "rsi(14)")).toMatchObject({
      group: "momentum",
      params: ["period"],
      version: 1,
    });
    expect((await said("list", "--set", "baseline49")).trim().split("\n")).toHaveLength(49);
  });

  it("build writes one row a bar after the warm-up, and says so", async () => {
    const features = ["--features", "log-return(1)", "--features", "ema-above(9,20)"];
    const text = await said("build", EURUSD, "out.csv", ...features);
    const [header, ...rows] = readFileSync(join(folder.path, "out.csv"), "utf8").trimEnd().split("\n");
    expect(header).toBe('openTime,log-return(1),"ema-above(9,20)"');
    const [, written, left] = /: (\d+) rows of 2 columns, (\d+) rows of warm-up left out\nhash [0-9a-f]{64}\n$/.exec(
      text,
    )!;
    expect(rows).toHaveLength(Number(written));
    expect(Number(written) + Number(left)).toBe(6_225);
    const bars = readFileSync(EURUSD, "utf8")
      .trimEnd()
      .split("\n")
      .slice(1 + Number(left) - 1);
    const [before, now] = bars.slice(0, 2).map((line) => Number(line.split(",")[4]));
    expect(Number(rows[0]!.split(",")[1])).toBeCloseTo(Math.log(now! / before!), 12);
    expect(rows.every((row) => /^\d+,-?[\d.e-]+,[01]$/.test(row))).toBe(true);
  });

  it("inspect shows ranges, and columns of a higher timeframe", async () => {
    const features = ["--features", "rsi(14)", "--features", "rsi(14)@4h"];
    expect(await said("inspect", EURUSD, ...features)).toMatch(
      /^column +min +mean +max +deviation +missing\nrsi\(14\) /,
    );
    const { columns } = JSON.parse(await said("inspect", EURUSD, ...features, "--json"));
    expect(columns).toMatchObject([
      { column: "rsi(14)", missing: 0 },
      { column: "rsi(14)@4h", missing: 0 },
    ]);
    for (const { min, max, mean } of columns) expect(min >= 0 && min < mean && mean < max && max <= 100).toBe(true);
  });
});
