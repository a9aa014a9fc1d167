import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "./data-error.js";
import { parseFundingCsv } from "./funding-csv.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => {
  const { time, rate } = parseFundingCsv(bytes(text), "funding.csv");
  return { time: [...time], rate: [...rate] };
};
const complaint = (text: string): string => {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return (error as Error).message;
  }
  return "accepted";
};

describe("funding in CSV", () => {
  const want = { time: [Date.UTC(2021, 10, 18), Date.UTC(2021, 10, 18, 8)], rate: [0.0001, -0.00025] };

  it.each([
    ["milliseconds", "timestamp,fundingRate\n1637193600000,0.0001\n1637222400000,-0.00025\n"],
    ["seconds", "time,rate\n1637193600,0.0001\n1637222400,-2.5e-4"],
    ["ISO 8601", "date;funding_rate\n2021-11-18;0.0001\n2021-11-18T08:00:00Z;-0.00025\n"],
    [
      "quotes, blank lines, CRLF and a byte order mark",
      '\ufeff"timestamp","fundingRate"\r\n\r\n"1637193600000","0.0001"\r\n1637222400000,-0.00025\r\n',
    ],
    [
      "further columns, and two of times, of which the stamp counts",
      "symbol,datetime,fundingRate,timestamp\nX,a,0.0001,1637193600000\nX,b,-0.00025,1637222400000\n",
    ],
    [
      "the names of exchange archives",
      "calc_time,funding_interval_hours,last_funding_rate\n1637193600000,8,0.0001\n1637222400000,8,-0.00025\n",
    ],
  ])("reads %s", (_, text) => expect(parse(text)).toEqual(want));

  it.each([
    ["nothing", "", "funding.csv: is empty; expected a first row that names timestamp and fundingRate"],
    ["a header alone", "timestamp,rate\n", "funding.csv: holds no funding"],
    ["no header", "1637193600000,0.0001\n", 'funding.csv:1: no column of the time among "1637193600000, 0.0001"'],
    ["bars", "timestamp,open,high\n1,2,3\n", 'funding.csv:1: no column of the rate among "timestamp, open, high"'],
    ["a name twice", "time,rate,rate\n1,2,3\n", "funding.csv:1: two columns name the rate"],
    ["a rate that is none", "time,rate\n1637193600,high\n", 'funding.csv:2:12: rate is "high"; write the fraction'],
    ["an empty rate", "time,rate\n1637193600,\n", "funding.csv:2:12: rate is empty; write the fraction"],
    ["a rate in words", "time,rate\n1637193600,NaN\n", 'funding.csv:2:12: rate is "NaN"'],
    ["a rate beyond all of it", "time,rate\n1637193600,1\n", 'funding.csv:2:12: rate is "1"'],
    ["a time that is none", "time,rate\nnoon,0.1\n", 'funding.csv:2:1: time is "noon", which is no time; write epoch'],
    ["another unit", "time,rate\n1637193600,0\n1637222400000,0\n", "funding.csv:3:1: time"],
    [
      "a time twice",
      "time,rate\n1637193600,0\n1637193600,0\n",
      'funding.csv:3:1: time "1637193600" is that of the row before; sort the rows',
    ],
    ["times that fall", "time,rate\n1637193601,0\n1637193600,0\n", "is before that of the row before"],
    ["a row cut short", "time,rate\n1637193600\n", "funding.csv:2: row has 1 cell, where 2 are expected"],
    ["an open quote", 'time,rate\n1637193600,"0.1\n1,2\n', "funding.csv:2: a quote is never closed"],
  ])("refuses %s, with line and hint", (_, text, message) => expect(complaint(text)).toContain(message));

  it("refuses what is no UTF-8 text", () => {
    expect(() => parseFundingCsv(Uint8Array.of(0xff, 0xfe, 116, 0))).toThrow("is UTF-16 text; save it as UTF-8");
    expect(() => parseFundingCsv(Uint8Array.of(116, 0, 1))).toThrow("is no text");
  });

  it("names every bad row at once", () => {
    expect(complaint("time,rate\n1637193600,x\n1637193601,y\n").split("\n")).toHaveLength(3);
  });

  it("answers any bytes with rates whose times rise, or with a DataError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, headed) => {
        const head = headed ? [...bytes("time,rate\n1637193600,0\n")] : [];
        try {
          const { time, rate } = parseFundingCsv(Uint8Array.from([...head, ...noise]));
          expect(time.length).toBe(rate.length);
          for (let i = 1; i < time.length; i++) expect(time[i]).toBeGreaterThan(time[i - 1]!);
          expect(rate.every((value) => Math.abs(value) < 1)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });
});
