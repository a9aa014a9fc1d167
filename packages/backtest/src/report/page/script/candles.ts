/** Draws candles with entries and exits; other parts call showTrade. */
export const CANDLES_SCRIPT = `
const PIXELS_A_TRADE = 10; // with less room, marks hide the prices
let chart = null;
let series = null;
let markers = null;
let path = null;
let levels = [];
let shown = 0;
let chosen = null;

function candleAt(candles, ms) {
  let low = 0;
  let high = candles.time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (candles.time[middle] <= ms / 1000) low = middle;
    else high = middle - 1;
  }
  return low;
}

function exitLook(reason) {
  if (/stop-loss|trailing-stop|break-even|liquidation/.test(reason)) return { shape: "square", color: colour("loss") };
  if (/target|take-profit/.test(reason)) return { shape: "circle", color: colour("gain") };
  return { shape: "circle", color: colour("soft") };
}

function drawCandles() {
  const host = $("candles");
  if (!host || data.candles.length === 0) return;
  const range = chart === null ? null : chart.timeScale().getVisibleLogicalRange();
  if (chart !== null) chart.remove();
  for (const picture of host.querySelectorAll("canvas")) picture.remove();
  const candles = data.candles[shown];
  const digits = priceDigits(candles.close[candles.close.length - 1]);
  const daily = /[dwM]$/.test(candles.timeframe);
  chart = LightweightCharts.createChart(host, {
    autoSize: true,
    layout: {
      background: { type: "solid", color: "transparent" },
      textColor: colour("soft"),
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 12,
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colour("grid") } },
    rightPriceScale: { borderVisible: false },
    timeScale: { borderVisible: false, timeVisible: !daily, secondsVisible: false, minBarSpacing: 0.02 },
    crosshair: {
      mode: 0,
      vertLine: { color: colour("hold"), labelBackgroundColor: colour("soft") },
      horzLine: { color: colour("hold"), labelBackgroundColor: colour("soft") },
    },
    localization: { locale: "en-GB", dateFormat: "yyyy-MM-dd" },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false, axisPressedMouseMove: { time: true, price: false } },
  });
  series = chart.addSeries(LightweightCharts.CandlestickSeries, {
    upColor: "transparent",
    downColor: colour("hold"),
    borderUpColor: colour("hold"),
    borderDownColor: colour("hold"),
    wickUpColor: colour("hold"),
    wickDownColor: colour("hold"),
    priceLineVisible: false,
    lastValueVisible: false,
    priceFormat: { type: "custom", formatter: (value) => decimal(value, digits), minMove: 10 ** -digits },
  });
  series.setData(
    candles.time.map((time, i) => ({
      time,
      open: candles.open[i],
      high: candles.high[i],
      low: candles.low[i],
      close: candles.close[i],
    })),
  );
  const line = (name, look) =>
    chart.addSeries(LightweightCharts.LineSeries, {
      color: colour(name),
      lineWidth: 2,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
      ...look,
    });
  path = line("accent", { lineStyle: 2, autoscaleInfoProvider: () => null });
  levels = [line("loss", { lineStyle: 0 }), line("gain", { lineStyle: 0 })];
  markers = LightweightCharts.createSeriesMarkers(series, []);
  let waiting = false;
  chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      drawMarkers();
    });
  });
  if (range !== null) chart.timeScale().setVisibleLogicalRange(range);
  else showLast(Math.max(60, Math.round(host.clientWidth / 6)));
  drawPath();
  drawMarkers();
  photograph(host);
}

/** Paper waits for no animation frame, in which the chart would draw itself: a picture stands in for it. */
function photograph(host) {
  const live = host.firstElementChild;
  if (live) live.hidden = printing;
  if (printing) host.append(chart.takeScreenshot());
}

function drawMarkers() {
  const range = chart.timeScale().getVisibleLogicalRange();
  if (range === null) return;
  const candles = data.candles[shown];
  const inView = [];
  for (const trade of data.trades) {
    if (trade[1] !== candles.symbol) continue;
    const entry = candleAt(candles, trade[5]);
    const exit = candleAt(candles, trade[6]);
    if (exit >= range.from - 1 && entry <= range.to + 1) inView.push([trade, entry, exit]);
  }
  const draw = inView.length <= $("candles").clientWidth / PIXELS_A_TRADE;
  const all = [];
  for (const [trade, entry, exit] of draw ? inView : []) {
    const long = trade[3] === "long";
    all.push({
      time: candles.time[entry],
      position: long ? "belowBar" : "aboveBar",
      shape: long ? "arrowUp" : "arrowDown",
      color: colour("accent"),
      size: 1,
    });
    const parts = trade[19].length > 1 ? trade[19] : [[trade[6], trade[8], 0, trade[12]]];
    for (const [time, price, , reason] of parts)
      all.push({ time: candles.time[candleAt(candles, time)], position: "atPriceMiddle", price, size: 0.6, ...exitLook(reason) });
  }
  all.sort((a, b) => a.time - b.time);
  markers.setMarkers(all);
  const first = Math.max(0, Math.ceil(range.from));
  const last = Math.min(candles.time.length - 1, Math.floor(range.to));
  const span = last < first ? "" : minute(1000 * candles.time[first]) + " to " + minute(1000 * candles.time[last]) + " UTC, ";
  const trades = inView.length === 1 ? "1 trade" : decimal(inView.length, 0) + " trades";
  $("candles-view").textContent = "In view: " + span + trades + (draw ? "." : "; zoom in to see their entries and exits.");
}

function drawPath() {
  const candles = data.candles[shown];
  const here = chosen !== null && chosen[1] === candles.symbol;
  const from = here ? candles.time[candleAt(candles, chosen[5])] : 0;
  const to = here ? candles.time[candleAt(candles, chosen[6])] : 0;
  const segment = (start, end) => {
    if (!here || start === null || end === null) return [];
    return from === to ? [{ time: to, value: end }] : [{ time: from, value: start }, { time: to, value: end }];
  };
  path.setData(here ? segment(chosen[7], chosen[8]) : []);
  levels.forEach((level, i) => level.setData(here ? segment(chosen[17 + i], chosen[17 + i]) : []));
  $("candles-trade").textContent = here ? tradeInWords(chosen) : "";
}

function tradeInWords(trade) {
  const level = (name, value) => (value === null ? "" : ", " + name + " " + price(value));
  const result = signed(percent(trade[11]), trade[11]);
  return (
    "Trade " + trade[0] + ": " + trade[3] + " from " + price(trade[7]) + level("stop", trade[17]) + level("target", trade[18]) +
    "; out at " + price(trade[8]) + " by " + trade[12] + ", " + result + "."
  );
}

function showLast(count) {
  const n = data.candles[shown].time.length;
  chart.timeScale().setVisibleLogicalRange({ from: Math.max(-0.5, n - count), to: n + Math.min(count, n) * 0.03 });
}

function zoom(factor, shift) {
  const range = chart.timeScale().getVisibleLogicalRange();
  if (range === null) return;
  const width = range.to - range.from;
  const centre = (range.from + range.to) / 2 + shift * width;
  const half = Math.max(8, factor * width) / 2;
  chart.timeScale().setVisibleLogicalRange({ from: centre - half, to: centre + half });
}

function showSymbol(index) {
  if (index === shown || index < 0) return;
  shown = index;
  if ($("candles-symbol")) $("candles-symbol").value = String(index);
  chart.remove();
  chart = null;
  drawCandles();
}

function showTrade(trade) {
  chosen = trade;
  if (chart === null) return;
  showSymbol(data.candles.findIndex((candles) => candles.symbol === trade[1]));
  const candles = data.candles[shown];
  const entry = candleAt(candles, trade[5]);
  const exit = candleAt(candles, trade[6]);
  const margin = Math.max(20, exit - entry);
  chart.timeScale().setVisibleLogicalRange({ from: entry - margin, to: exit + margin });
  drawPath();
  $("prices").scrollIntoView({ block: "nearest" });
}

if ($("candles")) {
  $("candles-all").addEventListener("click", () => chart.timeScale().fitContent());
  $("candles-in").addEventListener("click", () => zoom(0.5, 0));
  $("candles-out").addEventListener("click", () => zoom(2, 0));
  $("candles-earlier").addEventListener("click", () => zoom(1, -0.5));
  $("candles-later").addEventListener("click", () => zoom(1, 0.5));
  $("candles").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 0.5 : 0.1;
    const action = {
      ArrowLeft: () => zoom(1, -step),
      ArrowRight: () => zoom(1, step),
      "+": () => zoom(0.5, 0),
      "=": () => zoom(0.5, 0),
      "-": () => zoom(2, 0),
      End: () => showLast(Math.max(60, Math.round($("candles").clientWidth / 6))),
      0: () => chart.timeScale().fitContent(),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  if ($("candles-symbol")) $("candles-symbol").addEventListener("change", (event) => showSymbol(Number(event.target.value)));
}
`;
