import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

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
