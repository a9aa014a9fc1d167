/** Reproduced with nothing to explain. */
const WHOLE = "whole";

/**
 * Every scenario of the reference libraries: reproduced whole, or the rule that differs. A closed list: the tests take their
 * cases from it, and one of them holds it against the reference files.
 */
export const SCENARIOS = {
  "backtesting.py": {
    "flip-default": WHOLE,
    "flip-commission": WHOLE,
    "longonly-20-50-commission": WHOLE,
    "exclusive-orders": WHOLE,
    "fixed-units": WHOLE,
    "margin-leverage": WHOLE,
    "bracket-sl5-tp10": WHOLE,
    "bracket-sl2-tp6": WHOLE,
    "limit-entry": WHOLE,
    "donchian-stop-entry": WHOLE,
    "trailing-atr": WHOLE,
    "pyramid-partial-close": WHOLE,
    hedging: "an order is paid from what is free at the close of the bar that it fills in; here at the close before",
    "trade-on-close": "fills at the close that was decided at; here nothing fills before the next open",
    "spread-fixed-commission": "a fixed fee an order; here fees are a fraction of notional",
  },
  backtrader: {
    "long-only-fixed10": WHOLE,
    "long-only-commission": WHOLE,
    "long-only-slippage": WHOLE,
    "target-percent": WHOLE,
    bracket: WHOLE,
    reverse: WHOLE,
    "trailing-stop": WHOLE,
    "limit-valid-5d": WHOLE,
    "stop-limit": WHOLE,
    "cheat-on-close": "fills at the close that was decided at; here nothing fills before the next open",
  },
  "backtrader, published": {
    stockNoCommission: WHOLE,
    futuresLike: "a fixed fee and a fixed margin a contract; here both are fractions of notional",
  },
  freqtrade: {
    tc0: WHOLE,
    tc1: WHOLE,
    tc3: WHOLE,
    tc4: WHOLE,
    tc6: WHOLE,
    tc7: WHOLE,
    tc9: "the high of a bar is taken to come before its low",
    tc10: WHOLE,
    tc12: "the high of a bar is taken to come before its low",
    tc13: WHOLE,
    tc15: WHOLE,
    tc16: "a trade that has lasted its time leaves at the low of the bar; here at the open",
    tc18: WHOLE,
    tc19: WHOLE,
    tc21: WHOLE,
    tc22: WHOLE,
    tc24: "a target comes before a stop that the bar has opened beyond; here the open is what the stop gets",
    tc25: WHOLE,
    tc27: WHOLE,
    tc28: WHOLE,
    tc30: WHOLE,
    tc31: WHOLE,
    tc33: WHOLE,
    tc34: WHOLE,
    tc36: "a stop that trails by a tick is taken to be met in the entry bar, which does not reach it; here it follows the high",
    tc37: "a stop that trails by a tick is taken to be met in the entry bar, which does not reach it; here it follows the high",
    tc39: WHOLE,
    tc40: "a limit above the market fills at the high of the bar; here at the open",
    tc42: WHOLE,
    tc43: WHOLE,
    tc45: "a target must be passed; here it is touched",
    tc46: WHOLE,
    tc48: "a limit fills at its own price and counts from when it was sent; here at a better open, when it fills",
    tc49: "a trade counts from when its order was sent; here from its fill",
    tc51: WHOLE,
    tc52: "a limit fills at its own price and counts from when it was sent; here at a better open, when it fills",
  },
} as const;

type Scenarios = typeof SCENARIOS;
export type Library = keyof Scenarios;
type Name<L extends Library> = Extract<keyof Scenarios[L], string>;

/** Names of the scenarios that are reproduced whole, and of those with a rule that differs. */
export type Whole<L extends Library> = { [N in Name<L>]: Scenarios[L][N] extends typeof WHOLE ? N : never }[Name<L>];
export type Different<L extends Library> = Exclude<Name<L>, Whole<L>>;

export function wholeOf<L extends Library>(library: L): Whole<L>[] {
  return namesOf(library).filter((name): name is Whole<L> => SCENARIOS[library][name] === WHOLE);
}

/** With the rule that differs. */
export function differentOf<L extends Library>(library: L): [Different<L>, string][] {
  const named = namesOf(library).map((name): [Name<L>, unknown] => [name, SCENARIOS[library][name]]);
  return named.filter((entry): entry is [Different<L>, string] => entry[1] !== WHOLE);
}

function namesOf<L extends Library>(library: L): Name<L>[] {
  return Object.keys(SCENARIOS[library]) as Name<L>[];
}
