import { createRng } from "@bellwether/core";
import { LocalExchangeError } from "./api-error.js";

/** What may happen instead of an answer, in the order in which they are drawn. None of these has acted. */
const BEFORE_ACTING = ["requestLost", "tooManyRequests", "banned", "serverError"] as const;
/** What may happen to an answer once the exchange has acted. */
const AFTER_ACTING = [
  "answerLost",
  "serverErrorAfter",
  "slowHeaders",
  "bodyStall",
  "bodyCut",
  "html",
  "nullBody",
  "brokenJson",
  "emptyObject",
  "emptyList",
] as const;
/** Rows of bars that are not what they should be, in an answer that is otherwise sound. */
const ROWS = ["rowsUnfinished", "rowsLate", "rowsDuplicated", "rowsNaN"] as const;
/** Only where a websocket is opened. */
const UPGRADE = ["wsRefused", "wsHang"] as const;
/** What happens to a connection, whatever it carries. */
const CONNECTION = ["wsClose", "wsCut", "wsSilent", "wsNoPongs", "wsBrokenFrame"] as const;
/** What happens to one message of the market. */
const MARKET_FRAME = ["wsMissingFields", "wsDropped", "wsDuplicated", "wsLate"] as const;
/** What happens to one event of the account. */
const USER_FRAME = ["userLost", "userDuplicated", "userLate"] as const;

export const FAULTS = [
  "wrongClock",
  ...BEFORE_ACTING,
  ...AFTER_ACTING,
  ...ROWS,
  ...UPGRADE,
  ...CONNECTION,
  ...MARKET_FRAME,
  ...USER_FRAME,
] as const;
export const FAULTS_OF = { BEFORE_ACTING, AFTER_ACTING, ROWS, UPGRADE, CONNECTION, MARKET_FRAME, USER_FRAME } as const;

/** `wrongClock`: the exchange finds a signed request out of its time, and tells a wrong time itself. */
export type FaultName = (typeof FAULTS)[number];
/** Probability of each, in [0, 1], for each thing that it can happen to. */
export type FaultRates = Partial<Readonly<Record<FaultName, number>>>;

/** How the faults look; real time in ms. */
export interface FaultShape {
  /** Until the headers of a slow answer come; 30 s unless set, above every client's patience. */
  slowMs: number;
  /** How late a late message is, at most; 300 unless set. */
  lateMs: number;
  /** What `Retry-After` asks for, s; 1 unless set. */
  retryAfterSeconds: number;
  /** Status of a server error; drawn from 500, 502, 503 and 504 where null. */
  serverStatus: number | null;
  /** How long after its close (exchange time) a bar may still be shown unfinished; 800 unless set. */
  unfinishedMs: number;
  /** How far a wrong clock is off, either way; 12 s unless set. */
  clockMs: number;
}

/** Faults of a local exchange: by chance, or on demand. */
export interface LocalFaults {
  /** How often each has happened. */
  readonly counts: Readonly<Record<FaultName, number>>;
  readonly shape: FaultShape;
  /** Sets probabilities; those not named stay. @throws {LocalExchangeError} outside [0, 1] */
  set(rates: FaultRates): void;
  /** Draws every probability from a seed: each fault is out in half of the seeds, and rare in the others. */
  random(seed: number): void;
  /** Lets the next `times` (1 unless given) occasions have it whose text holds `where`: `GET /api/v3/klines`, or a stream. */
  inject(name: FaultName, options?: { readonly times?: number; readonly where?: string }): void;
  /** No more faults, not even those on demand. What has happened stays: a silent connection stays silent. */
  off(): void;
  /** The exchange's clock, as it tells and checks it, is ahead of its true one by so much, ms. */
  skewMs: number;
}

/** The side of the exchange. */
export interface FaultDice extends LocalFaults {
  /** Whether it happens now. Counts it. */
  draws(name: FaultName, where: string): boolean;
  /** The first of some that happens now, or null. */
  first<Name extends FaultName>(names: readonly Name[], where: string): Name | null;
  /** Uniform in [0, bound), for what a fault leaves open. */
  int(bound: number): number;
}

/** Largest probability that `random` gives. */
const HIGHEST = 0.04;

export function createFaults(seed: number, initial: FaultRates = {}): FaultDice {
  const rng = createRng(seed).fork("faults");
  const rates = new Map<FaultName, number>();
  const counts = Object.fromEntries(FAULTS.map((name) => [name, 0])) as Record<FaultName, number>;
  let demands: { readonly name: FaultName; readonly where: string; left: number }[] = [];

  const faults: FaultDice = {
    counts,
    shape: {
      slowMs: 30_000,
      lateMs: 300,
      retryAfterSeconds: 1,
      serverStatus: null,
      unfinishedMs: 800,
      clockMs: 12_000,
    },
    skewMs: 0,
    set(given) {
      for (const [name, rate] of Object.entries(given)) {
        if (!(FAULTS as readonly string[]).includes(name))
          throw new LocalExchangeError(`no fault ${JSON.stringify(name)}; there are ${FAULTS.join(", ")}`);
        if (!(rate >= 0 && rate <= 1))
          throw new LocalExchangeError(`probability of ${name} is ${rate}; give one from 0 to 1`);
        rates.set(name as FaultName, rate);
      }
    },
    random(from) {
      const chance = createRng(from).fork("rates");
      for (const name of FAULTS) rates.set(name, chance.next() < 0.5 ? 0 : chance.next() * HIGHEST);
    },
    inject(name, { times = 1, where = "" } = {}) {
      demands.push({ name, where, left: times });
    },
    off() {
      rates.clear();
      demands = [];
      faults.skewMs = 0;
    },
    draws(name, where) {
      const demand = demands.find((it) => it.name === name && it.left > 0 && where.includes(it.where));
      const rate = rates.get(name) ?? 0;
      if (demand !== undefined) demand.left--;
      else if (rate === 0 || !(rng.next() < rate)) return false;
      counts[name]++;
      return true;
    },
    first: (names, where) => names.find((name) => faults.draws(name, where)) ?? null,
    int: (bound) => rng.int(bound),
  };
  faults.set(initial);
  return faults;
}
