import { type Logger, silentLogger } from "@bellwether/core";
import { ExchangeUnclearError } from "@bellwether/live";
import { type TradeOptions, type TradingRun, trade } from "@bellwether/live/node";
import { emaCross } from "@bellwether/strategies";
import { describe, expect, it } from "vitest";
import { paperStage } from "../helpers/paper-stage.js";

describe("a run that cannot start gives its journal back", () => {
  it.each<[string, Partial<TradeOptions>, RegExp]>([
    ["parameters", { strategy: { definition: emaCross, params: { fast: 30, slow: 10 } } }, /fast: must be shorter/],
    ["settings", { live: { graceMs: -1 } }, /graceMs/],
    ["a timeframe that the exchange lacks", { timeframe: "3m" }, /has no 3m bars; it has 1m, 5m/],
    ["a symbol that the exchange lacks", { symbols: ["ETH/USDT"] }, /ETH/],
  ])("where it has bad %s", async (_what, more, problem) => {
    const { options, settled, closed, journal } = paperStage();
    await expect(settled(trade({ ...options, ...more }))).rejects.toThrow(problem);
    expect(closed()).toBe(1);
    expect(journal.committed, "nothing has begun").toEqual([]);
  });

  it("where the exchange fails, even at the farewell", async () => {
    const { options, settled, closed, exchange } = paperStage();
    exchange.open = () => Promise.reject(new Error("no connection"));
    exchange.close = () => Promise.reject(new Error("not open"));
    await expect(settled(trade(options))).rejects.toThrow("no connection");
    expect(closed()).toBe(1);
  });
});

describe("a run that ends", () => {
  it("gives its journal back though the exchange fails at the farewell, and nothing stays uncaught", async () => {
    const { options, settled, closed, exchange, journal } = paperStage();
    const errors: string[] = [];
    const log: Logger = { ...silentLogger, error: (message) => errors.push(message) };
    exchange.close = () => Promise.reject(new Error("gone"));
    const run: TradingRun = await settled(trade({ ...options, log }));
    await settled(run.ready);
    await expect(settled(run.stop("over"))).rejects.toThrow("gone");
    expect(closed()).toBe(1);
    expect(journal.committed.at(-1)).toMatchObject({ type: "stop" });
    expect(errors).toEqual(["the end of the run was not in order"]);
  });

  it("before its history could be read ends in order", async () => {
    const { options, settled, closed, exchange, timers } = paperStage();
    exchange.bars = async () => {
      await timers.sleep(20_000);
      throw new ExchangeUnclearError("no answer");
    };
    const run = await settled(trade(options));
    await settled(run.stop("over"));
    await run.done;
    expect(closed()).toBe(1);
  });
});
