import { describe, expect, it } from "vitest";
import {
  PARITY_CAUSES,
  PARITY_KINDS,
  type ParityDifference,
  type ParityReport,
  parityReportSchema,
} from "./parity-report.js";
import { parityToHtml } from "./parity-to-html.js";
import { parityToTerminal } from "./parity-to-terminal.js";

const T0 = Date.UTC(2024, 0, 31, 5);
const root: ParityDifference = {
  number: 1,
  at: T0,
  lane: 0,
  strategy: "ema-cross",
  symbol: "BTC/USDT",
  what: "fill",
  path: "price",
  also: ["fee"],
  recorded: 42_000.1,
  replayed: 42_000.100000000006,
  cause: "fill",
  followsFrom: null,
};
const after: ParityDifference = {
  ...root,
  number: 2,
  lane: null,
  strategy: null,
  symbol: null,
  what: "equity",
  path: "",
  also: [],
  recorded: 1_000,
  replayed: 1_001,
  followsFrom: 1,
};

function report(change: Partial<ParityReport> = {}): ParityReport {
  const zero = { compared: 0, equal: 0, different: 0 };
  const counts = Object.fromEntries(PARITY_KINDS.map((kind) => [kind, zero])) as ParityReport["counts"];
  const causes = Object.fromEntries(
    PARITY_CAUSES.map((cause) => [cause, { roots: 0, all: 0 }]),
  ) as ParityReport["causes"];
  return parityReportSchema.parse({
    format: 1,
    verdict: "explained",
    run: {
      version: "0.1.0",
      mode: "paper",
      exchange: "binance",
      quote: "USDT",
      startingBalance: 1_000,
      node: "v20.20.2",
      platform: "linux",
      starts: 2,
      swaps: 1,
      from: T0,
      to: T0 + 86_400_000,
      steps: 1_440,
      lanes: [{ name: "ema-cross", type: "ema-cross", symbol: "BTC/USDT", timeframe: "1h" }],
    },
    versions: [],
    counts: {
      ...counts,
      fill: { compared: 12, equal: 11, different: 1 },
      equity: { compared: 1_440, equal: 1_439, different: 1 },
    },
    causes: { ...causes, fill: { roots: 1, all: 2 } },
    differences: [root, after],
    omitted: 0,
    equity: { time: [T0, T0 + 1, T0 + 2], recorded: [1_000, 1_010, 1_005], replayed: [1_000, 1_011, 1_006] },
    ...change,
  });
}
const equal = report({ verdict: "equal", causes: report().causes, differences: [] });
/** Tries to leave its place: a tag, an attribute, an entity, colours of a terminal, a turn of direction. */
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;\u001b[2J\u202e`;
const hostile = () => {
  const { run } = report();
  const evil = {
    ...root,
    strategy: HOSTILE,
    symbol: HOSTILE,
    path: HOSTILE,
    also: [HOSTILE],
    recorded: HOSTILE,
    replayed: HOSTILE,
  };
  return report({
    run: {
      ...run,
      version: HOSTILE,
      mode: HOSTILE,
      exchange: HOSTILE,
      quote: HOSTILE,
      node: HOSTILE,
      platform: HOSTILE,
      lanes: [{ name: HOSTILE, type: HOSTILE, symbol: HOSTILE, timeframe: HOSTILE }],
    },
    versions: [{ lane: 0, name: HOSTILE, recorded: HOSTILE, replayed: null }],
    differences: [evil, { ...evil, number: 2, followsFrom: 1 }],
  });
};

describe("the report in a terminal", () => {
  it("says what ran, what came of it, what was compared, and each root with its cause", () => {
    expect(parityToTerminal(report(), { width: 100 })).toBe(`\
paper on binance, 1 lane, 2024-01-31 05:00 to 2024-02-01 05:00 UTC, 1,440 steps, 1 restart, 1 swap
Explained: 1 root difference, and 1 that follows

        compared  equal  different
fill          12     11          1
equity     1,440  1,439          1

cause  roots  in all
fill       1       2

2024-01-31 05:00  ema-cross BTC/USDT  fill
  fill price: recorded 42000.1, replayed 42000.100000000006
  it filled otherwise; 1 more from it
`);
  });

  it("keeps to its width, and to colours only where asked", () => {
    const many = report({
      differences: Array.from({ length: 30 }, (_, i) => ({ ...root, number: i + 1 })),
      omitted: 12_345,
    });
    const text = parityToTerminal(many, { width: 60 });
    expect(
      text.split("\n").every((line) => line.length <= 60),
      text,
    ).toBe(true);
    expect(text).toContain("and 10 more root differences");
    expect(text).toContain("12,345 differences were counted only");
    expect(text).not.toContain("\u001b");
    const coloured = parityToTerminal(equal, { colour: true });
    expect(coloured).toContain("\u001b[32mEqual: the replay repeats the run, bit for bit\u001b[0m");
  });

  it("lets no text of a journal command the terminal", () => {
    const text = parityToTerminal(hostile());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it("tells an empty journal from an equal one", () => {
    const nothing = report({
      verdict: "equal",
      counts: Object.fromEntries(
        PARITY_KINDS.map((kind) => [kind, { compared: 0, equal: 0, different: 0 }]),
      ) as ParityReport["counts"],
      differences: [],
    });
    expect(parityToTerminal(nothing)).toContain("Nothing to compare");
  });
});

describe("the report as a page", () => {
  it("shows verdict, counts, curves, differences under their root, and the run", () => {
    const page = parityToHtml(report());
    expect(page).toContain('<h1 class="explained">Explained: 1 root difference, and 1 that follows</h1>');
    expect(page).toContain('<th scope="row">equity</th><td>1,440</td><td>1,439</td><td>1</td>');
    expect(page).toMatch(/<path class="recorded" d="M0\.0 400\.0L500\.0 36\.4L1000\.0 218\.2"/);
    const rows = [...page.matchAll(/<tr class="(root|after)[^>]*>/g)].map(([, name]) => name);
    expect(rows).toEqual(["root", "after"]);
    expect(page).toContain("begun with 1000 USDT");
  });

  it("fetches nothing and runs nothing: its policy forbids both, and there is nothing to forbid", () => {
    for (const page of [parityToHtml(report()), parityToHtml(equal), parityToHtml(hostile())]) {
      expect(page).toContain(
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">`,
      );
      const unquoted = page.replace(/"[^"]*"/g, '""');
      expect(unquoted).not.toMatch(/<script|<img|<iframe|https?:|<[^>]*\son\w+=/i);
    }
  });

  it("escapes every text of a journal", () => {
    const page = parityToHtml(hostile());
    expect(page).toContain(
      "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&#39;&amp;amp;",
    );
    expect(
      page.match(
        /<(?!\/?(?:!doctype|html|head|meta|link|title|style|body|main|header|p|h1|h2|ul|li|section|div|table|caption|thead|tbody|tr|th|td|span|figure|figcaption|svg|path|footer)[\s>])/gi,
      ),
    ).toBeNull();
  });

  it("does without curves, differences and bars", () => {
    const page = parityToHtml({
      ...equal,
      equity: { time: [], recorded: [], replayed: [] },
      run: { ...equal.run, from: null, to: null, lanes: [] },
    });
    expect(page).toContain('<h1 class="equal">');
    expect(page).not.toMatch(/NaN|Infinity|undefined|id="differences"|<svg/);
  });

  it("shows the first of very many that follow from one", () => {
    const followers = Array.from({ length: 900 }, (_, i) => ({ ...after, number: i + 2 }));
    const page = parityToHtml(report({ differences: [root, ...followers] }));
    expect(page.match(/<tr class="after">/g)).toHaveLength(51);
    expect(page).toContain("and 850 more");
  });
});
