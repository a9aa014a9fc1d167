import { CANDLES_SCRIPT } from "./candles.js";
import { CURVES_SCRIPT } from "./curves.js";
import { SHARED_SCRIPT } from "./shared.js";
import { THEME_SCRIPT } from "./theme.js";
import { TICKS_SCRIPT } from "./ticks.js";
import { TRADES_SCRIPT } from "./trades.js";

const START_SCRIPT = `
function draw() {
  drawCandles();
  drawCurves();
}
draw();
new ResizeObserver(fitCurves).observe(document.body);
followTheme(draw);
// paper is light and narrow, whatever the screen is
function print(on) {
  if (on) root.dataset.print = "";
  else delete root.dataset.print;
  printing = on;
  draw();
  if ($("trades-body")) drawTrades();
}
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
root.dataset.drawn = "";
`;

/** The page's own program. It runs after both chart libraries, and reads the element `report-data`. */
export const PAGE_SCRIPT = `"use strict";(() => {${SHARED_SCRIPT}${CANDLES_SCRIPT}${TICKS_SCRIPT}${CURVES_SCRIPT}${TRADES_SCRIPT}${THEME_SCRIPT}${START_SCRIPT}})();`;
