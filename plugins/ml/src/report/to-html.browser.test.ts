import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, open, skipped, there } from "../../test/chromium.js";
import { withTexts } from "../../test/damaged-reports.js";
import { ensembleReport, sampleTrainingReport } from "../../test/sample-training-report.js";
import type { TrainingReport } from "../training/training-report.js";
import { trainingReportToHtml } from "./to-html.js";

/** A4 less the margins of the print style, in CSS pixels. */
const PAPER_WIDTH = 688;

describe.skipIf(!there)(`the training report in a browser${skipped}`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bellwether-training-"));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function show(report: TrainingReport, options: BrowserContextOptions = {}) {
    const file = join(folder, "report.html");
    writeFileSync(file, trainingReportToHtml(report));
    return open(browser, file, options);
  }

  /** Boxes of what is drawn inside each chart, against the box of the page. */
  const marksIn = (page: Page, selector: string) =>
    page.locator(selector).evaluateAll((all) =>
      all.map((mark) => {
        const { left, right, width, height } = mark.getBoundingClientRect();
        return { left, right, drawn: width > 0 || height > 0 };
      }),
    );

  it.each(["light", "dark"] as const)(
    "draws its charts in %s, without a complaint or a request",
    async (colorScheme) => {
      const { page, complaints } = await show(sampleTrainingReport(), { colorScheme });
      for (const [chart, marks] of [
        [".plot .fold circle", 5],
        [".plot .before circle", 6],
        [".plot .after circle", 6],
        [".bar-line .more", 20],
        [".timeline rect", 3],
      ] as const) {
        const seen = await marksIn(page, chart);
        expect(seen.length, chart).toBeGreaterThanOrEqual(marks);
        expect(seen.filter(({ drawn }) => drawn).length, chart).toBeGreaterThanOrEqual(marks);
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it("is dark in the dark, and white on paper", async () => {
    const { page } = await show(sampleTrainingReport(), { colorScheme: "dark" });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = (await ground()).match(/\d+/g)!.map(Number);
    expect(Math.max(...dark.slice(0, 3))).toBeLessThan(60);
    await page.emulateMedia({ media: "print" });
    expect(await ground()).toBe("rgb(255, 255, 255)");
    await page.close();
  });

  it.each([
    ["one model", sampleTrainingReport()],
    ["an ensemble", ensembleReport()],
    ["long names", withTexts(sampleTrainingReport(), "a_name_without_a_blank_".repeat(5))],
  ])("needs no sideways scrolling at 320, 360, 768 and 1400 pixels, folds open: %s", async (_, report) => {
    const { page } = await show(report);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
    });
    for (const width of [320, 360, 768, 1400]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const labels = await marksIn(page, ".plot text");
      expect(labels.filter(({ drawn, left, right }) => drawn && (left < 0 || right > width))).toEqual([]);
    }
    await page.close();
  });

  it("fits on paper, folded parts and all", async () => {
    const { page } = await show(ensembleReport());
    await page.setViewportSize({ width: PAPER_WIDTH, height: 1_000 });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("details code").first().isVisible(), "a folded list").toBe(true);
    const cut = await page.evaluate((width) => {
      const wide = [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > width + 1);
      return wide.map(({ tagName, textContent }) => `${tagName} ${textContent.slice(0, 40)}`);
    }, PAPER_WIDTH);
    expect(cut).toEqual([]);
    await page.close();
  });

  it("says in words what each chart shows, keeps headings in order, and links to every section", async () => {
    for (const report of [sampleTrainingReport(), ensembleReport()]) {
      const { page } = await show(report);
      const labels = await page
        .locator("svg[role=img]")
        .evaluateAll((all) => all.map((svg) => svg.getAttribute("aria-label")!));
      for (const label of labels) expect(label.length).toBeGreaterThan(20);
      const bare = await page
        .locator("svg:not([role=img])")
        .evaluateAll((all) => all.filter((svg) => svg.getAttribute("aria-hidden") !== "true").length);
      expect(bare, "drawings that are neither named nor hidden").toBe(0);
      const levels = await page
        .locator("h1, h2, h3, h4")
        .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
      expect(levels[0]).toBe(1);
      for (let i = 1; i < levels.length; i++) expect(levels[i]! - levels[i - 1]!).toBeLessThanOrEqual(1);
      const targets = await page
        .locator("nav a")
        .evaluateAll((all) => all.map((a) => a.getAttribute("href")!.slice(1)));
      expect(targets).toEqual(await page.evaluate(() => [...document.querySelectorAll("h2")].map(({ id }) => id)));
      await page.close();
    }
  });

  it("is read by keyboard: Tab reaches the sections and folds, Enter opens one", async () => {
    const { page } = await show(sampleTrainingReport());
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Scores");
    const fold = page.locator("summary").first();
    await fold.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("details").first().getAttribute("open")).not.toBeNull();
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe("solid");
    const unreachable = await page
      .locator(".scroll")
      .evaluateAll((all) => all.filter((part) => part.getAttribute("tabindex") !== "0").length);
    expect(unreachable, "wide tables scroll by keyboard").toBe(0);
    await page.close();
  });

  it("runs nothing that a text in the report says", async () => {
    const evil = `"'></title></style><script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">`;
    const { page, complaints } = await show(withTexts(ensembleReport(), evil));
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    expect(await page.locator("img, script").count()).toBe(0);
    expect(await page.locator("h1").textContent()).toContain(evil);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("may run no script and reach no network even if it held one", async () => {
    const { page } = await show(sampleTrainingReport());
    const refused = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
          document.body.append(Object.assign(document.createElement("script"), { textContent: "window.pwned = 1" }));
          setTimeout(() => resolve("nothing"), 500);
        }),
    );
    expect(refused).toBe("script-src-elem");
    await page.close();
  });
});
