import { decimal, percent, signedPercent } from "@bellwether/backtest";
import type { TradingRow } from "../../training/training-report.js";
import { countText, figureText } from "./figure-text.js";
import type { Finding } from "./finding.js";

const QUESTION = "Did trading it pay more than buying and holding?";
/** Below this many round trips a result says little. */
const FEW_TRADES = 30;

/** The row of that name. */
export function rowOf(trading: readonly TradingRow[], name: string): TradingRow | undefined {
  return trading.find((row) => row.name === name);
}

/** Whether trading the model beat holding, after costs. */
export function tradingFinding(trading: readonly TradingRow[] | null): Finding {
  if (trading === null)
    return { question: QUESTION, answer: "Not tried", tone: null, because: "This run traded nothing." };
  const model = rowOf(trading, "model");
  const hold = rowOf(trading, "buy and hold");
  if (model === undefined || hold === undefined)
    return { question: QUESTION, answer: "Not known", tone: null, because: "One of the two was not replayed." };
  return { question: QUESTION, ...answerOf(model, hold), because: `${sentence(model, hold)}${few(model)}` };
}

function answerOf(model: TradingRow, hold: TradingRow): Pick<Finding, "answer" | "tone"> {
  if (model.trades === 0) return { answer: "It never traded", tone: null };
  if (!(model.totalReturn > hold.totalReturn)) return { answer: "No", tone: "loss" };
  return model.totalReturn > 0 ? { answer: "Yes", tone: "gain" } : { answer: "It lost less", tone: null };
}

function sentence(model: TradingRow, hold: TradingRow): string {
  const fall = (row: TradingRow) => figureText(row.maxDrawdown, percent);
  const made = (row: TradingRow) => figureText(row.totalReturn, signedPercent);
  const own = `After fees and slippage, on the test range, the model made ${made(model)} in ${countText(model.trades, "trade")}, with a deepest fall of ${fall(model)}`;
  return `${own}; buying and holding made ${made(hold)}, with ${fall(hold)}.${riskNote(model, hold)}`;
}

const isKnown = (figure: number | null): figure is number => figure !== null && Number.isFinite(figure);

/** Where the two orders disagree, both are said. */
function riskNote(model: TradingRow, hold: TradingRow): string {
  if (!isKnown(model.sharpe) || !isKnown(hold.sharpe)) return "";
  const moreReturn = model.totalReturn > hold.totalReturn;
  const moreSharpe = model.sharpe > hold.sharpe;
  if (moreReturn === moreSharpe || model.trades === 0) return "";
  return ` Its Sharpe ratio was ${moreSharpe ? "higher" : "lower"} all the same: ${decimal(model.sharpe)} against ${decimal(hold.sharpe)}.`;
}

function few({ trades }: TradingRow): string {
  if (trades === 0 || trades >= FEW_TRADES) return "";
  return ` ${countText(trades, "trade")} ${trades === 1 ? "is" : "are"} too few to judge by.`;
}
