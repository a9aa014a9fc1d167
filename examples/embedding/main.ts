// Bellwether inside a web service: POST /backtests?fast=5 runs one and streams what happens as lines of JSON.
// Run it: node --import jiti/register examples/embedding/main.ts          (starts, asks itself once, and stops)
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { backtest } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { EventBus, TradingError } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { smaCross } from "@bellwether/strategies";

const { columns } = await readBars(new URL("../../data/sample/eurusd-1h.csv", import.meta.url).pathname);

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (request.method !== "POST" || url.pathname !== "/backtests") {
    response.writeHead(404).end();
    return;
  }
  const bus = new EventBus();
  const lines: string[] = [];
  bus.on("verdict", (verdict, signal) =>
    lines.push(JSON.stringify({ event: "verdict", stance: signal.signal, status: verdict.status })),
  );
  bus.on("position", (_position, { symbol }, trade) => {
    if (trade !== null) lines.push(JSON.stringify({ event: "trade", symbol, pnl: trade.pnl, exit: trade.exitReason }));
  });
  try {
    const { metrics, fingerprint } = await backtest({
      data: { symbol: "EUR/USD", timeframe: "1h", columns },
      strategy: smaCross,
      params: { fast: Number(url.searchParams.get("fast") ?? 10) },
      risk: createRiskEngine({ fixedFraction: 0.5 }),
      instruments: { "EUR/USD": { maker: 0.00002, taker: 0.00002 } },
      bus,
    });
    lines.push(
      JSON.stringify({ event: "done", trades: metrics.trades, totalReturn: metrics.totalReturn, fingerprint }),
    );
    response.writeHead(200, { "content-type": "application/x-ndjson" }).end(`${lines.join("\n")}\n`);
  } catch (error) {
    const known = error instanceof TradingError; // callers branch on the code, people read the message
    response.writeHead(known ? 400 : 500, { "content-type": "application/json" });
    response.end(JSON.stringify(known ? { code: error.code, message: error.message } : { code: "INTERNAL" }));
  }
});

server.listen(0, "127.0.0.1", async () => {
  const { port } = server.address() as AddressInfo;
  const ask = async (query: string) =>
    (await fetch(`http://127.0.0.1:${port}/backtests${query}`, { method: "POST" })).text();
  const events = (await ask("?fast=5")).trim().split("\n");
  console.log(`${events.length} events; the last:\n${events.at(-1)}`);
  console.log(`a mistake:\n${await ask("?fast=0")}`);
  server.close();
});
