import { clip } from "@bellwether/core";

/** What stands where a secret was. */
export const REDACTED = "[redacted]";

/** Strikes secrets out of whatever leaves the process: logs, notices, answers, errors. */
export interface Redactor {
  /** A text without known secrets, passwords in addresses and signatures in queries. */
  text(text: string): string;
  /**
   * A copy as plain data, bounded in depth and length: secrets struck out of all texts, and whatever stands under a telling
   * name, such as `apiKey`, struck out whole. Errors become name, code, message and stack; a value that cannot be read says so.
   */
  value(value: unknown): unknown;
}

/** Shorter ones are words of any text: striking them out would leave nothing to read. */
const SHORTEST_SECRET = 4;
const MAX_DEPTH = 10;
const MAX_ITEMS = 1_000;
const MAX_TEXT = 16_384;

const SECRET_NAME =
  /(apikey|secret|secretkey|password|passwd|passphrase|token|authorization|cookie|privatekey|credential|signature|listenkey)s?$/;

/** Whether a value of this name is a secret by its name: `apiKey`, `X-MBX-APIKEY`, `client_secret`, `authorization`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(
    name
      .slice(-100)
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
  );
}

/** What gives a secret away by the text around it; the first group stays. Each walks a text once, whatever it holds. */
const TELLING: readonly RegExp[] = [
  // https://name:password@host
  /(\/\/)[^\s/:@]{0,256}:[^\s/@]{0,512}(?=@)/g,
  /(\b(?:api-?_?key|signature|secret|token|password|passphrase|listenkey)=)[^\s&"'#]+/gi,
  /(\b(?:bearer|basic) )[\w.~+/=-]{8,}/gi,
];

/** @param secrets - known secret texts; those with fewer than four characters cannot be told from other text. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = patternOf(secrets);

  function text(given: string): string {
    let clean = known === null ? given : given.replace(known, REDACTED);
    for (const pattern of TELLING) clean = clean.replace(pattern, `$1${REDACTED}`);
    return clean;
  }

  /** Redacted before it is cut, lest half a secret remains. */
  const bounded = (given: string): string => {
    const clean = text(given);
    return clean.length <= MAX_TEXT ? clean : `${clean.slice(0, MAX_TEXT)}… (${clean.length} characters)`;
  };

  function copy(value: unknown, above: readonly object[]): unknown {
    switch (typeof value) {
      case "string":
        return bounded(value);
      case "number":
        return Number.isFinite(value) ? value : String(value);
      case "boolean":
      case "undefined":
        return value;
      case "object":
        return value === null ? null : copyObject(value, above);
      case "function":
        return "[function]";
      default:
        return bounded(String(value));
    }
  }

  function copyObject(value: object, above: readonly object[]): unknown {
    if (above.includes(value)) return "[circular]";
    if (above.length >= MAX_DEPTH) return "[too deep]";
    const inside = [...above, value];
    if (value instanceof Error) return copyError(value, inside);
    if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : "[no date]";
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map)
      return copyFields(
        [...value].map(([key, item]) => [typeof key === "string" ? key : clip(key, 200), () => item]),
        inside,
      );
    const items = value instanceof Set ? [...value] : Array.isArray(value) ? value : null;
    if (items === null) return copyFields(fieldsOf(value, Object.keys(value)), inside);
    const copied = items.slice(0, MAX_ITEMS).map((item) => guarded(() => copy(item, inside)));
    return items.length > MAX_ITEMS ? [...copied, `… and ${items.length - MAX_ITEMS} more`] : copied;
  }

  function copyFields(fields: readonly Field[], inside: readonly object[]): unknown {
    const pairs: [string, unknown][] = fields
      .slice(0, MAX_ITEMS)
      .map(([key, read]) => [bounded(key), isSecretName(key) ? REDACTED : guarded(() => copy(read(), inside))]);
    if (fields.length > MAX_ITEMS) pairs.push(["…", `and ${fields.length - MAX_ITEMS} more`]);
    return Object.fromEntries(pairs);
  }

  function copyError(error: Error, inside: readonly object[]): unknown {
    const own = Object.keys(error).filter((key) => !["name", "message", "stack", "cause"].includes(key));
    const cause = error.cause === undefined ? [] : ["cause"];
    return copyFields(fieldsOf(error, ["name", "message", "stack", ...own, ...cause]), inside);
  }

  return { text, value: (value) => guarded(() => copy(value, [])) };
}

type Field = readonly [name: string, read: () => unknown];

const fieldsOf = (object: object, names: readonly string[]): Field[] =>
  names.map((name) => [name, () => Reflect.get(object, name)]);

/** Getters and proxies may throw; a log line must not. */
function guarded(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return "[unreadable]";
  }
}

/** Finds any of the secrets, plain or as JSON, addresses and HTML forms write them; null without secrets. */
function patternOf(secrets: readonly string[]): RegExp | null {
  const forms = new Set(
    secrets.flatMap((secret) => {
      if (secret.length < SHORTEST_SECRET) return [];
      const uri = guarded(() => encodeURIComponent(secret)) as string;
      return [secret, JSON.stringify(secret).slice(1, -1), uri, uri.replaceAll("%20", "+")];
    }),
  );
  forms.delete("[unreadable]");
  if (forms.size === 0) return null;
  // the longest first: a secret may be the beginning of another
  const sorted = [...forms].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return new RegExp(sorted.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"), "g");
}
