import { createRng, defineStrategy, type Frame, flat, long, type Rng, type Signal } from "@bellwether/core";
import * as z from "zod";

const params = z.strictObject({ seed: z.int(), tantrums: z.number().min(0).max(1).default(0) });

/**
 * Says anything that a strategy may say, by the dice: market, limit, stop and stop-limit entries of every life, with all
 * kinds of exits. Its dice are those of the bar, so that it says the same whenever it is asked. On a share of bars, its
 * `tantrums`, it throws, or says what is no signal.
 */
export const randomSignals = defineStrategy({
  id: "random-signals",
  params,
  create: ({ seed, tantrums }) => ({
    warmup: 3,
    generateSignal(df) {
      const rng = createRng(seed).fork(`${df.symbol} ${df.openTime.last}`);
      if (rng.next() < tantrums) return tantrum(rng);
      const dice = rng.next();
      if (dice < 0.3) return null;
      return dice < 0.5 ? flat(df, { reason: "dice" }) : entry(df, rng);
    },
  }),
});

function tantrum(rng: Rng): Signal | null {
  const kind = rng.int(4);
  if (kind === 0) throw new Error("the dice are angry");
  if (kind === 1) return { signal: "UP" } as unknown as Signal;
  if (kind === 2) return { signal: "LONG", metadata: { entryPrice: Number.NaN, strategyType: "rule_based" } };
  return undefined as unknown as Signal;
}

function entry(df: Frame, rng: Rng): Signal {
  const close = df.close.last;
  const unit = Math.max(0.02, 0.001 * close);
  const near = (sign: number) => tidy(close + sign * unit * 1.5 * rng.next());
  const life = rng.int(6);
  const lives = [
    {},
    { timeInForce: "gtc" },
    { timeInForce: "ioc" },
    { timeInForce: "fok" },
    { timeInForce: "gtd", expiresAt: df.openTime.last + 60_000 * (2 + rng.int(4)) },
    {},
  ] as const;
  const kinds = [
    undefined,
    undefined,
    { type: "limit", limitPrice: near(-1), ...lives[life] },
    { type: "limit", limitPrice: near(-1), postOnly: true },
    { type: "stop", stopPrice: near(1), ...(life === 4 ? lives[4] : {}) },
    { type: "stop-limit", stopPrice: near(1), limitPrice: tidy(close + 2 * unit), ...(life === 4 ? lives[4] : {}) },
  ] as const;
  const terms = kinds[rng.int(kinds.length)];
  const exits = {
    ...(rng.int(3) === 0 ? { trailing: { distance: tidy(unit * (1 + rng.next())) } } : {}),
    ...(rng.int(4) === 0 ? { breakEven: { after: tidy(unit) } } : {}),
    ...(rng.int(3) === 0 ? { timeStop: { bars: 1 + rng.int(6) } } : {}),
    ...(rng.int(3) === 0 ? { targets: [{ level: { distance: tidy(unit) }, share: 0.5 }] } : {}),
  };
  return long(df, {
    slDistance: tidy(unit * (0.5 + 2 * rng.next())),
    ...(rng.int(2) === 0 ? { tpDistance: tidy(unit * (1.5 + 2 * rng.next())) } : {}),
    ...(terms === undefined ? {} : { entry: terms }),
    ...(Object.keys(exits).length === 0 ? {} : { exits }),
    confidence: rng.next(),
  });
}

/** In cents. */
function tidy(price: number): number {
  return Math.round(100 * price) / 100;
}
