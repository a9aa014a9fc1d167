import type { CcxtOptions } from "@bellwether/ccxt/testing";
import type { RiskOptions } from "@bellwether/risk";

/** What every process of a test knows. */
export const SYMBOLS = ["BTC/USDT", "ETH/USDT"] as const;
export const TIMEFRAME = "3m";
/** ms. */
export const BAR = 180_000;
/** The run begins then, epoch ms UTC. */
export const START = Date.UTC(2024, 0, 8);
export const BALANCE = 10_000;
export const KEY = { apiKey: "crash-key", secret: "crash-secret" };
export const RISK = { riskPerTrade: 0.01, stopLossAtr: 2.5, maxDrawdown: 0.9 } satisfies RiskOptions;

/** What a process is to do. */
export interface Task {
  /** Address of the exchange, and what opens its control endpoint. */
  readonly url: string;
  readonly controlToken: string;
  readonly ccxt: CcxtOptions;
  readonly mode: "paper" | "testnet";
  /** Folder of the journal. */
  readonly folder: string;
  /** Size of its segments, bytes. */
  readonly segmentBytes: number;
  /** The run is stopped in order then, epoch ms UTC. */
  readonly until: number;
  /** Kills itself when it comes to a point for the n-th time, counted from 1. */
  readonly kill?: { readonly point: string; readonly hit: number } | undefined;
}

/** What a process tells the test. */
export type Word =
  /** Its code is loaded: it waits for a task. */
  | { readonly kind: "loaded" }
  /** The journal is played, and the next bars are awaited. */
  | { readonly kind: "ready" }
  | { readonly kind: "bars"; readonly time: number }
  /** It has stopped in order. @param state - of the run at its end. */
  | { readonly kind: "over"; readonly state: unknown }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };
