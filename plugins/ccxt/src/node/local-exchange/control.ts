import { timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { FAULTS, type FaultName, type LocalFaults } from "./faults.js";
import { jsonOf } from "./market-socket.js";
import type { Advance } from "./options.js";
import type { RestAnswer } from "./rest-api.js";

/** What the process of the exchange lets others do. */
export interface Controls {
  readonly now: number;
  advance(by: Advance): number;
  readonly faults: LocalFaults;
}

const AdvanceBody = z.union([
  z.strictObject({ ms: z.int().nonnegative() }),
  z.strictObject({ until: z.int().nonnegative() }),
]);
const FaultsBody = z.strictObject({
  off: z.literal(true).optional(),
  random: z.int().optional(),
  rates: z.partialRecord(z.enum(FAULTS as unknown as [FaultName, ...FaultName[]]), z.number().min(0).max(1)).optional(),
});

/**
 * The control endpoint: `GET /control/state`, `POST /control/advance` with `{"ms": N}` or `{"until": N}`, `POST
 * /control/faults` with `{"off": true}`, `{"random": seed}` or `{"rates": {...}}`. Every answer tells the time and the counts.
 */
export function answerControl(
  request: { readonly name: string; readonly body: string; readonly token: string | undefined },
  expected: string,
  controls: Controls,
): RestAnswer {
  if (!isEqual(request.token ?? "", expected)) return json(403, { error: "no control without its x-control-token" });
  try {
    const { name } = request;
    if (name === "POST /control/advance") controls.advance(AdvanceBody.parse(jsonOf(request.body)));
    else if (name === "POST /control/faults") setFaults(FaultsBody.parse(jsonOf(request.body)), controls.faults);
    else if (name !== "GET /control/state") return json(404, { error: `no control ${name}` });
    return json(200, { now: controls.now, faults: controls.faults.counts });
  } catch (error) {
    return json(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
  }
}

function setFaults({ off, random, rates }: z.output<typeof FaultsBody>, faults: LocalFaults): void {
  if (off === true) faults.off();
  if (random !== undefined) faults.random(random);
  if (rates !== undefined) {
    for (const [name, rate] of Object.entries(rates)) if (rate !== undefined) faults.set({ [name]: rate });
  }
}

function json(status: number, body: object): RestAnswer {
  return { status, text: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
