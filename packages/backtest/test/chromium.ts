import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
/** Whether there is a browser to test in; tests say so in their name where there is none. */
export const there = existsSync(CHROMIUM);
export const skipped = there ? "" : ` (skipped: no ${CHROMIUM})`;

/** A headless browser that keeps to itself. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}

/** Opens a file; complaints and requests of the page are collected until it closes. */
export async function visit(browser: Browser, file: string, options: BrowserContextOptions) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  return { page, complaints, requests: () => requests.filter((url) => url !== address && !url.startsWith("data:")) };
}
