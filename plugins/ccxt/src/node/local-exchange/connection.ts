import type { WebSocket } from "ws";
import { FAULTS_OF, type FaultDice } from "./faults.js";

/** Something to send, by what may happen to it. */
interface Frame {
  readonly kind: "market" | "user" | "reply";
  /** Stream of it, such as `btcusdt@kline_1m`; empty for what belongs to none. */
  readonly stream: string;
  readonly text: string;
}

/** One websocket of a client, with its faults. */
export interface Connection {
  send(frame: Frame): void;
  /** Answers a ping, unless it is dead. */
  pong(data: Buffer): void;
  ping(): void;
}

/** @param later - runs something after so many real ms, unless the exchange closes before */
export function createConnection(
  socket: WebSocket,
  faults: FaultDice,
  later: (ms: number, run: () => void) => void,
): Connection {
  /** Silent: nothing but pongs. Dead: nothing at all. */
  let state: "alive" | "silent" | "dead" = "alive";
  const write = (text: string) => {
    if (state === "alive" && socket.readyState === socket.OPEN) socket.send(text);
  };
  const writeLate = (text: string) => later(1 + faults.int(faults.shape.lateMs), () => write(text));

  /** @returns whether the frame may still be sent */
  const survives = (where: string, text: string): boolean => {
    switch (faults.first(FAULTS_OF.CONNECTION, where)) {
      case "wsClose":
        socket.close(1001, "going away");
        return false;
      case "wsCut":
        socket.terminate();
        return false;
      case "wsSilent":
        state = "silent";
        return false;
      case "wsNoPongs":
        state = "dead";
        return false;
      case "wsBrokenFrame":
        write(text.slice(0, text.length >> 1));
        return false;
      case null:
        return true;
    }
  };

  const sendMarket = ({ stream, text }: Frame) => {
    const isKline = stream.includes("@kline_");
    const possible = isKline ? FAULTS_OF.MARKET_FRAME : FAULTS_OF.MARKET_FRAME.filter((it) => it !== "wsMissingFields");
    const fault = faults.first(possible, stream);
    if (fault === "wsDropped") return;
    if (fault === "wsLate") return writeLate(text);
    write(fault === "wsMissingFields" ? withoutPrices(text) : text);
    if (fault === "wsDuplicated") write(text);
  };
  const sendUser = ({ text }: Frame) => {
    const fault = faults.first(FAULTS_OF.USER_FRAME, text);
    if (fault === "userLost") return;
    if (fault === "userLate") return writeLate(text);
    write(text);
    if (fault === "userDuplicated") write(text);
  };

  return {
    send(frame) {
      if (frame.kind === "reply") return write(frame.text);
      if (state !== "alive" || !survives(frame.kind === "user" ? "user" : frame.stream, frame.text)) return;
      if (frame.kind === "user") sendUser(frame);
      else sendMarket(frame);
    },
    pong(data) {
      if (state !== "dead" && socket.readyState === socket.OPEN) socket.pong(data);
    },
    ping() {
      if (state !== "dead" && socket.readyState === socket.OPEN) socket.ping();
    },
  };
}

/** A kline that has lost its prices. */
function withoutPrices(text: string): string {
  const message = JSON.parse(text) as { k: object };
  const { o: _o, h: _h, l: _l, c: _c, ...rest } = message.k as Record<string, unknown>;
  return JSON.stringify({ ...message, k: rest });
}
