/** Draws equity, drawdown, exposure and rolling ratios, with one cursor for all, by mouse or by keys. */
export const CURVES_SCRIPT = `
let curves = [];

function axes(format) {
  const base = { stroke: colour("soft"), font: "12px " + getComputedStyle(document.body).fontFamily, ticks: { show: false } };
  return [
    { ...base, grid: { show: false }, space: 80 },
    {
      ...base,
      grid: { stroke: colour("grid"), width: 1 },
      values: (plot, splits) => format(splits),
      size: (plot, texts) => Math.ceil(Math.max(...(texts || ["0"]).map((text) => text.length)) * 7 + 16),
    },
  ];
}

function plot(id, height, time, lines, format) {
  const host = $(id);
  if (!host || time.length === 0) return [];
  // away from the curve, the legend reads the last close
  const last = (values) => values[values.length - 1];
  const read = (line, value) => (value === null ? "\\u2013" : line.value(value));
  const options = {
    width: host.clientWidth,
    height,
    padding: [8, 32, 0, 0], // half a date: labels are centred below their ticks
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { sync: { key: "curves" }, drag: { x: true, y: false }, points: { size: 7 } },
    series: [
      { label: "Close", value: (u, t) => minute(1000 * (t ?? time[time.length - 1])) },
      ...lines.map((line) => ({
        points: { show: false },
        width: 1.25,
        ...line.look,
        value: (u, value, series, at) => read(line, at === null || at === undefined ? last(line.values) : (value ?? null)),
      })),
    ],
    axes: axes(format),
  };
  return [new uPlot(options, [time, ...lines.map((line) => line.values)], host)];
}

function drawCurves() {
  for (const old of curves) old.destroy();
  const { curve, exposure, rolling } = data;
  const money = (value) => decimal(value, 2) + " " + data.quote;
  const share = (value) => percent(value);
  const ratio = (value) => decimal(value, 2);
  const hold = { label: "Buy and hold", stroke: colour("hold") };
  const accent = { stroke: colour("accent"), width: 1.75 };
  curves = [
    plot(
      "equity",
      300,
      curve.time,
      [
        { values: curve.equity, value: money, look: { label: "Strategy", stroke: colour("accent"), width: 2 } },
        { values: curve.hold, value: money, look: hold },
      ].filter((line) => line.values !== null),
      ticks,
    ),
    plot(
      "drawdown",
      170,
      curve.time,
      [
        {
          values: curve.drawdown,
          value: (value) => percent(-value),
          look: { label: "Drawdown", stroke: colour("loss"), fill: fade("loss", 0.16) },
        },
        { values: curve.holdDrawdown, value: (value) => percent(-value), look: hold },
      ].filter((line) => line.values !== null),
      shareTicks,
    ),
    plot(
      "exposure",
      150,
      exposure.time,
      [
        {
          values: exposure.values[0],
          value: share,
          look: {
            label: "Exposure",
            ...accent,
            width: 1,
            fill: fade("accent", 0.14),
            paths: uPlot.paths.stepped({ align: 1 }),
          },
        },
      ],
      shareTicks,
    ),
    plot("rolling-sharpe", 170, rolling.time, [{ values: rolling.values[0], value: ratio, look: { label: "Sharpe", ...accent } }], ticks),
    plot("rolling-volatility", 170, rolling.time, [{ values: rolling.values[1], value: share, look: { label: "Volatility", ...accent } }], shareTicks),
  ].flat();
}

function fitCurves() {
  for (const curve of curves) {
    const width = curve.root.parentElement.clientWidth;
    if (width > 0 && width !== curve.width) curve.setSize({ width, height: curve.height });
  }
}

/** Puts all cursors at one time, and says what the curve in focus reads there. */
function readAt(own, at) {
  const time = own.data[0][at];
  for (const curve of curves) curve.setCursor({ left: curve.valToPos(time, "x"), top: 10 });
  const rows = [...own.root.querySelectorAll(".u-legend tr")].map((row) => row.textContent.replace(/:?\\s*$/, ""));
  $("curves-read").textContent = rows.join(", ");
}

function zoomCurves(own, factor) {
  const times = own.data[0];
  const [start, end] = [times[0], times[times.length - 1]];
  const { min, max } = own.scales.x;
  const centre = own.cursor.idx === null || own.cursor.idx === undefined ? (min + max) / 2 : times[own.cursor.idx];
  const half = Math.max((factor * (max - min)) / 2, (end - start) / 2000);
  const whole = factor === Infinity || 2 * half >= end - start;
  const range = whole ? { min: start, max: end } : { min: Math.max(start, centre - half), max: Math.min(end, centre + half) };
  for (const curve of curves) curve.setScale("x", range);
}

function curveKey(event) {
  const own = curves.find((curve) => curve.root.parentElement === event.currentTarget);
  if (!own || event.ctrlKey || event.metaKey || event.altKey) return;
  const times = own.data[0];
  const { min, max } = own.scales.x;
  const first = times.findIndex((time) => time >= min);
  const last = times.findLastIndex((time) => time <= max);
  // one key press is one pixel at least
  const step = Math.max(1, Math.round((last - first) / own.width)) * (event.shiftKey ? 20 : 1);
  const at = own.cursor.idx ?? last + 1;
  const to = { ArrowLeft: at - step, ArrowRight: at + step, Home: first, End: last }[event.key];
  const factor = { "+": 0.5, "=": 0.5, "-": 2, 0: Infinity, Escape: Infinity }[event.key];
  if (to === undefined && factor === undefined) return;
  event.preventDefault();
  if (to !== undefined) readAt(own, Math.max(first, Math.min(last, to)));
  else zoomCurves(own, factor);
}

for (const id of ["equity", "drawdown", "exposure", "rolling-sharpe", "rolling-volatility"])
  if ($(id)) $(id).addEventListener("keydown", curveKey);
`;
