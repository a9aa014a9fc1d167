import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, skipped, there, visit } from "../../test/chromium.js";
import { otherRun, sampleRun } from "../../test/sample-runs.js";
import { compareReports } from "./compare-reports.js";
import { comparisonToHtml } from "./comparison-to-html.js";
import type { NamedReport } from "./named-report.js";

/** A loaded machine may take its time; a page that never answers still fails. */
const PATIENT = { timeout: 20_000 };

const two: NamedReport[] = [
  { name: "tight", report: sampleRun() },
  { name: "wide", report: otherRun() },
];
const six: NamedReport[] = [
  ...two,
  ...[0.01, 0.015, 0.025, 0.04].map((stop) => ({ name: `stop ${stop}`, report: otherRun(stop) })),
];

describe.skipIf(!there)(`a comparison in a browser${skipped}`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bellwether-compare-"));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(runs: readonly NamedReport[], options: BrowserContextOptions = {}) {
    const file = join(folder, "page.html");
    writeFileSync(file, comparisonToHtml(compareReports(runs), runs));
    return visit(browser, file, options);
  }

  const colourOf = (page: Page, selector: string, property: string) =>
    page.evaluate(
      ([of, name]) => getComputedStyle(document.querySelector(of!)!).getPropertyValue(name!),
      [selector, property],
    );

  it.each(["light", "dark"] as const)(
    "draws a curve a run in %s, without a script, complaint or request",
    async (colorScheme) => {
      const { page, complaints, requests } = await open(six, { colorScheme });
      const boxes = await Promise.all(six.map((_, i) => page.locator(`.curves .r${i}`).boundingBox()));
      for (const box of boxes) expect(box!.width).toBeGreaterThan(800);
      const colours = await Promise.all(six.map((_, i) => colourOf(page, `.curves .r${i}`, "stroke")));
      expect(new Set(colours).size).toBe(6);
      expect(await page.evaluate(() => document.scripts.length)).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests()).toEqual([]);
      await page.close();
    },
  );

  it.each([320, 360, 768, 1280])("needs no sideways scrolling at %i pixels, with six runs", async (width) => {
    const { page } = await open(six, { viewport: { width, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  it("hides and shows a curve by keyboard", async () => {
    const { page } = await open(two);
    const curve = page.locator(".curves .r1");
    await page.locator("#show-0").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await curve.isVisible()).toBe(false);
    expect(await page.locator(".curves .r0").isVisible()).toBe(true);
    await page.keyboard.press("Space");
    expect(await curve.isVisible()).toBe(true);
    await page.close();
  });

  it("reaches tables that are wider than the page by keyboard", async () => {
    const { page } = await open(six, { viewport: { width: 360, height: 800 } });
    const table = page.getByRole("region", { name: "Figures of all runs" });
    await table.focus();
    const before = await table.evaluate((element) => element.scrollLeft);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => table.evaluate((element) => element.scrollLeft), PATIENT).toBeGreaterThan(before);
    await page.close();
  });

  it("shows the same figures as the reports, and what went in", async () => {
    const { page } = await open(two);
    const row = page.getByRole("row", { name: /^Total return/ });
    expect(await row.textContent()).toMatch(/^Total return\+1\.90%\+\d+\.\d\d% \(best\)\+\d+\.\d\d pp$/);
    expect(await page.locator(".causes").textContent()).toContain("strategy.params.stop: 0.02 → 0.03");
    await page.close();
  });

  it("runs nothing that a name, reason, key or fingerprint says", async () => {
    const evil = `"'></style><script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"><!--`;
    const report = otherRun();
    const hostile = {
      ...report,
      quote: evil,
      fingerprint: evil,
      config: { [evil]: evil },
      strategies: report.strategies.map((strategy) => ({ ...strategy, name: evil, symbol: evil, timeframe: evil })),
      trades: report.trades.map((trade) => ({ ...trade, symbol: evil })),
      origin: { ...report.origin, version: evil, data: { [evil]: "0" }, code: { [evil]: "0" } },
    };
    const { page, complaints } = await open([two[0]!, { name: evil, report: hostile }]);
    expect(await page.locator("h1").textContent()).toContain(evil);
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    expect(await page.locator("img, script").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("prints in light colours from a dark screen", async () => {
    const { page } = await open(two, { colorScheme: "dark" });
    const scheme = async () => [
      await colourOf(page, ":root", "color-scheme"),
      (await colourOf(page, ":root", "--run-0")).trim(),
    ];
    expect(await scheme()).toEqual(["dark", "#8fb8e2"]);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await scheme()).toEqual(["light", "#285a8c"]);
    await page.close();
  });
});
