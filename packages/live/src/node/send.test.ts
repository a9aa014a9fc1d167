import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { isLoopbackHost, isPrivateAddress } from "./address-range.js";
import { createSend, type SenderOptions } from "./send.js";

const folder = mkdtempSync(join(tmpdir(), "tls-"));
afterAll(() => rmSync(folder, { recursive: true }));

const servers: (Server | TcpServer)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  }
});

async function portOf(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
const serve = async (answer: RequestListener) => `http://127.0.0.1:${await portOf(createServer(answer))}`;

const POST = { method: "POST", body: "hällo", headers: { "X-Mine": "1" }, timeoutMs: 5_000 } as const;
const send = (url: string, options: SenderOptions = {}, request: Parameters<ReturnType<typeof createSend>>[1] = POST) =>
  createSend(options)(url, request);
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => new Error("it was sent"),
    (error: Error & { code?: string }) => error,
  );
  return { code: (error as { code?: string }).code, message: error.message };
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

describe("sending", () => {
  it("brings method, headers and body there, and status, headers and text back, whatever the status", async () => {
    let seen: unknown;
    const url = await serve(async (request, response) => {
      const { method, url: path, headers } = request;
      seen = [method, path, headers["x-mine"], headers["content-length"], await bodyOf(request)];
      response.writeHead(418, { "Retry-After": "7" }).end("tea");
    });
    const { status, headers, text } = await send(`${url}/hook?a=1`);
    expect(seen).toEqual(["POST", "/hook?a=1", "1", "6", "hällo"]);
    expect([status, headers["retry-after"], text]).toEqual([418, "7", "tea"]);
  });

  it("does not follow a redirect", async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.writeHead(307, { location: "http://169.254.169.254/latest/meta-data" }).end();
    });
    expect(await send(url)).toMatchObject({ status: 307 });
    expect(asked).toBe(1);
  });

  it("reads an endless answer up to the limit", async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (response.write("x".repeat(1_000)));
      };
      response.on("drain", more);
      more();
    });
    const { status, text } = await send(url, { maxBytes: 5_000 });
    expect([status, text.length]).toEqual([200, 5_000]);
  });

  it.each([
    ["says nothing", () => {}],
    ["drips its answer", (_: unknown, response: Parameters<RequestListener>[1]) => response.writeHead(200).write("x")],
  ])("gives up on a server that %s", async (_case, answer) => {
    const url = await serve(answer);
    const { code, message } = await failure(send(`${url}/bot123:TOKEN/x`, {}, { ...POST, timeoutMs: 100 }));
    expect(code).toBe("SEND_FAILED");
    expect(message).toBe(`${new URL(url).host}: no answer within 100 ms`);
  });

  it("tells a connection that is refused or broken, or an answer that is no HTTP, by its code, without the path", async () => {
    const port = await portOf(createTcpServer((socket) => socket.destroy()));
    const noise = await portOf(createTcpServer((socket) => socket.end("SSH-2.0-OpenSSH\r\n")));
    servers[0]!.unref();
    const closed = await portOf(createTcpServer());
    await new Promise((resolve) => servers.pop()!.close(resolve));
    for (const [to, reason] of [
      [closed, "ECONNREFUSED"],
      [port, "ECONNRESET"],
      [noise, "HPE_INVALID_CONSTANT"],
    ] as const) {
      const { code, message } = await failure(send(`http://127.0.0.1:${to}/TOKEN?key=SECRET`));
      expect({ code, message }).toEqual({ code: "SEND_FAILED", message: `127.0.0.1:${to}: no answer (${reason})` });
    }
  });

  it("trusts no certificate that it was not told to", async () => {
    const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const request = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "1",
    ];
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", [...request, ...names, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" });
    const [key, cert] = [readFileSync(keyFile), readFileSync(certFile)];
    const url = `https://127.0.0.1:${await portOf(createTlsServer({ key, cert }, (_, response) => response.end("ok")))}`;
    expect(await failure(send(url))).toMatchObject({ code: "SEND_FAILED" });
    expect(await send(url, { ca: cert.toString() })).toMatchObject({ status: 200, text: "ok" });
  });
});

describe("what is not sent", () => {
  const never = async () => {
    let asked = false;
    const url = await serve((_, response) => {
      asked = true;
      response.end();
    });
    return { port: new URL(url).port, asked: () => asked };
  };

  it.each([
    "not an address",
    "ftp://example.org/x",
    "file:///etc/passwd",
    "data:text/plain,x",
    "http://example.org/x",
    "https://anna:geheim@example.org/x",
  ])("%s: no address for it", async (url) => {
    const { code, message } = await failure(send(url));
    expect(code).toBe("SEND_REFUSED");
    expect(message).not.toContain("geheim");
  });

  it.each([
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "0xa000001",
    "167772161",
    "[::ffff:10.0.0.1]",
    "[fd00::1]",
    "[fe80::1]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
    "224.0.0.1",
  ])("https://%s: a private network", async (host) => {
    expect(await failure(send(`https://${host}/x`))).toMatchObject({ code: "SEND_REFUSED" });
  });

  it("a name that leads to a private address, found at the moment of connecting", async () => {
    const { port, asked } = await never();
    const resolve = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    const url = `http://innocent.example:${port}/x`;
    expect(await failure(send(url, { allowHttp: true, resolve }))).toMatchObject({ code: "SEND_REFUSED" });
    expect(asked()).toBe(false);
    const local = async () => [{ address: "127.0.0.1", family: 4 }];
    expect(await send(url, { allowHttp: true, allowPrivate: true, resolve: local })).toMatchObject({ status: 200 });
  });

  it("a name that nobody knows", async () => {
    const { code, message } = await failure(send("https://nobody.invalid/TOKEN"));
    expect(code).toBe("SEND_FAILED");
    expect(message).toMatch(/^nobody\.invalid: no answer \(E[A-Z_]+\)$/);
  });

  it("headers that would break the request", async () => {
    const { port, asked } = await never();
    const request = { ...POST, headers: { "x-a": "b\r\nx-c: d" } };
    const { code, message } = await failure(send(`http://127.0.0.1:${port}`, {}, request));
    expect([code, message, asked()]).toEqual(["SEND_FAILED", `127.0.0.1:${port}: no answer (ERR_INVALID_CHAR)`, false]);
  });
});

describe("addresses", () => {
  it.each(["8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is public", (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
  it.each(["127.0.0.1", "::1", "::", "::ffff:127.0.0.1", "255.255.255.255", "no address", ""])("%s is not", (address) =>
    expect(isPrivateAddress(address)).toBe(true),
  );
  it.each([
    ["localhost", true],
    ["127.9.9.9", true],
    ["[::1]", true],
    ["localhost.example.org", false],
    ["10.0.0.1", false],
  ])("%s is this machine: %s", (host, is) => expect(isLoopbackHost(host)).toBe(is));
});
