import { expect, it } from "vitest";
import { sampleReport } from "../../test/sample-report.js";
import { reportAssets } from "../node/report-assets.js";
import { toHtml } from "./to-html.js";

const assets = { lightweightCharts: "/* charts */", uplot: "/* curves */", uplotStyle: "/* style */" };

it("is one file without an address to load from, and forbids what it does not need", () => {
  const page = toHtml(sampleReport({ rows: 300 }), assets);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<(script|img|iframe|link)[^>]+(src|href)="(?!data:)/);
  expect(page).not.toMatch(/@import|url\(/);
});

it("is the same page for the same report", () => {
  expect(toHtml(sampleReport(), assets)).toBe(toHtml(sampleReport(), assets));
});

it("says in words how it went, and for few trades that they are few", () => {
  const page = toHtml(sampleReport({ rows: 300 }), assets);
  expect(page).toMatch(/10,000\.00 USDT became [\d,.]+ USDT, [+−]\d/);
  expect(page).toContain("too few to judge a strategy by");
});

it("says what detail decided, and does not call the intrabar rules bounds", () => {
  const page = toHtml({ ...sampleReport({ rows: 300 }), detail: { decided: 160, missing: 591 } }, assets);
  expect(page).toContain("<p>Detail decided 160 of 751 bars that needed it; the rest pessimistic.</p>");
  expect(page).toContain("These are no bounds");
  expect(toHtml(sampleReport({ rows: 300 }), assets)).not.toContain("Detail decided");
});

it("says where it joined bars and left out closes", () => {
  const page = toHtml(sampleReport({ rows: 7_000, timeframe: "1m" }), assets);
  expect(page).toContain("drawn in 3m candles, joined from its 7,000 1m bars");
  expect(page).toMatch(/Drawn from [\d,]+ of 7,000 closes/);
});

it("holds up for a run without bars or trades", () => {
  const empty = new Float64Array();
  const columns = { openTime: empty, open: empty, high: empty, low: empty, close: empty, volume: empty };
  const page = toHtml(sampleReport({ columns }), assets);
  expect(page).toContain("nothing to report");
  expect(page).toContain("No position was closed");
  expect(page).toMatch(/id="note-1">no bars</);
});

it("finds the installed chart libraries", () => {
  const { lightweightCharts, uplot, uplotStyle } = reportAssets();
  expect(lightweightCharts).toContain("LightweightCharts");
  expect(uplot).toContain("uPlot");
  expect(uplotStyle).toContain(".uplot");
});
