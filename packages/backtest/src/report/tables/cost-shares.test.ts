import { expect, it } from "vitest";
import { sampleReport } from "../../../test/sample-report.js";
import { costShares } from "./cost-shares.js";

it("says of each cost what share of the starting equity it took, and leaves what the venue bore out of the total", () => {
  const report = sampleReport();
  const costs = { fees: 100, slippage: 50, funding: -20, dust: 1, dustCount: 2, liquidations: 1, insured: 30 };
  const metrics = { ...report.metrics, startEquity: 1_000 };
  const rows = Object.fromEntries(costShares({ costs, metrics }).map(({ name, ...rest }) => [name, rest]));
  expect(rows.fees).toEqual({ amount: 100, ofStart: 0.1 });
  expect(rows.funding).toEqual({ amount: -20, ofStart: -0.02 });
  expect(rows.total).toEqual({ amount: 131, ofStart: 0.131 });
  expect(rows.insured).toEqual({ amount: 30, ofStart: 0.03 });
});
