import { lstatSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Controls } from "../../ops/controls.js";
import { type Client, serveClient } from "./client.js";
import { ControlSocketError } from "./errors.js";
import type { ClientLimits } from "./protocol.js";
import { findSocketPath, forget, makeSocketPath } from "./socket-path.js";

export interface ControlServerOptions extends Partial<ClientLimits> {
  /** Most clients at a time; 16 unless given. */
  readonly maxClients?: number | undefined;
  /** Strikes secrets out of the messages of errors. */
  readonly redact?: ((text: string) => string) | undefined;
}

export interface ControlServer {
  /** Path of the socket. */
  readonly path: string;
  /** Lets nobody in any more, and clients go; those that are being answered after a second at most. */
  close(): Promise<void>;
}

/**
 * Listens for commands on a socket in the journal's folder (of at most 64 KiB a line, one JSON object each), which its owner alone
 * may use. A socket that a dead process has left is replaced.
 * @throws {ControlSocketError} if another process listens there, or a socket cannot be made.
 */
export async function createControlServer(
  folder: string,
  controls: Controls,
  { maxClients = 16, redact = (text) => text, ...limits }: ControlServerOptions = {},
): Promise<ControlServer> {
  const clients = new Set<Client>();
  const server = createServer((socket) => {
    if (clients.size >= maxClients) return turnAway(socket, maxClients);
    const client = serveClient(socket, controls, redact, limits);
    clients.add(client);
    client.ended.then(() => clients.delete(client));
  });
  await replaceStale(await findSocketPath(folder));
  const path = await makeSocketPath(folder);
  try {
    await listen(server, path);
  } catch (error) {
    await forget(folder);
    throw error;
  }
  server.on("error", () => {}); // such as EMFILE: whoever came is turned away, the rest goes on
  return {
    path,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([...clients].map((client) => client.close()));
      await closed;
      await forget(folder);
    },
  };
}

/** Binds with a mode that leaves no moment for others. */
async function listen(server: Server, path: string): Promise<void> {
  const before = umask(0o177);
  const listening = new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ControlSocketError(`${path}: the control socket cannot be made: ${error.code}`, { cause: error })),
    );
    server.listen(path, resolve);
  });
  if (before !== undefined) umask(before);
  await listening;
  server.removeAllListeners("error");
  await chmod(path, 0o600).catch(() => {});
}

/** Undefined in a worker thread, which may not set it. */
function umask(mask: number): number | undefined {
  try {
    return process.umask(mask);
  } catch {
    return undefined;
  }
}

/** Removes a socket on which nobody answers. */
async function replaceStale(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket())
    throw new ControlSocketError(`${path}: a file is in the way of the control socket; move it away`);
  if (await answers(path))
    throw new ControlSocketError(`${path}: another process answers on the control socket; stop that run first`);
  rmSync(path, { force: true });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    // refused: nobody listens; anything else, such as a full queue or another owner, is somebody
    socket.once("error", (error: NodeJS.ErrnoException) => end(!["ECONNREFUSED", "ENOENT"].includes(error.code ?? "")));
  });
}

/** Says why, and lets go within a second; what the client has sent is thrown away. */
function turnAway(socket: Socket, most: number): void {
  const message = `${most} clients are connected already; try again later`;
  socket.on("error", () => {});
  socket.setTimeout(1_000, () => socket.destroy());
  socket.resume();
  socket.end(`${JSON.stringify({ ok: false, error: { code: "CONTROL_BUSY", message } })}\n`);
}
