import { createHash, timingSafeEqual } from "node:crypto";
import { TradingError } from "@bellwether/core";
import type { TradingRun } from "@bellwether/live/node";
import fastify, { type FastifyInstance } from "fastify";

const SHORTEST = 32;

/** The token of the environment. @throws if there is none, or one that could be guessed. */
export function readToken(text = ""): string {
  if (text.length >= SHORTEST) return text;
  throw new Error(`SERVICE_TOKEN has ${text.length} characters; set one of ${SHORTEST} at least: openssl rand -hex 32`);
}

/** What a run can be asked and told over HTTP, by whoever knows the token. */
export function controlService(run: TradingRun, token: string): FastifyInstance {
  const service = fastify({ bodyLimit: 1_024, forceCloseConnections: "idle" });
  const expected = digest(`Bearer ${token}`);

  // in front of everything, so that strangers learn not even which paths there are
  service.addHook("onRequest", async ({ headers }, reply) => {
    // digests have one length: how long it takes to compare them tells nothing of the token
    if (timingSafeEqual(digest(headers.authorization ?? ""), expected)) return;
    return reply.code(401).header("www-authenticate", "Bearer").send({ code: "UNAUTHENTICATED" });
  });
  service.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof TradingError) return reply.code(409).send({ code: error.code, message: error.message });
    const { statusCode = 500 } = error;
    return reply.code(statusCode).send({ code: statusCode < 500 ? "BAD_REQUEST" : "INTERNAL" });
  });

  service.get("/status", async () => run.status());
  for (const command of ["pause", "resume", "flatten"] as const)
    service.post(`/${command}`, async ({ ip }) => {
      await run[command](`the service, from ${ip}`); // resolves once it is in the journal
      return { done: command };
    });
  return service;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
