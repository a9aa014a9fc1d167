import { TradingError } from "@bellwether/core";
import { expect, it } from "vitest";
import { DataError, IssueList } from "./data-error.js";

it("says where, what, and what to do", () => {
  const error = new DataError({ file: "btc.csv", line: 3, column: 5, message: "high is empty", hint: "correct it" });
  expect(error.message).toBe("btc.csv:3:5: high is empty; correct it");
  expect(error).toMatchObject({ name: "DataError", code: "DATA", file: "btc.csv", line: 3, column: 5, issueCount: 1 });
  expect(error).toBeInstanceOf(TradingError);
});

it("names who named the input, and keeps what only code can do apart, so that a run file's reader is not told of it", () => {
  const problem = {
    file: "btc.csv",
    message: "bars fall back",
    hint: "sort them",
    option: ', or pass unsorted: "sort"',
  };
  const error = new DataError(problem);
  expect(error.message).toBe('btc.csv: bars fall back; sort them, or pass unsorted: "sort"');
  const retold = new DataError({ ...error.problem, source: "data.files.BTC/USDT", option: undefined });
  expect(retold.message).toBe("data.files.BTC/USDT: btc.csv: bars fall back; sort them");
  expect(retold).toMatchObject({ file: "btc.csv", issues: error.issues });
});

it("lists further issues under the first, and counts those that were not kept", () => {
  const list = new IssueList();
  for (let line = 2; line < 100; line++) list.add(() => ({ line, message: `problem ${line}`, hint: "see the manual" }));
  expect(list.first).toHaveLength(20);
  expect(() => list.throwIfAny("btc.csv")).toThrow(
    /^btc\.csv:2: problem 2; see the manual\n97 more problems:\n {2}btc\.csv:3: problem 3\n[\s\S]* {2}\.\.\. and 78 more$/,
  );
});

it("throws nothing where there is no issue", () => {
  expect(() => new IssueList().throwIfAny("btc.csv")).not.toThrow();
});
