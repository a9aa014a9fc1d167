import { CANDLES_SCRIPT } from "./candles.js";
import { CURVES_SCRIPT } from "./curves.js";
import { SHARED_SCRIPT } from "./shared.js";
import { TRADES_SCRIPT } from "./trades.js";

const START_SCRIPT = `
function draw() {
  drawCandles();
  drawCurves();
}
draw();
new ResizeObserver(fitCurves).observe(document.body);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
// paper is light and narrow, whatever the screen is
addEventListener("beforeprint", () => {
  root.dataset.print = "";
  draw();
  for (const curve of curves) curve.setSize({ width: 640, height: curve.height });
});
addEventListener("afterprint", () => {
  delete root.dataset.print;
  draw();
});
root.dataset.drawn = "";
`;

/** The page's own program. It runs after both chart libraries, and reads the element `report-data`. */
export const PAGE_SCRIPT = `"use strict";(() => {${SHARED_SCRIPT}${CANDLES_SCRIPT}${CURVES_SCRIPT}${TRADES_SCRIPT}${START_SCRIPT}})();`;
