/** What all parts of the page's script use: data, colours, and numbers that read as in the printed figures. */
export const SHARED_SCRIPT = String.raw`
const data = JSON.parse(document.getElementById("report-data").textContent);
const root = document.documentElement;
let printing = false;
const $ = (id) => document.getElementById(id);
const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
const fade = (name, alpha) => "rgba(" + colour(name + "-rgb") + ", " + alpha + ")";

function decimal(value, digits) {
  const text = value.toFixed(digits);
  if (text.includes("e")) return text;
  const [whole, rest] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 && /[1-9]/.test(text) ? "\u2212" : "";
  return sign + grouped + (rest === undefined ? "" : "." + rest);
}
function percent(fraction, digits = 2) {
  return decimal(100 * fraction, digits) + "%";
}
function signed(text, value) {
  return value > 0 && /[1-9]/.test(text) ? "+" + text : text;
}
function priceDigits(value) {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.min(12, Math.max(2, 5 - magnitude));
}
function price(value) {
  return decimal(value, priceDigits(value));
}
function minute(ms) {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}
`;
