import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError } from "@bellwether/backtest";
import { parseConfig } from "@bellwether/core/config";
import { afterAll, describe, expect, it } from "vitest";
import { loadDetail } from "./load-detail.js";
import { loadFunding } from "./load-funding.js";
import { loadHistories } from "./load-histories.js";
import { RunFile } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "bar-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SYMBOL = "BTC/USDT:USDT";
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const rows = (...hours: readonly number[]) => hours.map((hour) => `${START + hour * HOUR},10,12,9,11,5\n`).join("");
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
put("good.csv", `t,o,h,l,c,v\n${rows(0, 1, 2)}`);
put("names.csv", `t,o,h,l,final,v\n${rows(0, 1, 2)}`);
put("book.csv", `t,o,h,l,c,v,bid,ask\n${rows(0, 1, 2).replaceAll("\n", ",9.5,\n")}`);
put("minutes.csv", `t,o,h,l,c,v\n${rows(0, 1 / 60, 2 / 60)}`);
put("unsorted.csv", `t,o,h,l,c,v\n${rows(0, 2, 1)}`);
put("rates.csv", `time,rate\n${START},lots\n`);

function run(data: string, more = "timeframe: 1h") {
  const text = `exchange: { symbols: ["${SYMBOL}"], ${more} }\nstrategy: { type: a }\nbacktest: { intrabar: drilldown }\ndata: ${data}`;
  const resolved = parseConfig(text, RunFile, { file: "run.yaml" });
  return { config: resolved.value, resolved, folder };
}
const files = (name: string) =>
  `{ files: { "${SYMBOL}": ${name} }, detail: { timeframe: 1m, files: { "${SYMBOL}": ${name} } } }`;

describe("data.columns", () => {
  const both = `{ files: { "${SYMBOL}": book.csv }, columns: [bid, ask], detail: { timeframe: 1m, files: { "${SYMBOL}": minutes.csv } } }`;

  it("become extra columns of the bars that are traded, not of their detail", async () => {
    const [history] = await loadHistories(run(both));
    expect(history!.columns.extra).toEqual({
      bid: Float64Array.of(9.5, 9.5, 9.5),
      ask: Float64Array.of(Number.NaN, Number.NaN, Number.NaN),
    });
    expect((await loadDetail(run(both)))[SYMBOL]).not.toHaveProperty("extra");
  });

  it("are none unless asked for", async () => {
    const [history] = await loadHistories(run(both.replace("columns: [bid, ask], ", "")));
    expect(history!.columns).not.toHaveProperty("extra");
  });

  it("are missed with the key that asks for them and the names that are there, of any file", async () => {
    const message = await refusal(loadHistories(run(both.replace("[bid, ask]", "[bids, ask]"))));
    expect(message).toMatch(
      /^data\.files\.BTC\/USDT:USDT: .*book\.csv:1: no column "bids" among "t, o, h, l, c, v, bid, ask"; /,
    );
    expect(message.endsWith('; data.columns asks for it; check the name. Did you mean "bid"?'), message).toBe(true);
    expect(await refusal(loadHistories(run(both), [join(folder, "good.csv")]))).toMatch(
      /^--data: .*good\.csv:1: no columns "bid", "ask" among .*; data\.columns asks for them; /,
    );
  });
});

describe("dates of a run", () => {
  const dated = (from: number, to: number) => {
    const given = run(both());
    const at = (hours: number) => START + hours * HOUR;
    return {
      ...given,
      config: { ...given.config, backtest: { ...given.config.backtest, from: at(from), to: at(to) } },
    };
  };
  const both = () =>
    `{ files: { "${SYMBOL}": book.csv }, detail: { timeframe: 1m, files: { "${SYMBOL}": minutes.csv } } }`;

  it("leave the bars before the first one to warm strategies up, and drop those from the last on, of detail both", async () => {
    const [history] = await loadHistories(dated(1 / 60, 2));
    expect([...history!.columns.openTime]).toEqual([START, START + HOUR]);
    const detail = (await loadDetail(dated(1 / 60, 2)))[SYMBOL]!;
    expect([...detail.openTime]).toEqual([START + HOUR / 60, START + HOUR / 30]);
  });

  it("inside which there is no bar are refused, though there are some before", async () => {
    expect(await refusal(loadHistories(dated(3, 9)))).toContain(
      `holds no bar of ${SYMBOL} inside the dates of the run`,
    );
    expect(await refusal(loadHistories(dated(-9, 0)))).toContain("inside the dates of the run");
  });
});

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => new Error("read"),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

describe("bars that cannot be read are named by the key that names them, with what a run file can do about it", () => {
  it.each<[string, string, string]>([
    ["nope.csv", "1h", `does not exist.`],
    ["names.csv", "1h", 'no column for close among "t, o, h, l, final, v"; name it close or closeprice'],
    ["good.csv", "15m", "most bars are 1h apart, so they are no 15m bars; ask for 1h, or give bars of 15m"],
    ["good.csv", "4h", "most bars are 1h apart, so they are no 4h bars; ask for 1h, or give bars of 4h"],
  ])("%s as %s", async (name, timeframe, says) => {
    const message = await refusal(loadHistories(run(files(name), `timeframe: ${timeframe}`)));
    expect(message).toMatch(new RegExp(`^data\\.files\\.${SYMBOL}: .*${name}(:1)?: `));
    expect(message.endsWith(says), message).toBe(true);
  });

  it("no option of code: a row that falls back", async () => {
    expect(await refusal(loadHistories(run(files("unsorted.csv"))))).toMatch(/; bars stand oldest first$/);
  });

  it("the other keys, and --data", async () => {
    const given = run(files("good.csv"));
    expect(await refusal(loadHistories(given, ["nope.csv"]))).toMatch(/^--data: .*nope\.csv: does not exist/);
    expect(await refusal(loadDetail(given))).toMatch(/^data\.detail\.files\.BTC\/USDT:USDT: .*good\.csv: most bars/);
    const funded = `{ funding: { "${SYMBOL}": rates.csv }, detail: { timeframe: 1m, files: { "${SYMBOL}": x } } }`;
    expect(await refusal(loadFunding(run(funded)))).toMatch(
      /^data\.funding\.BTC\/USDT:USDT: .*rates\.csv:2:\d+: rate is/,
    );
  });
});
