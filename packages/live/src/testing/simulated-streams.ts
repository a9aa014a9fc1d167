import { openTimeOf, type Stream } from "@bellwether/core";
import type { Watch, WatchListener } from "../exchange/market-data.js";
import type { AccountListener } from "../exchange/trading.js";
import type { Venue, VenueListener } from "./venue.js";
import type { VirtualTime } from "./virtual-time.js";
import type { Weather } from "./weather.js";

export interface SimulatedStreams {
  watch(streams: readonly Stream[], listener: WatchListener): Watch;
  watchAccount(symbols: readonly string[], listener: AccountListener): Watch;
  /** Every connection is lost and opened again at once. */
  disconnect(): void;
  /** Lost connections are there again now: nothing keeps them down any more. */
  restore(): void;
  closeAll(): void;
}

/** What any stream hears of its connection. */
interface ConnectionListener {
  lost(reason: string): void;
  connected(): void;
}

/** Websockets of a simulated exchange: events of the venue, after a while, and with all that may happen to them. */
export function simulatedStreams(venue: Venue, timers: VirtualTime, weather: Weather): SimulatedStreams {
  const open = new Set<{ lose(reason: string, untilMs: number): void; restore(): void; close(): void }>();

  function connect(listener: ConnectionListener, hear: (deliver: (event: () => void) => void) => VenueListener): Watch {
    let isClosed = false;
    /** Numbers connections: what was sent on an earlier one never arrives. */
    let connection = 0;
    let isUp = false;
    let lastAt = 0;
    let nextLoss = () => {};
    let reopening = () => {};

    const later = (ms: number, event: () => void) => {
      const sentOn = connection;
      timers.after(ms, () => {
        if (isClosed || sentOn !== connection) return;
        weather.counts.eventsDelivered++;
        event();
      });
    };
    const deliver = (event: () => void) => {
      if (!isUp || weather.stalls.isOn(timers.true)) return void weather.counts.eventsLost++;
      const earliest = timers.true + weather.latency();
      const isOvertaken = weather.strikes(weather.plan.eventsReordered, "eventsReordered");
      const at = isOvertaken ? earliest + 1 + weather.int(2_000) : Math.max(earliest, lastAt);
      if (!isOvertaken) lastAt = at;
      later(at - timers.true, event);
      if (weather.strikes(weather.plan.eventsDuplicated, "eventsDuplicated"))
        later(at - timers.true + weather.int(2_000), event);
    };
    const rise = () => {
      const { maintenance } = weather;
      if (maintenance.isOn(timers.true)) {
        reopening = timers.after(maintenance.at(timers.true).to - timers.true, rise);
        return;
      }
      reopening = () => {};
      isUp = true;
      lastAt = 0;
      listener.connected();
      expectLoss();
    };
    const lose = (reason: string, until: number) => {
      nextLoss();
      reopening();
      const wasUp = isUp;
      isUp = false;
      connection++;
      weather.counts.disconnects++;
      if (wasUp) listener.lost(reason);
      if (!isClosed) reopening = timers.after(until - timers.true + weather.latency(), rise);
    };
    /** Waits for the next loss of the plan. */
    const expectLoss = () => {
      const now = timers.true;
      const [reset, works] = [weather.disconnects.at(now), weather.maintenance.at(now)];
      const loss = reset.from < works.from ? reset : works;
      const reason = loss === reset ? "connection reset" : "closed for maintenance";
      if (loss.from < Number.POSITIVE_INFINITY) nextLoss = timers.after(loss.from - now, () => lose(reason, loss.to));
    };

    const stop = venue.on(hear(deliver));
    const stream = {
      lose,
      restore() {
        nextLoss();
        if (isUp || isClosed) return;
        reopening();
        rise();
      },
      close() {
        isClosed = true;
        stop();
        nextLoss();
        reopening();
        open.delete(stream);
      },
    };
    open.add(stream);
    reopening = timers.after(weather.latency(), rise);
    return { close: async () => stream.close() };
  }

  return {
    watch: (streams, listener) =>
      connect(listener, (deliver) => ({
        bar(symbol, [baseTime, , , , price]) {
          const at = venue.now;
          streams.forEach((stream, number) => {
            if (stream.symbol !== symbol) return;
            const openTime = openTimeOf(stream.timeframe, baseTime);
            deliver(() => {
              listener.bar(number, openTime, at);
              listener.price(number, price, at);
            });
          });
        },
      })),
    watchAccount: (symbols, listener) =>
      connect(listener, (deliver) => ({
        order(snapshot) {
          if (symbols.includes(snapshot.symbol)) deliver(() => listener.order(snapshot));
        },
        fill(fill) {
          if (symbols.includes(fill.symbol)) deliver(() => listener.fill(fill));
        },
      })),
    disconnect() {
      for (const stream of [...open]) stream.lose("connection reset", timers.true);
    },
    restore() {
      for (const stream of [...open]) stream.restore();
    },
    closeAll() {
      for (const stream of [...open]) stream.close();
    },
  };
}
