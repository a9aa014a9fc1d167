import { clip } from "@bellwether/core";

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

const SHORTEST = 4;
/** Long enough to identify a line of a key that is printed line by line. */
const SHORTEST_LINE = 16;
const MARK = "[secret]";

/** Takes out these values wherever they stand, also as they look inside a URL, a JSON text or line by line. */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === undefined) continue;
    const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length >= SHORTEST_LINE);
    for (const text of [secret, secret.trim(), ...lines]) {
      if (text.length < SHORTEST) continue;
      forms.add(text);
      forms.add(encodeURIComponent(text));
      forms.add(JSON.stringify(text).slice(1, -1));
    }
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, form) => left.replaceAll(form, MARK), text);
}

/** What an error says, in one line, without secrets, query strings and signatures. */
export function errorText(error: unknown, redact: Redact): string {
  const raw = messageOf(error).slice(0, 20_000);
  const line = redact(raw)
    .replace(/(\bwss?:\/\/|\bhttps?:\/\/)([^\s?#]{0,300})[?#]\S*/g, "$1$2")
    .replace(/\b(signature|listenKey|token|apiKey)=[^&\s]*/gi, "$1=…")
    .replace(/\s+/g, " ")
    .trim();
  const short = line.length > 240 ? `${line.slice(0, 239)}…` : line;
  return short === "" ? "no reason given" : short;
}

function messageOf(error: unknown): string {
  try {
    if (error instanceof Error) return String(error.message);
  } catch {
    // a getter that throws: as unreadable as the rest
  }
  return clip(error, 240);
}
