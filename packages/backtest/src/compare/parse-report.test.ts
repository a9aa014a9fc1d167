import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleReport } from "../../test/sample-report.js";
import { toJson } from "../report/to-json.js";
import { BadReportError } from "./bad-report-error.js";
import { compareReports } from "./compare-reports.js";
import { comparisonToHtml } from "./comparison-to-html.js";
import { comparisonToTerminal } from "./comparison-to-terminal.js";
import { parseReport } from "./parse-report.js";

const text = toJson(sampleReport({ rows: 200 }));
const json = () => JSON.parse(text);

const NO_NUMBER = /.{0,60}(NaN|Infinity|undefined).{0,20}/;

function refusal(input: string): string {
  try {
    parseReport(input, "a.json");
  } catch (error) {
    expect(error).toBeInstanceOf(BadReportError);
    return (error as Error).message;
  }
  return "accepted";
}

/** The sample with a value put somewhere, written line by line. */
function changed(change: (report: ReturnType<typeof json>) => void): string {
  const report = json();
  change(report);
  return JSON.stringify(report, null, 1);
}

describe("parseReport", () => {
  it("gives back what toJson wrote", () => {
    expect(JSON.parse(JSON.stringify(parseReport(text)))).toEqual(json());
  });

  it.each<[string, string, RegExp]>([
    ["nothing", " \n", /^a\.json:2:1: is empty; give a report\.json/],
    ["what is no JSON, at its place", '{\n "fingerprint": oops }', /^a\.json:2:17: is no JSON; /],
    ["JSON of something else", '{"a": 1}', /^a\.json:1:1: is no report at .*; give a report\.json/],
    ["a list", "[]", /^a\.json:1:1: is no report: /],
    ["null", "null", /^a\.json:1:1: is no report: /],
    [
      "a report of an older version",
      '{\n "schemaVersion": 1 }',
      /^a\.json:2:19: is a report of schema version 1; this Bellwether reads version 2; run that backtest again/,
    ],
    ["a report of a newer version", '{"schemaVersion": 99}', /version 99; .* newer Bellwether: update/],
    [
      "a wrong value, at its place",
      changed((r) => {
        r.metrics.sharpe = "high";
      }),
      /^a\.json:\d+:\d+: is no report at "metrics\.sharpe": /,
    ],
    [
      "an unknown field",
      changed((r) => {
        r.surprise = 1;
      }),
      /^a\.json:1:1: is no report: .*surprise/,
    ],
    [
      "a number beyond doubles",
      text.replace(/"startEquity": \d+/, '"startEquity": 1e999'),
      /is no report at "metrics\.startEquity"/,
    ],
    [
      "a time that no calendar has",
      changed((r) => {
        r.metrics.endTime = 1e17;
      }),
      /names a time that no calendar has/,
    ],
    [
      "an entry time that no calendar has",
      changed((r) => {
        r.trades[0].entryTime = -1e17;
      }),
      /^a\.json:\d+:\d+: names a time that no calendar has/,
    ],
    [
      "a curve of unequal lists",
      changed((r) => {
        r.equity.time.pop();
      }),
      /has 199 times but 200 values/,
    ],
    [
      "a list of trades that was emptied",
      changed((r) => {
        expect(r.metrics.trades).toBeGreaterThan(0);
        r.trades = [];
      }),
      /^a\.json:\d+:\d+: counts \d+ trades but lists 0; give a report\.json/,
    ],
    [
      "a curve that goes back in time",
      changed((r) => {
        r.equity.time[3] = 0;
      }),
      /times do not ascend/,
    ],
  ])("refuses %s", (_, input, message) => expect(refusal(input)).toMatch(message));

  it("refuses settings so deep that walking them would exhaust the stack", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const input = text.replace(/\n {2}"config": /, `\n  "config": ${deep}, "ignored": `);
    expect(input).not.toBe(text);
    expect(refusal(input)).toMatch(/^a\.json:\d+:\d+: /);
    const only = JSON.stringify({ ...json(), config: 0 }).replace('"config":0', `"config":${deep}`);
    expect(refusal(only)).toMatch(/has settings more than 64 levels deep/);
  });

  it("keeps control characters of a file out of its message", () => {
    const message = refusal(
      changed((r) => {
        r["\u001b[2J"] = 1;
      }),
    );
    expect(message).toMatch(/is no report/);
    expect(message).not.toContain("\u001b");
  });

  it("whatever it accepts can be compared, printed and drawn", () => {
    const original = parseReport(text);
    const strange = fc.constantFrom(0, -1, 1e300, -1e300, 5e-324, 8.64e15, null, "", "\u202e<b>", [], {}, true);
    const places: ((report: ReturnType<typeof json>, value: unknown) => void)[] = [
      (r, v) => {
        r.config = v;
      },
      (r, v) => {
        r.quote = v;
      },
      (r, v) => {
        r.fingerprint = v;
      },
      (r, v) => {
        r.strategies = v;
      },
      (r, v) => {
        r.strategies[0].timeframe = v;
      },
      (r, v) => {
        r.metrics.startEquity = v;
      },
      (r, v) => {
        r.metrics.startTime = v;
      },
      (r, v) => {
        r.metrics.periodsPerYear = v;
      },
      (r, v) => {
        r.metrics.totalReturn = v;
      },
      (r, v) => {
        r.trades = v;
      },
      (r, v) => {
        r.trades[0].pnl = v;
      },
      (r, v) => {
        r.trades[0].exitTime = v;
      },
      (r, v) => {
        r.equity.equity[5] = v;
      },
      (r, v) => {
        r.equity.buyAndHold = v;
      },
      (r, v) => {
        r.equity.buyAndHold[0] = v;
      },
      (r, v) => {
        r.equity = { points: 0, thinned: false, time: v, equity: v, buyAndHold: v };
      },
      (r, v) => {
        r.costs.funding = v;
      },
      (r, v) => {
        r.origin.data = v;
      },
      (r, v) => {
        r.origin.seed = v;
      },
      (r, v) => {
        r.statistics = v;
      },
      (r, v) => {
        r.halts = v;
      },
    ];
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), strange), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const report = json();
          try {
            for (const [put, value] of changes) put(report, value);
          } catch {
            return; // a place that an earlier change has taken away
          }
          let parsed: ReturnType<typeof parseReport>;
          try {
            parsed = parseReport(JSON.stringify(report));
          } catch (error) {
            expect(error).toBeInstanceOf(BadReportError);
            return;
          }
          accepted++;
          for (const pair of [
            [original, parsed],
            [parsed, original],
          ] as const) {
            const runs = pair.map((each, i) => ({ name: "ab"[i]!, report: each }));
            const comparison = compareReports(runs);
            expect(NO_NUMBER.exec(comparisonToTerminal(comparison))?.[0]).toBeUndefined();
            expect(NO_NUMBER.exec(comparisonToHtml(comparison, runs))?.[0]).toBeUndefined();
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(30);
  });
});
