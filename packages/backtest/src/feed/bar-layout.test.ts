import { describe, expect, it } from "vitest";
import { layoutOf, positionalLayout } from "./bar-layout.js";
import type { BarsOptions } from "./bars-report.js";
import { DataError, type MissingColumns } from "./data-error.js";

const fail = (message: string, hint: string, option?: string, missing?: MissingColumns) =>
  new DataError({ message, hint, option, missing });
const slotsOf = (header: string, options: BarsOptions = {}) => [...layoutOf(header.split(","), options, fail).slots];

describe("layoutOf", () => {
  it.each([
    ["timestamp,open,high,low,close,volume", [0, 1, 2, 3, 4, 5]],
    ["Date,Open,High,Low,Close,Adj Close,Volume", [0, 1, 2, 3, 4, -1, 5]],
    ["volume,close,low,high,open,openTime", [5, 4, 3, 2, 1, 0]],
    ["t,o,h,l,c,v", [0, 1, 2, 3, 4, 5]],
    ["Open Time,Open,High,Low,Close,Volume,Close Time,Quote Volume", [0, 1, 2, 3, 4, 5, -1, -1]],
    ["<DATETIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>", [0, 1, 2, 3, 4, 5]],
    [",Open,High,Low,Close,Volume", [0, 1, 2, 3, 4, 5]],
    ["unix,date,symbol,open,high,low,close,Base Volume", [0, -1, -1, 1, 2, 3, 4, 5]],
  ])("finds the fields of %s", (header, slots) => {
    expect(slotsOf(header)).toEqual(slots);
  });

  it("reads the unit that the name of the time column states", () => {
    const unitOf = (name: string) => layoutOf([name, "o", "h", "l", "c", "v"], {}, fail).timeUnit;
    expect(unitOf("timestamp_ms")).toBe("ms");
    expect(unitOf("Open Time (s)")).toBe("s");
    expect(unitOf("unix-us")).toBe("us");
    expect(unitOf("timestamp")).toBeUndefined();
    expect(unitOf("ts")).toBeUndefined();
  });

  it("takes names from the options, and a file without volumes", () => {
    const columns = { openTime: "when", close: "mid", volume: null };
    expect(slotsOf("when,open,high,low,close,mid", { columns })).toEqual([0, 1, 2, 3, -1, 4]);
  });

  it("keeps extra columns in the order asked for", () => {
    const extra = ["fundingRate", "Basis"];
    expect(slotsOf("t,o,h,l,c,v,basis,funding_rate", { extra })).toEqual([0, 1, 2, 3, 4, 5, 7, 6]);
  });

  it("tells names of any script apart, and takes the one written alike before one that is nearly so", () => {
    expect(slotsOf("t,o,h,l,c,v,数量,価格", { extra: ["価格"] })).toEqual([0, 1, 2, 3, 4, 5, -1, 6]);
    expect(slotsOf("t,o,h,l,c,v,BID,bid", { extra: ["bid"] })).toEqual([0, 1, 2, 3, 4, 5, -1, 6]);
    expect(() => slotsOf("t,o,h,l,c,v,数量", { extra: ["価格"] })).toThrow('no column "価格"');
    expect(() => slotsOf("t,o,h,l,c,v,-", { extra: ["%"] })).toThrow('no column "%"');
  });

  it("names all that are missing at once", () => {
    const header = "t,o,h,l,c,v,bid";
    expect(() => slotsOf(header, { extra: ["ask", "bid", "bids"] })).toThrow(
      expect.objectContaining({
        message:
          '<input>: no columns "ask", "bids" among "t, o, h, l, c, v, bid"; check the names. Did you mean "bid"?',
        missing: { columns: ["ask", "bids"], header: header.split(",") },
      }),
    );
  });

  it.each<[string, BarsOptions, string]>([
    [
      "timestamp,open,high,low,last price",
      {},
      '<input>: no column for close among "timestamp, open, high, low, last price"; name it close or closeprice, or pass columns: { close: ... }',
    ],
    [
      "t,o,h,l,c",
      {},
      '<input>: no column for volume among "t, o, h, l, c"; name it volume or basevolume, or pass columns: { volume: ... }; without volumes pass columns: { volume: null }',
    ],
    [
      "Date,Time,Open,High,Low,Close,Volume",
      {},
      '<input>: columns "Date" and "Time" both name openTime; join date and time in one column',
    ],
    [
      "t,open,Open,h,l,c,v",
      {},
      '<input>: columns "open" and "Open" both name open; rename all but one, or say which one with columns: { open: ... }',
    ],
    [
      "t,o,h,l,c,v,fundingRate",
      { extra: ["fundinRate"] },
      '<input>: no column "fundinRate" among "t, o, h, l, c, v, fundingRate"; check the name. Did you mean "fundingRate"?',
    ],
    [
      "t,o,h,l,c,v",
      { extra: ["c"] },
      '<input>: column "c" is asked for twice; name each column once, in columns or extra',
    ],
    [
      "t,o,h,l,c,v,BID,Bid",
      { extra: ["bid"] },
      '<input>: columns "BID" and "Bid" could both be "bid"; write the name as the header does',
    ],
  ])("refuses %s", (header, options, message) => {
    expect(() => slotsOf(header, options)).toThrow(expect.objectContaining({ code: "DATA", message }));
  });
});

describe("positionalLayout", () => {
  it("reads the first six columns, as exchanges write them", () => {
    expect([...positionalLayout(8, {}, fail).slots]).toEqual([0, 1, 2, 3, 4, 5, -1, -1]);
  });

  it("refuses too few columns, and extra columns that nothing names", () => {
    expect(() => positionalLayout(5, {}, fail)).toThrow("the first row has 5 cells, and a bar has 6");
    expect(() => positionalLayout(7, { extra: ["x"] }, fail)).toThrow(
      expect.objectContaining({
        message: '<input>: no column "x", as there is no header that names columns; add a header row',
        missing: { columns: ["x"], header: [] },
      }),
    );
  });
});
