import * as z from "zod";
import { symbolSchema } from "./run-market.js";
import { utcTimeSchema } from "./utc-time.js";

const rate = () => z.number().gt(-1).lt(1);

const feeTierSchema = z.strictObject({
  volume: z.number().positive().describe("Notional traded in the last 30 days, in quote currency."),
  maker: rate().describe("Maker fee from that volume on, as a fraction."),
  taker: rate().describe("Taker fee from that volume on, as a fraction."),
});

const marginTierSchema = z.strictObject({
  upTo: z
    .number()
    .positive()
    .optional()
    .describe("Largest notional of the tier, in quote currency; the last has none."),
  maintenanceRate: z.number().min(0).lt(1).describe("Share of notional that must remain, or it is liquidated."),
  maxLeverage: z.number().min(1).describe("Largest leverage of the tier."),
});

/** Rules that venues change from time to time. */
const changing = {
  tick: z.number().positive().optional().describe("Smallest price step, in quote currency."),
  step: z.number().positive().optional().describe("Smallest quantity step, in base units."),
  minQuantity: z.number().min(0).optional().describe("Smallest order, in base units."),
  minNotional: z.number().min(0).optional().describe("Smallest order value, in quote currency."),
  maker: rate().optional().describe("Maker fee as a fraction: 0.001 is 0.1 %; negative is a rebate."),
  taker: rate().optional().describe("Taker fee as a fraction."),
  feeTiers: z
    .array(feeTierSchema)
    .optional()
    .describe("Fees by traded volume, rising; maker and taker count below the first."),
  marginTiers: z
    .array(marginTierSchema)
    .min(1)
    .optional()
    .describe("Margin table of a perpetual, by rising notional; one tier (0.5 %, leverage to 125) without."),
  liquidationFee: z.number().min(0).lt(1).optional().describe("Fee of a liquidation, a fraction of notional."),
};

const datedRulesSchema = z.strictObject({
  from: utcTimeSchema().describe("Open time of the first bar that they hold for, UTC."),
  ...changing,
});

/** Trading rules that take the place of the exchange's own, or stand in for them where there is no exchange. */
const instrumentSchema = z.strictObject({
  ...changing,
  contractSize: z.number().positive().optional().describe("Base units in one contract; 1 if nobody says otherwise."),
  kind: z
    .enum(["spot", "linear"])
    .optional()
    .describe("linear is a perpetual margined in its quote currency, as BTC/USDT:USDT is by itself."),
  feeIn: z.enum(["quote", "base"]).optional().describe("What the fees of spot buys are taken from; quote by default."),
  leverage: z.number().positive().optional().describe("Notional ÷ margin of a perpetual; account.margin by default."),
  marginMode: z.enum(["cross", "isolated"]).optional().describe("Of a perpetual; account.margin by default."),
  history: z
    .array(datedRulesSchema)
    .optional()
    .describe("What the rules were changed to, oldest first; each entry changes what it names and keeps the rest."),
});

/** Trading rules by symbol. */
export const instrumentsSchema = z.record(symbolSchema, instrumentSchema);
