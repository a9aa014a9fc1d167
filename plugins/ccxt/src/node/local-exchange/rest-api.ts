import { accountEndpoints } from "./account-endpoints.js";
import { ApiError, asApiError } from "./api-error.js";
import type { Endpoint, ExchangeState } from "./endpoint.js";
import { marketEndpoints } from "./market-endpoints.js";
import { parametersOf } from "./parameters.js";
import { type CheckSignature, outOfTime } from "./signature.js";

/** A request as it came, of a known size. */
export interface RestRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body: string;
  readonly apiKey: string | undefined;
}

export interface RestAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RestApi {
  /** Acts on it. Whatever is wrong with a request is an answer. */
  answer(request: RestRequest): RestAnswer;
  /** An answer that is no more than an error. */
  refusal(error: ApiError, headers?: Readonly<Record<string, string>>): RestAnswer;
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = { ...marketEndpoints, ...accountEndpoints };
const JSON_HEADERS = { "content-type": "application/json;charset=UTF-8" };
const MINUTE_MS = 60_000;

/** The name that a request goes by in counts and faults: `GET /api/v3/klines`. */
export function nameOf({ method, path }: Pick<RestRequest, "method" | "path">): string {
  return `${method} ${path.replace(/^\/api\/v1\//, "/api/v3/")}`;
}

export function createRestApi(state: ExchangeState, check: CheckSignature): RestApi {
  let minute = Number.NaN;
  let used = 0;

  /** @throws {ApiError} -1003 beyond the budget */
  const spend = (weight: number) => {
    const now = Math.floor(state.venue.now / MINUTE_MS);
    if (now !== minute) used = 0;
    minute = now;
    used += weight;
    if (used > state.weightLimit)
      throw new ApiError(429, -1003, `Too much request weight used; current limit is ${state.weightLimit} a minute.`);
  };

  const api: RestApi = {
    answer(request) {
      try {
        const name = nameOf(request);
        const endpoint = Object.hasOwn(ENDPOINTS, name) ? ENDPOINTS[name] : undefined;
        if (endpoint === undefined) return { status: 404, text: "<html>404 Not found</html>", headers: HTML_HEADERS };
        spend(endpoint.weight);
        const parameters = readParameters(request);
        if (endpoint.signed) {
          check({ apiKey: request.apiKey, payload: signedPart(request), parameters });
          if (state.faults.draws("wrongClock", name)) throw outOfTime(state.faults.int(2) === 0 ? "ahead" : "behind");
        }
        return answerOf(200, endpoint.answer(state, parameters));
      } catch (error) {
        const refused = asApiError(error);
        const wait = refused.status === 429 ? { "retry-after": String(state.faults.shape.retryAfterSeconds) } : {};
        return api.refusal(refused, wait);
      }
    },
    refusal: (error, headers) => answerOf(error.status, error.body, headers),
  };

  function answerOf(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RestAnswer {
    const weight = { "x-mbx-used-weight": String(used), "x-mbx-used-weight-1m": String(used) };
    return { status, text: JSON.stringify(body), headers: { ...JSON_HEADERS, ...weight, ...headers } };
  }
  return api;
}

export const HTML_HEADERS = { "content-type": "text/html" };

function readParameters({ query, body }: RestRequest) {
  const inQuery = new URLSearchParams(query);
  const inBody = new URLSearchParams(body);
  return parametersOf((name) => inQuery.get(name) ?? inBody.get(name));
}

/** What a client has signed: query and body in a row, without the signature. */
function signedPart({ query, body }: RestRequest): string {
  return [query, body].map((part) => part.replace(/(^|&)signature=[^&]*/, "")).join("");
}
