import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, skipped, there, visit } from "../../test/chromium.js";
import { sampleReport } from "../../test/sample-report.js";
import { reportAssets } from "../node/report-assets.js";
import type { BacktestReport } from "./report.js";
import { toHtml } from "./to-html.js";

/** A loaded machine may take its time; a page that never answers still fails. */
const PATIENT = { timeout: 20_000 };

const CHARTS = ["equity", "drawdown", "exposure", "rolling-sharpe", "rolling-volatility", "candles"];
/** A4 less the margins of the print style, in CSS pixels. */
const PAPER_WIDTH = 688;

describe.skipIf(!there)(`the report in a browser${skipped}`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bellwether-report-"));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report once its charts are drawn. */
  async function open(report: BacktestReport, options: BrowserContextOptions = {}) {
    const file = join(folder, "report.html");
    writeFileSync(file, toHtml(report, reportAssets()));
    const opened = await visit(browser, file, options);
    await opened.page.waitForSelector("html[data-drawn]");
    await opened.page.waitForFunction(() => document.querySelectorAll("#candles canvas").length > 0);
    return opened;
  }

  /** Colours in the canvases of an element, once something is drawn. */
  const coloursIn = (page: Page, id: string) =>
    page.waitForFunction((host) => {
      const colours = new Set<number>();
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>(`#${host} canvas`)) {
        if (canvas.width === 0 || canvas.height === 0) continue;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        for (const pixel of new Uint32Array(data.buffer)) if (pixel !== 0) colours.add(pixel);
      }
      return colours.size > 3 ? colours.size : false;
    }, id);

  const first = (page: Page) => page.locator("#trades-body tr").first();

  it.each(["light", "dark"] as const)(
    "draws its charts in %s, without a complaint or a request",
    async (colorScheme) => {
      const { page, complaints, requests } = await open(sampleReport(), { colorScheme });
      for (const id of CHARTS) await coloursIn(page, id);
      expect(complaints).toEqual([]);
      expect(requests()).toEqual([]);
      await page.close();
    },
  );

  it.each([320, 375, 768, 1280])("needs no sideways scrolling at %i pixels", async (width) => {
    const { page } = await open(sampleReport(), { viewport: { width, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.locator("#trades-body .parts").first().click();
    await first(page).getByRole("button").first().click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "a trade shown").toBeLessThanOrEqual(width);
    await page.close();
  });

  it("shows side, result and return of several symbols without scrolling at 375 pixels", async () => {
    const one = sampleReport();
    const trades = one.trades.map((trade, i) =>
      i % 2 === 0 ? trade : { ...trade, symbol: "ETH/USDT:USDT", strategy: "a-strategy-with-a-name" },
    );
    const { page } = await open({ ...one, trades }, { viewport: { width: 375, height: 800 } });
    const heads = await page
      .locator("#trades-head th")
      .evaluateAll((all) => all.map((head) => [head.textContent, head.getBoundingClientRect().right] as const));
    const seen = heads.filter(([, right]) => right <= 375).map(([label]) => label);
    expect(seen.slice(0, 4)).toEqual(["No.", "Side", "Result", "Return"]);
    await page.close();
  });

  it.each([375, 768, 1280])("draws the last date below the curves whole at %i pixels", async (width) => {
    // the last tick comes closest to the edge where the run ends just after it
    for (const rows of [24 * 30 + 1, 24 * 60 + 2, 24 * 91 + 1]) {
      const { page } = await open(sampleReport({ rows }), { viewport: { width, height: 800 } });
      await coloursIn(page, "equity");
      const inked = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>("#equity canvas")!;
        const { data, width, height } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        let ink = 0;
        for (let y = 0; y < height; y++)
          for (let x = width - 2; x < width; x++) if (data[4 * (y * width + x) + 3]! > 0) ink++;
        return ink;
      });
      expect(inked, `${rows} rows`).toBe(0);
      await page.close();
    }
  });

  it("runs nothing that a name, reason, rule, symbol or fingerprint says", async () => {
    const evil = `"'><script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"></script><!--`;
    const clean = sampleReport({ symbol: evil, quote: evil });
    const { page, complaints } = await open({
      ...clean,
      fingerprint: evil,
      config: { [evil]: evil },
      strategies: clean.strategies.map((strategy) => ({ ...strategy, name: evil, id: "x", params: { [evil]: evil } })),
      trades: clean.trades.map((trade) => ({ ...trade, strategy: evil, entryReason: evil })),
      refusals: { [evil]: 1 },
      warnings: [evil],
      origin: { ...clean.origin, data: { [evil]: evil }, code: { [evil]: evil }, version: evil },
      metrics: { ...clean.metrics, sharpe: null, undefinedBecause: { sharpe: evil } },
    });
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.evaluate(() => document.scripts.length), "data, two libraries, the page's own").toBe(4);
    expect(await page.locator("h1").textContent()).toContain(evil);
    expect(await first(page).textContent()).toContain(evil);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("may not reach the network even if it wanted to", async () => {
    const { page } = await open(sampleReport({ rows: 200 }));
    const refusedBy = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
          fetch("https://example.com/").catch(() => setTimeout(() => resolve("nothing"), 500));
        }),
    );
    expect(refusedBy).toBe("connect-src");
    await page.close();
  });

  it("sorts by keyboard: Tab reaches a heading, Enter sorts by it, and says so", async () => {
    const { page } = await open(sampleReport());
    await page.locator(".scroll:has(#trades-head)").focus();
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Result");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline, "focus is seen").toBe("solid");
    await page.keyboard.press("Enter");
    expect(await page.locator("#trades-head th[aria-sort]").textContent()).toBe("Result");
    const results = (await page.locator("#trades-body td:nth-child(3)").allTextContents()).map((text) =>
      Number(text.replace("−", "-").replace(",", "")),
    );
    expect(results).toEqual([...results].sort((a, b) => b - a));
    await page.close();
  });

  it("turns pages of a long list, and shows a trade on the chart", async () => {
    const report = sampleReport({ rows: 9_000 });
    const { page, complaints } = await open(report);
    expect(report.trades.length).toBeGreaterThan(50);
    expect(await page.locator("#trades-body tr").count()).toBe(25);
    await page.locator("#trades-next").click();
    expect(await page.locator("#trades-range").textContent()).toMatch(/^26–50 of /);
    const seen = page.locator("#candles-view");
    const before = await seen.textContent();
    await first(page).getByRole("button").click();
    await expect.poll(() => seen.textContent(), PATIENT).not.toBe(before);
    const entered = new Date(report.trades[25]!.entryTime).toISOString().slice(0, 7);
    expect(await seen.textContent()).toContain(entered);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("changes the symbol drawn", async () => {
    const one = sampleReport();
    const other = sampleReport({ symbol: "ETH/USDT", rows: 900 });
    const { page, complaints } = await open({ ...one, bars: [...one.bars, ...other.bars] });
    const before = await page.locator("#candles-view").textContent();
    await page.locator("#candles-symbol").selectOption("ETH/USDT");
    await expect.poll(() => page.locator("#candles-view").textContent(), PATIENT).not.toBe(before);
    await coloursIn(page, "candles");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("reads the same in another locale and time zone", async () => {
    const read = async (options: BrowserContextOptions) => {
      const { page } = await open(sampleReport(), options);
      await page.waitForFunction(() => document.getElementById("candles-view")?.textContent !== "");
      const text = await page.evaluate(() => document.querySelector("main")!.textContent);
      await page.close();
      return text;
    };
    const here = await read({ locale: "en-US", timezoneId: "UTC" });
    expect(await read({ locale: "ar-EG", timezoneId: "America/New_York" })).toBe(here);
  });

  it("lists its sections first, so that a keyboard may skip to any of them", async () => {
    const { page } = await open(sampleReport());
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("theme");
    const links = page.locator("nav a");
    const targets = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")!.slice(1)));
    const ids = await page.evaluate(() => [...document.querySelectorAll("h2")].map(({ id }) => id));
    expect(targets).toEqual(ids);
    for (let presses = 0; presses <= targets.indexOf("trades"); presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => location.hash)).toBe("#trades");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("section")?.getAttribute("aria-labelledby"))).toBe(
      "trades",
    );
    await page.close();
  });

  it("names every chart and button, and keeps headings in order", async () => {
    const { page } = await open(sampleReport());
    for (const id of CHARTS) {
      const chart = page.locator(`#${id}`);
      expect(await chart.getAttribute("tabindex")).toBe("0");
      expect((await chart.getAttribute("aria-label"))!.length, id).toBeGreaterThan(10);
    }
    const unnamed = await page
      .locator("button")
      .evaluateAll((all) => all.filter((b) => (b.getAttribute("aria-label") ?? b.textContent) === "").length);
    expect(unnamed).toBe(0);
    const levels = await page.locator("h1, h2, h3").evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
    expect(levels[0]).toBe(1);
    for (let i = 1; i < levels.length; i++) expect(levels[i]! - levels[i - 1]!).toBeLessThanOrEqual(1);
    await page.close();
  });

  it("reads the curves by arrow keys, and zooms all of them", async () => {
    const { page, complaints } = await open(sampleReport());
    const read = page.locator("#curves-read");
    const close = (id: string) => page.locator(`#${id} .u-legend .u-value`).first();
    const last = await close("drawdown").textContent();
    await page.locator("#equity").focus();
    await page.keyboard.press("Home");
    expect(await read.textContent()).toMatch(/Close.*2024-01-01 01:00, Strategy.*10,000\.00 USDT/);
    await page.keyboard.press("ArrowRight");
    const second = await read.textContent();
    expect(second).not.toContain("2024-01-01 01:00");
    await expect.poll(() => close("drawdown").textContent(), PATIENT).not.toBe(last);
    await page.keyboard.press("+");
    await page.keyboard.press("End");
    expect(await read.textContent(), "the end of what is in view").not.toContain("2024-03-24");
    await page.keyboard.press("0");
    await page.keyboard.press("End");
    expect(await read.textContent()).toContain("2024-03-24 08:00");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("moves and zooms the candles by keys", async () => {
    const { page, complaints } = await open(sampleReport());
    const seen = page.locator("#candles-view");
    await page.locator("#candles").focus();
    for (const key of ["ArrowLeft", "+", "-", "0", "End"]) {
      const before = await seen.textContent();
      await page.keyboard.press(key);
      await expect.poll(() => seen.textContent(), { ...PATIENT, message: key }).not.toBe(before);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows stop and target of the trade chosen, and folds an exit in parts out and in", async () => {
    const report = sampleReport();
    const { page, complaints } = await open(report);
    const trade = report.trades.find(({ exits }) => exits !== undefined)!;
    await page.getByRole("button", { name: `Show trade ${trade.id} on the chart` }).click();
    const [stop, target] = [trade.stopLoss!, trade.takeProfit!].map((level) => level.toPrecision(6));
    expect(await page.locator("#candles-trade").textContent()).toContain(`stop ${stop}, target ${target}`);
    const fold = page.locator("#trades-body .parts").first();
    expect(await fold.getAttribute("aria-expanded")).toBe("false");
    await fold.focus();
    await page.keyboard.press("Enter");
    expect(await fold.getAttribute("aria-expanded")).toBe("true");
    expect(await page.locator("#trades-body .detail li").allTextContents()).toEqual([
      expect.stringContaining("partial-target"),
      expect.stringContaining("take-profit"),
    ]);
    await page.keyboard.press("Enter");
    expect(await page.locator("#trades-body .detail").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("turns dark or light by its button, whatever the system says", async () => {
    const { page, complaints } = await open(sampleReport(), { colorScheme: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.getByRole("button", { name: "Use light colours" }).click();
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.emulateMedia({ colorScheme: "light" });
    await page.getByRole("button", { name: "Use dark colours" }).click();
    expect(await paper()).toBe(dark);
    for (const id of CHARTS) await coloursIn(page, id);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([1, 2])(
    "fits on paper, tables and all, with %i symbols: white ground, every trade, charts at once",
    async (n) => {
      const one = sampleReport({ rows: 4_000 });
      const trades = one.trades.map((trade, i) =>
        i % n === 0 ? trade : { ...trade, symbol: "ETH/USDT", strategy: "b" },
      );
      const { page, complaints } = await open({ ...one, trades }, { colorScheme: "dark" });
      await page.setViewportSize({ width: PAPER_WIDTH, height: 1_000 });
      await page.emulateMedia({ media: "print" });
      const drawn = await page.evaluate(async (ids) => {
        dispatchEvent(new Event("beforeprint"));
        await null; // what was queued runs, but no frame passes between the event and the paper
        const colours = (canvas: HTMLCanvasElement) => {
          const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        };
        const shown = (id: string) => [...document.querySelectorAll<HTMLCanvasElement>(`#${id} canvas`)];
        return ids.filter((id) => shown(id).some((canvas) => canvas.width > 0 && colours(canvas) > 3));
      }, CHARTS);
      expect(drawn).toEqual(CHARTS);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
      expect(await page.locator("#trades-body tr:not(.detail)").count()).toBe(trades.length);
      expect(await page.locator("#trades-body .detail").count()).toBeGreaterThan(0);
      const cut = await page.evaluate((width) => {
        const wide = [...document.querySelectorAll("table, pre, dl, figure")].filter((e) => e.scrollWidth > width);
        return wide.map((e) => e.className);
      }, PAPER_WIDTH);
      expect(cut).toEqual([]);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      expect(await page.locator("#trades-body tr").count()).toBe(25);
      expect(await page.locator("#candles > canvas").count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it("prints in light colours from a dark screen, and returns to dark", async () => {
    const { page, complaints } = await open(sampleReport(), { colorScheme: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper"));
    const dark = await paper();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await paper()).not.toBe(dark);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await paper()).toBe(dark);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
