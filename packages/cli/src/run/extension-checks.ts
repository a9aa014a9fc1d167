import type { SlippageContext } from "@bellwether/backtest";
import {
  clip,
  type ExtensionRegistry,
  frameOf,
  type Instrument,
  instrument,
  long,
  type PluginDefinition,
  PluginError,
  PluginHost,
  type PortfolioView,
  type RiskInput,
  short,
} from "@bellwether/core";
import { type Check, type Registered, sampleBars } from "@bellwether/core/checks";
import { createRiskEngine, type Measures, type RiskFacts } from "@bellwether/risk";
import { CheckFailedError } from "../check-failed-error.js";
import { type Kind, makePart, WORDS } from "./extensions.js";
import { declareKinds } from "./host.js";

const SYMBOL = "TEST/USDT";
const ROWS = 400;
const SAMPLES = 24;
const KINDS = Object.keys(WORDS) as Kind[];

/** Answers to a row of samples, and to one of which every number is NaN; as texts, so that refusals compare. */
interface Answers {
  readonly said: readonly string[];
  /** Whether the one of NaN would be let through. */
  readonly passesNaN: boolean;
}

const HEARERS: Readonly<Record<Kind, (name: string, registry: ExtensionRegistry) => Answers>> = {
  sizer: (name, registry) => throughRisk("sizer", name, registry),
  limit: (name, registry) => throughRisk("limit", name, registry),
  slippage: throughSlippage,
};

/**
 * The promises of sizers, limits and slippage models that a plugin registers. They are made without options; one that
 * needs some says so, and that is all there is to check of it.
 */
export async function extensionChecks(plugin: PluginDefinition, registered: Registered): Promise<Check[]> {
  const checks: Check[] = [];
  for (const kind of KINDS)
    for (const name of registered[kind] ?? []) checks.push(...(await checksOf(plugin, kind, name)));
  return checks;
}

async function checksOf(plugin: PluginDefinition, kind: Kind, name: string): Promise<Check[]> {
  const called = `${WORDS[kind]} "${name}"`;
  let needs: string | null = null;
  let broken: PluginError | null = null;
  try {
    needs = await withRegistry(plugin, (registry) => neededBy(kind, name, registry));
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    broken = error;
  }
  if (needs !== null)
    return [{ name: `${called} needs options, a test has to check it: ${clip(needs, 100)}`, run() {} }];
  const made: Check = {
    name: `${called}: its factory makes a ${WORDS[kind]}`,
    run() {
      if (broken !== null) throw broken;
    },
  };
  if (broken !== null) return [made];
  const hear = (): Promise<Answers> => withRegistry(plugin, (registry) => HEARERS[kind](name, registry));
  return [
    made,
    {
      name: `${called}: equal facts give equal answers`,
      async run() {
        const [one, two] = [await hear(), await hear()];
        const at = one.said.findIndex((text, i) => text !== two.said[i]);
        if (at >= 0) throw new CheckFailedError(`sample ${at}: ${one.said[at]} at first, then ${two.said[at]}`);
      },
    },
    {
      name: `${called}: refuses NaN, where it looks at numbers at all`,
      async run() {
        const { said, passesNaN } = await hear();
        if (new Set(said).size > 1 && passesNaN)
          throw new CheckFailedError(
            "it lets pass what it knows no number of: write comparisons so that NaN fails them",
          );
      },
    },
  ];
}

async function withRegistry<T>(plugin: PluginDefinition, use: (registry: ExtensionRegistry) => T): Promise<T> {
  const host = new PluginHost();
  declareKinds(host.registry);
  await host.use(plugin);
  try {
    return use(host.registry);
  } finally {
    await host.close();
  }
}

