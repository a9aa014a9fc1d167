/** The trade list: sorted by any column, one page at a time; on paper, all of it within reason. */
export const TRADES_SCRIPT = String.raw`
const PAGE = 25;
const PRINTED = 500;
const symbols = new Set(data.trades.map((trade) => trade[1]));
const strategies = new Set(data.trades.map((trade) => trade[2]));
const columns = [
  { label: "No.", at: 0, text: true },
  { label: "Side", at: 3, text: true },
  { label: "Result", at: 10, show: (value) => signed(decimal(value, 2), value), tint: true },
  { label: "Return", at: 11, show: (value) => signed(percent(value), value), tint: true },
  symbols.size > 1 && { label: "Symbol", at: 1, text: true },
  strategies.size > 1 && { label: "Strategy", at: 2, text: true },
  { label: "MAE", at: 15, show: (value) => percent(value) },
  { label: "MFE", at: 16, show: (value) => percent(value) },
  { label: "Exit by", at: 12, text: true, show: (value, trade) => value + (trade[14] ? " *" : "") },
  { label: "Entered", at: 5, show: minute, text: true },
  { label: "Exited", at: 6, show: minute, text: true },
  { label: "Bars", at: 9, show: (value) => decimal(value, 0) },
  { label: "Entry", at: 7, show: price },
  { label: "Exit", at: 8, show: price },
  { label: "Quantity", at: 4, paperless: true, show: (value) => String(Number(value.toPrecision(6))) },
  { label: "Entry reason", at: 13, text: true, wide: true },
].filter((column) => column && (column.at !== 13 || data.trades.some((trade) => trade[13] !== "")));

let order = data.trades.slice();
let sorted = { at: 0, down: false };
let page = 0;

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function looks(column) {
  return (column.wide ? "text wrap " : column.text ? "text " : "") + (column.paperless ? "paperless " : "");
}

function sortBy(at) {
  sorted = { at, down: sorted.at === at ? !sorted.down : [10, 11, 15, 16].includes(at) };
  const sign = sorted.down ? -1 : 1;
  order.sort((a, b) => (a[at] < b[at] ? -sign : a[at] > b[at] ? sign : a[0] - b[0]));
  page = 0;
  drawTrades();
}

function drawHead() {
  const row = make("tr");
  for (const column of columns) {
    const head = make("th", undefined, looks(column));
    head.scope = "col";
    head.dataset.at = String(column.at);
    const button = make("button", column.label);
    button.type = "button";
    button.addEventListener("click", () => sortBy(column.at));
    head.append(button);
    row.append(head);
  }
  $("trades-head").replaceChildren(row);
  $("trades-head").parentElement.classList.toggle("many", columns.length > 14);
}

/** Folds the fills of an exit in parts out, under its row, and in again. */
function partsButton(row, trade) {
  const button = make("button", decimal(trade[19].length, 0) + " parts", "parts");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) row.nextElementSibling.remove();
    else row.after(partsRow(trade));
  });
  return button;
}

function partsRow(trade) {
  const row = make("tr", undefined, "detail");
  const cell = make("td");
  cell.colSpan = columns.length;
  const list = make("ul");
  for (const [time, at, quantity, reason] of trade[19])
    list.append(make("li", minute(time) + ": " + Number(quantity.toPrecision(6)) + " at " + price(at) + ", " + reason));
  cell.append(list);
  row.append(cell);
  return row;
}

function drawTrades() {
  for (const head of $("trades-head").querySelectorAll("th")) {
    if (Number(head.dataset.at) !== sorted.at) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
  }
  const first = printing ? 0 : page * PAGE;
  const shownTrades = order.slice(first, first + (printing ? PRINTED : PAGE));
  const rows = shownTrades.flatMap((trade) => {
    const row = make("tr", undefined, trade === chosen ? "chosen" : "");
    for (const column of columns) {
      const value = trade[column.at];
      const text = column.show ? column.show(value, trade) : String(value);
      const tint = column.tint ? (value > 0 ? "gain" : value < 0 ? "loss" : "") : "";
      const cell = make("td", column.at === 0 ? undefined : text, looks(column) + tint);
      if (column.wide) cell.title = text;
      if (column.at === 0) {
        const button = make("button", text);
        button.type = "button";
        button.setAttribute("aria-label", "Show trade " + text + " on the chart");
        button.addEventListener("click", () => {
          showTrade(trade);
          for (const other of $("trades-body").children) other.classList.toggle("chosen", other === row);
        });
        cell.append(button);
      }
      if (column.at === 12 && trade[19].length > 1) cell.append(" ", partsButton(row, trade));
      row.append(cell);
    }
    return printing && trade[19].length > 1 ? [row, partsRow(trade)] : [row];
  });
  $("trades-body").replaceChildren(...rows);
  $("trades-printed").textContent =
    printing && order.length > PRINTED ? "The first " + PRINTED + " of " + decimal(order.length, 0) + " are printed." : "";
  if (printing) return;
  const last = Math.min(order.length, first + PAGE);
  $("trades-range").textContent = decimal(first + 1, 0) + "\u2013" + decimal(last, 0) + " of " + decimal(order.length, 0);
  $("trades-previous").disabled = page === 0;
  $("trades-next").disabled = last >= order.length;
}

if ($("trades-body")) {
  const turn = (by) => {
    page += by;
    drawTrades();
  };
  $("trades-previous").addEventListener("click", () => turn(-1));
  $("trades-next").addEventListener("click", () => turn(1));
  drawHead();
  drawTrades();
}
`;
