import { lookup } from "node:dns/promises";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type Send, SendFailedError, SendRefusedError, type SendRequest, type SendResponse } from "../ops/send.js";
import { isLoopbackHost, isPrivateAddress } from "./address-range.js";

/** An address that a host name stands for. */
interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface SenderOptions {
  /** Lets plain http reach other machines than this one. */
  readonly allowHttp?: boolean | undefined;
  /** Lets names and addresses lead into private networks. This machine may be named as such without. */
  readonly allowPrivate?: boolean | undefined;
  /** Longest answer that is read, bytes; 64 KiB unless given. */
  readonly maxBytes?: number | undefined;
  /** Looks a name up; as this machine does unless given. */
  readonly resolve?: ((hostname: string) => Promise<readonly ResolvedAddress[]>) | undefined;
  /** Further certificates that are trusted, as PEM. */
  readonly ca?: string | undefined;
}

/**
 * Sends over https, and over http to this machine. The address that a name leads to is checked where it is connected to, so
 * that a name cannot lead elsewhere between the look and the connection.
 */
export function createSend(settings: SenderOptions = {}): Send {
  const { allowHttp = false, allowPrivate = false, maxBytes = 65_536, resolve: resolveName = lookUp, ca } = settings;
  return async (text, request) => {
    const url = checkedUrl(text, allowHttp);
    const local = isLoopbackHost(url.hostname);
    const open = allowPrivate || local;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (!open && isIP(host) !== 0 && isPrivateAddress(host)) throw privateHost(url);
    const options = {
      method: request.method,
      headers: headersOf(request),
      // a connection of its own: nothing of it remains
      agent: false,
      lookup: checkedLookup(url, resolveName, open),
      ...(ca === undefined ? {} : { ca }),
    } as const;
    const call = url.protocol === "https:" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      let sent: ClientRequest;
      const end = (outcome: SendResponse | Error) => {
        clearTimeout(deadline);
        if (outcome instanceof Error) reject(asSendError(url, outcome));
        else resolve(outcome);
        sent?.destroy();
      };
      const deadline = setTimeout(
        () => end(new SendFailedError(`${url.host}: no answer within ${request.timeoutMs} ms`)),
        request.timeoutMs,
      );
      try {
        sent = call(url, options, (response) => readAnswer(response, maxBytes).then(end, end));
        sent.on("error", end);
        sent.end(request.body);
      } catch (error) {
        end(error as Error);
      }
    });
  };
}

function checkedUrl(text: string, allowHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw new SendRefusedError("this is no address; write https://host/path");
  if (url.username !== "" || url.password !== "")
    throw new SendRefusedError(`${url.host}: the address holds a password; use a header instead`);
  if (url.protocol === "https:" || (url.protocol === "http:" && (allowHttp || isLoopbackHost(url.hostname))))
    return url;
  const only =
    url.protocol === "http:" ? "http reaches this machine only, unless it is allowed" : "only https is sent to";
  throw new SendRefusedError(`${url.host || url.protocol}: ${only}; write https://`);
}

const privateHost = (url: URL) =>
  new SendRefusedError(`${url.host}: leads into a private network; allow that in the settings if it is meant`);

function headersOf({ headers, body }: SendRequest): Record<string, string | number> {
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return { "user-agent": "bellwether", "accept-encoding": "identity", ...headers, ...length };
}

const lookUp = (hostname: string): Promise<readonly ResolvedAddress[]> => lookup(hostname, { all: true });

/** Gives the connection only addresses that it may reach. */
const checkedLookup =
  (url: URL, find: typeof lookUp, open: boolean): LookupFunction =>
  (hostname, options, callback) => {
    find(hostname).then(
      (found) => {
        const [first] = found;
        if (first === undefined || (!open && found.some(({ address }) => isPrivateAddress(address))))
          return callback(privateHost(url), []);
        if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };

/** Reads an answer up to the limit; what is longer is cut off. */
async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<SendResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxBytes) break;
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
  const text = Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8");
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers), text };
}

/** Only the code of a system's error is told: its message may hold the address. */
function asSendError(url: URL, error: Error): SendFailedError | SendRefusedError {
  if (error instanceof SendFailedError || error instanceof SendRefusedError) return error;
  const { code } = error as NodeJS.ErrnoException;
  return new SendFailedError(`${url.host}: no answer (${typeof code === "string" ? code : "the connection broke"})`);
}