/** Why it cannot be made without options; null where it can. */
function neededBy(kind: Kind, name: string, registry: ExtensionRegistry): string | null {
  try {
    makePart(kind, name, undefined, registry);
    return null;
  } catch (error) {
    if (error instanceof PluginError) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

/** Asks by way of an engine, so that it gets real facts and what it has measured itself. */
function throughRisk(kind: "sizer" | "limit", name: string, registry: ExtensionRegistry): Answers {
  const said: string[] = [];
  let passesNaN = false;
  const hear = (
    ask: (facts: RiskFacts, quantity: number, measures: Measures) => unknown,
    facts: RiskFacts,
    quantity: number,
    measures: Measures,
  ) => {
    const answer = ask(facts, quantity, measures);
    said.push(typeof answer === "number" ? String(answer) : JSON.stringify(answer));
    const blind = ask(blinded(facts), Number.NaN, blinded(measures));
    if (typeof blind === "number" && blind > 0) passesNaN = true;
    return answer;
  };
  const engine =
    kind === "sizer"
      ? createRiskEngine({ sizers: [{ type: name }], ...OPEN }, { sizers: { [name]: () => heardSizer() } })
      : createRiskEngine({ limits: [{ type: name }], ...OPEN }, { limits: { [name]: () => heardLimit() } });
  function heardSizer() {
    const sizer = makePart("sizer", name, undefined, registry);
    const ask = (facts: RiskFacts, _quantity: number, measures: Measures) => sizer.quantity(facts, measures);
    return {
      ...sizer,
      quantity: (facts: RiskFacts, measures: Measures) => hear(ask, facts, Number.NaN, measures) as number,
    };
  }
  function heardLimit() {
    const limit = makePart("limit", name, undefined, registry);
    const ask = limit.check.bind(limit);
    return {
      ...limit,
      check: (facts: RiskFacts, quantity: number, measures: Measures) =>
        hear(ask, facts, quantity, measures) as ReturnType<typeof limit.check>,
    };
  }
  for (const input of inputs(engine.warmup)) engine.applyRiskToSignal(input);
  return { said, passesNaN };
}

/** Nothing that would refuse before it is asked. */
const OPEN = { allowShort: true, maxExposure: 1_000, stopLossAtr: 2, takeProfitAtr: 3 };

function* inputs(warmup: number): Generator<RiskInput> {
  const rows = ROWS + warmup;
  const bars = sampleBars({ rows, seed: 11, timeframe: "1h" });
  for (let k = 0; k < SAMPLES; k++) {
    const end = rows - (SAMPLES - 1 - k) * 7;
    const columns = Object.fromEntries(
      Object.entries(bars).map(([name, column]) => [name, (column as Float64Array).slice(0, end)]),
    ) as unknown as typeof bars;
    const df = frameOf(columns, { symbol: SYMBOL, timeframe: "1h" });
    const equity = 10_000 - 50 * k;
    const details = { confidence: (k % 10) / 10, winProbability: 0.4 + k / 100, reason: "a check" };
    yield {
      signal: k % 3 === 2 ? short(df, details) : long(df, details),
      equity,
      entryPrice: df.close.last,
      instrument: RULES,
      portfolio: portfolioOf(equity),
      df,
      time: df.openTime.last + 3_600_000,
      dataAgeMs: 0,
      strategy: "check",
      lane: 0,
    };
  }
}

const RULES: Instrument = instrument(SYMBOL, { step: 0.001 });
const FLAT = { side: null, quantity: 0, averagePrice: Number.NaN, barsHeld: 0, unrealised: 0 };

function portfolioOf(equity: number): PortfolioView {
  return {
    quote: "USDT",
    startEquity: 10_000,
    free: equity,
    equity,
    peakEquity: 10_000,
    drawdown: 1 - equity / 10_000,
    grossNotional: 0,
    netNotional: 0,
    halted: false,
    positions: [{ lane: 0, strategy: "check", symbol: SYMBOL, quantity: 0, notional: 0, awaited: 0, unrealised: 0 }],
    position: () => FLAT,
    liquidationPrice: () => Number.NaN,
    holding: () => undefined,
  };
}

function throughSlippage(name: string, registry: ExtensionRegistry): Answers {
  const model = makePart("slippage", name, undefined, registry);
  const bars = sampleBars({ rows: SAMPLES, seed: 11, timeframe: "1h" });
  const contexts = Array.from(bars.close, (close, i): SlippageContext => {
    const [open, high, low, volume] = [bars.open[i]!, bars.high[i]!, bars.low[i]!, bars.volume[i]!];
    const side = i % 2 === 0 ? "buy" : "sell";
    const measured = { averageVolume: volume * 1.1, volatility: 0.01 };
    return { side, quantity: 0.5 + i, price: open, open, high, low, close, volume, instrument: RULES, ...measured };
  });
  const said = contexts.map((context) => String(model.price(context)));
  let passesNaN = true;
  try {
    model.price(blinded(contexts[0]!));
  } catch {
    passesNaN = false; // a price that is no number ends the run, and says why
  }
  return { said, passesNaN };
}

/** The same without a number that is known. */
function blinded<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, typeof field === "number" ? Number.NaN : field]),
  ) as T;
}
