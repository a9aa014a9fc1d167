import type { Halt, PortfolioView, Refused, RiskEngine, RiskInput, RiskRule, Verdict } from "@bellwether/core";
import * as z from "zod";
import { confidenceFactor } from "./confidence.js";
import { RiskConfig, type RiskOptions } from "./config.js";
import { BadRiskConfigError } from "./errors.js";
import { planExits } from "./exits.js";
import { Sizing } from "./sizing.js";

/**
 * A RiskEngine: sizes an entry, cuts it to the limits, or refuses it with the rule, its limit and what it saw.
 * Every comparison is written so that NaN fails it.
 * @throws {BadRiskConfigError} with every violation of {@link RiskConfig}.
 */
export function createRiskEngine(options: RiskOptions = {}): RiskEngine {
  const parsed = RiskConfig.safeParse(options);
  if (!parsed.success) throw new BadRiskConfigError(`risk settings:\n${z.prettifyError(parsed.error)}`);
  return new Engine(parsed.data);
}

function refused(rule: RiskRule, limit: number, observed: number): Refused {
  return { status: "refused", rule, limit, observed };
}

class Engine implements RiskEngine {
  constructor(readonly config: RiskConfig) {}

  get reentry(): RiskConfig["reentry"] {
    return this.config.reentry;
  }

  get warmup(): number {
    const { stopLossAtr, takeProfitAtr, atrPeriod } = this.config;
    return stopLossAtr === undefined && takeProfitAtr === undefined ? 0 : atrPeriod + 1;
  }

  describe(): RiskConfig {
    return this.config;
  }

  inspect({ drawdown }: PortfolioView): Halt | null {
    const { maxDrawdown, flattenOnHalt } = this.config;
    return drawdown <= maxDrawdown
      ? null
      : { rule: "maxDrawdown", limit: maxDrawdown, observed: drawdown, flatten: flattenOnHalt };
  }

  applyRiskToSignal(input: RiskInput): Verdict {
    const { config } = this;
    const { signal, equity, entryPrice, portfolio, instrument } = input;
    const confidence = input.confidence ?? signal.metadata.confidence;
    if (!(equity > 0 && Number.isFinite(equity))) return refused("badInput", 0, equity);
    if (!(entryPrice > 0 && Number.isFinite(entryPrice))) return refused("badInput", 0, entryPrice);
    if (!(confidence >= 0 && confidence <= 1)) return refused("badInput", 1, confidence);
    if (signal.signal === "FLAT") return this.#exit(input);
    if (signal.signal !== "LONG" && signal.signal !== "SHORT") return refused("badInput", 0, Number.NaN);
    if (!(portfolio.grossNotional >= 0)) return refused("badInput", 0, portfolio.grossNotional);
    if (portfolio.halted) return refused("halted", config.maxDrawdown, portfolio.drawdown);
    if (!(portfolio.drawdown <= config.maxDrawdown))
      return refused("maxDrawdown", config.maxDrawdown, portfolio.drawdown);
    if (!(confidence >= config.minConfidence)) return refused("minConfidence", config.minConfidence, confidence);
    if (signal.signal === "SHORT" && !config.allowShort) return refused("shortNotAllowed", 0, -1);
    const exits = planExits(input, config);
    if (exits === null) return refused("noStop", 0, Number.NaN);

    const contractSize = instrument?.contractSize ?? 1;
    const unit = entryPrice * contractSize;
    const sizing = new Sizing();
    const { riskPerTrade, fixedFraction } = config;
    if (riskPerTrade === undefined) sizing.set("fixedFraction", ((fixedFraction ?? 1) * equity) / unit);
    else if (exits.stopDistance > 0)
      sizing.set("riskPerTrade", (riskPerTrade * equity) / (exits.stopDistance * contractSize));
    else return refused("noStop", 0, exits.stopDistance);
    const factor = confidenceFactor(config.confidence, confidence);
    if (factor !== 1) sizing.set("confidence", sizing.quantity * factor);
    if (riskPerTrade !== undefined && fixedFraction !== undefined)
      sizing.cut("fixedFraction", (fixedFraction * equity) / unit);

    const own = input.position === undefined || input.position.side === null ? 0 : input.position.quantity * unit;
    if (!(own >= 0 && Number.isFinite(own))) return refused("badInput", 0, own);
    const room = config.maxExposure * equity - Math.max(0, portfolio.grossNotional - own);
    if (!(room > 0)) return refused("maxExposure", config.maxExposure, portfolio.grossNotional / equity);
    sizing.cut("maxExposure", room / unit);
    if (instrument !== undefined) sizing.cut("step", instrument.quantities.down(sizing.quantity));

    const { quantity } = sizing;
    const notional = quantity * unit;
    if (config.maxNotional !== undefined && !(notional <= config.maxNotional))
      return refused("maxNotional", config.maxNotional, notional);
    const minQuantity = instrument?.minQuantity ?? 0;
    if (!(quantity > 0 && quantity >= minQuantity && quantity < Number.POSITIVE_INFINITY))
      return refused("minQuantity", minQuantity, quantity);
    const minNotional = Math.max(config.minNotional, instrument?.minNotional ?? 0);
    if (!(notional >= minNotional)) return refused("minNotional", minNotional, notional);
    return {
      status: "approved",
      order: { side: signal.signal === "LONG" ? "buy" : "sell", quantity, bracket: exits.bracket },
      sizing: sizing.steps,
    };
  }

  /** Leaving is always approved. */
  #exit({ position }: RiskInput): Verdict {
    if (position === undefined || position.side === null) return refused("minQuantity", 0, 0);
    return {
      status: "approved",
      order: { side: position.side === "long" ? "sell" : "buy", quantity: position.quantity },
      sizing: [{ rule: "exit", quantity: position.quantity }],
    };
  }
}
