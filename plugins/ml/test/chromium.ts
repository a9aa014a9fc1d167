import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
/** Whether there is a browser to test in; tests say so in their name where there is none. */
export const there = existsSync(CHROMIUM);
export const skipped = there ? "" : ` (skipped: no ${CHROMIUM})`;

/** A headless browser that keeps to itself. */
export function launch(): Promise<Browser> {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", ...quiet];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/** Opens a file, and collects what the page complains of and asks for. */
export async function open(browser: Browser, file: string, options: BrowserContextOptions = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith("data:")) complaints.push(`asked for ${url}`);
  });
  await page.goto(address);
  return { page, complaints };
}
