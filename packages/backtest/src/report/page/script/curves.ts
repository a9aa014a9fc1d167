/** Draws equity against buy and hold, and the drawdown under it, with one cursor for both. */
export const CURVES_SCRIPT = `
let curves = [];

function axes(format) {
  const base = { stroke: colour("soft"), font: "12px " + getComputedStyle(document.body).fontFamily, ticks: { show: false } };
  return [
    { ...base, grid: { show: false }, space: 80 },
    {
      ...base,
      grid: { stroke: colour("grid"), width: 1 },
      values: (plot, splits) => splits.map(format),
      size: (plot, texts) => Math.ceil(Math.max(...(texts || ["0"]).map((text) => text.length)) * 7 + 16),
    },
  ];
}

function plot(host, height, lines, format) {
  // away from the curve, the legend reads the last close
  const last = (values) => values[values.length - 1];
  const options = {
    width: host.clientWidth,
    height,
    padding: [8, 8, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { sync: { key: "curves" }, drag: { x: true, y: false }, points: { size: 7 } },
    series: [
      { label: "Close", value: (u, t) => minute(1000 * (t ?? last(data.curve.time))) },
      ...lines.map((line) => ({
        points: { show: false },
        ...line.look,
        value: (u, value) => line.look.value(value ?? last(line.values)),
      })),
    ],
    axes: axes(format),
  };
  return new uPlot(options, [data.curve.time, ...lines.map((line) => line.values)], host);
}

function drawCurves() {
  if (!$("equity") || data.curve.time.length === 0) return;
  for (const old of curves) old.destroy();
  const money = (value) => decimal(value, 2) + " " + data.quote;
  const widest = Math.max(...data.curve.equity.map(Math.abs));
  const lines = [
    { values: data.curve.equity, look: { label: "Strategy", stroke: colour("accent"), width: 2, value: money } },
    {
      values: data.curve.hold,
      look: { label: "Buy and hold", stroke: colour("hold"), width: 1.25, value: money },
    },
  ].filter((line) => line.values !== null);
  const fall = {
    label: "Drawdown",
    stroke: colour("loss"),
    fill: fade("loss", 0.16),
    width: 1.25,
    value: (value) => percent(-value),
  };
  const deepest = Math.min(...data.curve.drawdown);
  curves = [
    plot($("equity"), 300, lines, (value) => decimal(value, widest < 10 ? 3 : widest < 1000 ? 1 : 0)),
    plot($("drawdown"), 160, [{ values: data.curve.drawdown, look: fall }], (value) => percent(value, deepest < -0.05 ? 0 : 2)),
  ];
}

function fitCurves() {
  for (const curve of curves) {
    const width = curve.root.parentElement.clientWidth;
    if (width > 0 && width !== curve.width) curve.setSize({ width, height: curve.height });
  }
}
`;
