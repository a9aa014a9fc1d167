import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readCredentials, secretsOf } from "./credentials.js";

const root = mkdtempSync(join(tmpdir(), "credentials-"));
afterAll(() => rmSync(root, { recursive: true }));
let file = "";
let count = 0;
beforeEach(() => {
  file = join(root, `keys-${count++}.yaml`);
});

const KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zv";
const SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP";
const ENV = { BELLWETHER_API_KEY: KEY, BELLWETHER_SECRET: SECRET };

function put(text: string, mode = 0o600): string {
  writeFileSync(file, text, { mode });
  chmodSync(file, mode);
  return file;
}
/** The refusal of what is read; fails if it shows a value anywhere. */
async function refusal(sources: Parameters<typeof readCredentials>[0]) {
  const error: unknown = await readCredentials(sources).then(
    () => null,
    (error: unknown) => error,
  );
  const all = inspect(error, { depth: 9, showHidden: true });
  expect(all).not.toContain(KEY.slice(0, 8));
  expect(all).not.toContain(SECRET.slice(0, 8));
  expect(error).toMatchObject({ code: "CREDENTIALS" });
  return (error as Error).message;
}

describe("credentials from the environment", () => {
  it("are a key and a secret, and a password where there is one", async () => {
    expect(await readCredentials({ env: ENV })).toEqual({ apiKey: KEY, secret: SECRET });
    const all = await readCredentials({ env: { ...ENV, BELLWETHER_PASSWORD: "pass phrase" } });
    expect(all).toEqual({ apiKey: KEY, secret: SECRET, password: "pass phrase" });
    expect(secretsOf(all)).toEqual([KEY, SECRET, "pass phrase"]);
  });

  it.each([
    [{}, /^BELLWETHER_API_KEY is not set; export it, or name a file/],
    [{ BELLWETHER_API_KEY: KEY }, /^BELLWETHER_SECRET is not set/],
    [{ BELLWETHER_API_KEY: KEY, BELLWETHER_SECRET: "" }, /^BELLWETHER_SECRET is not set/],
    [{ BELLWETHER_SECRET: SECRET }, /^BELLWETHER_API_KEY is not set/],
    [{ ...ENV, BELLWETHER_SECRET: `${SECRET}\n` }, /^BELLWETHER_SECRET begins or ends with white space/],
  ])("that are not whole are refused by name", async (env, message) => {
    expect(await refusal({ env })).toMatch(message);
  });

  it.each([
    "changeme",
    "your-api-key",
    "YOUR_SECRET_HERE",
    "xxxxxxxx",
    "<secret>",
    "secret",
    "test-key",
    "undefined",
    "...",
  ])("%s is a placeholder", async (value) => {
    expect(await refusal({ env: { ...ENV, BELLWETHER_SECRET: value } })).toMatch(/^BELLWETHER_SECRET is a placeholder/);
  });
});

describe("credentials from a file", () => {
  it.each([
    ["YAML", `# mine\napiKey: ${KEY}\nsecret: "${SECRET}"\n`],
    ["JSON", JSON.stringify({ apiKey: KEY, secret: SECRET })],
  ])("may be %s", async (_format, text) => {
    expect(await readCredentials({ env: {}, file: put(text) })).toEqual({ apiKey: KEY, secret: SECRET });
  });

  it("may be of several lines, as keys of some exchanges are", async () => {
    const pem = "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----";
    const text = JSON.stringify({ apiKey: KEY, secret: pem });
    expect((await readCredentials({ env: {}, file: put(text) })).secret).toBe(pem);
  });

  const GOOD = `apiKey: ${KEY}\nsecret: ${SECRET}\n`;

  it.each([0o644, 0o640, 0o604, 0o620, 0o700, 0o666])(
    "are refused with mode %o, and told how to mend it",
    async (mode) => {
      const message = await refusal({ env: {}, file: put(GOOD, mode) });
      expect(message).toBe(`${file}: has mode 0${mode.toString(8)} instead of 0600; run chmod 600 on it`);
    },
  );

  it("may be read-only", async () => {
    expect(await readCredentials({ env: {}, file: put(GOOD, 0o400) })).toMatchObject({ apiKey: KEY });
  });

  it.runIf(process.getuid?.() === 0)("are refused where they belong to somebody else", async () => {
    chownSync(put(GOOD), 12_345, 12_345);
    expect(await refusal({ env: {}, file })).toContain("belongs to user 12345");
  });

  it("are refused through a link, whatever it leads to", async () => {
    const link = `${put(GOOD)}.link`;
    symlinkSync(file, link);
    expect(await refusal({ env: {}, file: link })).toContain("it is a link; name the file itself");
  });

  it.each([
    ["that is not there", () => {}, /there is no such file/],
    ["that is a folder", () => mkdirSync(file), /no regular file/],
    ["that is a pipe", () => execFileSync("mkfifo", [file]), /no regular file/],
    ["that is too large", () => put(`${GOOD}#${"x".repeat(20_000)}`), /larger than 16384 bytes/],
    ["that is empty", () => put(""), /something other than/],
    ["that is a list", () => put(`[${KEY}]`), /something other than/],
    ["with a name that is not known", () => put(`${GOOD}${SECRET}: 1\n`), /something other than/],
    ["without a secret", () => put(`apiKey: ${KEY}`), /: secret is not set/],
    ["with a number", () => put(`apiKey: 12345678\nsecret: ${SECRET}`), /: apiKey is no text; write it in quotes/],
    ["that is no YAML", () => put(`apiKey: "${KEY}\nsecret: ${SECRET}: x: {`), /cannot be read as JSON or YAML/],
    ["with a key twice", () => put(`${GOOD}apiKey: ${KEY}`), /cannot be read as JSON or YAML/],
    ["with control characters", () => put(`apiKey: ${KEY}\u0007`), /cannot be read as JSON or YAML/],
    ["of a prototype", () => put(`__proto__: { apiKey: ${KEY}, secret: ${SECRET} }`), /cannot be read|something other/],
  ])("%s are refused, and nothing of them is shown", async (_case, make, message) => {
    make();
    expect(await refusal({ env: {}, file })).toMatch(message);
  });

  it("are refused beside the environment's: which account is meant?", async () => {
    expect(await refusal({ env: { BELLWETHER_PASSWORD: SECRET }, file: put(GOOD) })).toBe(
      `both ${file} and the environment (BELLWETHER_PASSWORD) hold credentials; keep one of them`,
    );
  });
});
