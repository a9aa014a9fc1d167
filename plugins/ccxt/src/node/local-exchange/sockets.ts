import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Connection, createConnection } from "./connection.js";
import type { FaultDice } from "./faults.js";
import type { Later } from "./later.js";

/** Who talks on a socket. */
export interface SocketRoom {
  hear(text: string, connection: Connection): void;
  leave(connection: Connection): void;
}

export interface Sockets {
  readonly size: number;
  /** A client asks to turn its connection into a websocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  cut(): void;
  close(): void;
}

/** Longest message of a client, bytes. */
const MAX_BYTES = 65_536;

/**
 * @param roomOf - where a path leads; undefined for nowhere
 * @param pingMs - between two pings, real; who has not answered the last by the next is cut
 */
export function createSockets(
  roomOf: (path: string) => SocketRoom | undefined,
  faults: FaultDice,
  later: Later,
  pingMs: number,
): Sockets {
  const server = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: MAX_BYTES });
  /** Open connections, and whether they have answered the last ping. */
  const open = new Map<WebSocket, { readonly connection: Connection; answered: boolean }>();
  /** Handshakes that are left hanging. */
  const hanging = new Set<Duplex>();
  const pings = setInterval(() => {
    for (const [socket, state] of open) {
      if (!state.answered) socket.terminate();
      state.answered = false;
      state.connection.ping();
    }
  }, pingMs);
  pings.unref();

  const welcome = (socket: WebSocket, room: SocketRoom) => {
    const connection = createConnection(socket, faults, later.run);
    const state = { connection, answered: true };
    open.set(socket, state);
    socket.on("message", (data, isBinary) => {
      if (!isBinary) room.hear(String(data), connection);
    });
    socket.on("ping", (data) => connection.pong(data));
    socket.on("pong", () => {
      state.answered = true;
    });
    socket.on("error", () => socket.terminate()); // a broken frame of the client
    socket.on("close", () => {
      open.delete(socket);
      room.leave(connection);
    });
  };

  return {
    get size() {
      return open.size;
    },
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      const path = (request.url ?? "/").split("?")[0]!;
      const room = roomOf(path);
      if (room === undefined) return refuse(socket, 404);
      if (faults.draws("wsRefused", path)) return refuse(socket, 503);
      if (faults.draws("wsHang", path)) {
        hanging.add(socket);
        socket.on("close", () => hanging.delete(socket));
        return;
      }
      server.handleUpgrade(request, socket, head, (websocket) => welcome(websocket, room));
    },
    cut() {
      for (const socket of open.keys()) socket.terminate();
    },
    close() {
      clearInterval(pings);
      for (const socket of open.keys()) socket.terminate();
      for (const socket of hanging) socket.destroy();
      server.close();
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
