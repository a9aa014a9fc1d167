import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, cpus, endianness, platform, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { reportAssets } from "@bellwether/backtest/node";
import { sha256 } from "@bellwether/core";
import { CheckFailedError } from "../check-failed-error.js";
import type { Output } from "../output.js";
import { compose } from "../run/host.js";
import { VERSION } from "../version.js";

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

const OLDEST_NODE = [20, 19] as const;

/** FIPS 180-4, its first example. */
const SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/** `bellwether doctor`: what this machine and installation can do. Fails if something that a backtest needs is missing. */
export async function doctorCommand({ json }: { json?: boolean }, output: Output): Promise<void> {
  const findings: Finding[] = [
    { name: "bellwether", ok: true, says: VERSION },
    nodeVersion(),
    {
      name: "machine",
      ok: endianness() === "LE",
      says: `${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    },
    await attempt("packages", packageVersions),
    await attempt("catalogue", async () => {
      const { host } = await compose([], process.cwd());
      return `${host.registry.names("strategy").length} strategies, ${host.registry.names("indicator").length} indicators`;
    }),
    await attempt("sha256", async () => {
      if ((await sha256("abc")) !== SHA256_OF_ABC) throw new Error("the digest of a known text is wrong");
      return globalThis.crypto?.subtle === undefined ? "by own code" : "by the platform";
    }),
    await attempt(
      "report",
      async () => `${Math.round(Object.values(reportAssets()).join("").length / 1024)} KiB of chart libraries at hand`,
    ),
    await attempt("typescript", typescriptPlugin),
  ];
  if (json === true) output.stdout(`${JSON.stringify(findings, null, 2)}\n`);
  else for (const { name, ok, says } of findings) output.stdout(`${ok ? "ok  " : "FAIL"}  ${name.padEnd(12)}${says}\n`);
  if (findings.some(({ ok }) => !ok))
    throw new CheckFailedError("something that a backtest needs is missing; see FAIL above");
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return {
    name: "node",
    ok,
    says: `${process.versions.node}${ok ? "" : `; ${OLDEST_NODE.join(".")} or newer is needed`}`,
  };
}

async function packageVersions(): Promise<string> {
  const require = createRequire(import.meta.url);
  const versions = new Set<string>();
  for (const name of ["core", "indicators", "strategies", "risk", "backtest"]) {
    const { version } = JSON.parse(await readFile(require.resolve(`@bellwether/${name}/package.json`), "utf8"));
    versions.add(version);
  }
  if (versions.size > 1) throw new Error(`@bellwether packages of different versions: ${[...versions].join(", ")}`);
  return `all ${[...versions][0]}`;
}

/** Loads one, as a run file would. */
async function typescriptPlugin(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-doctor-"));
  try {
    const source = "const name: string = 'doctor';\nexport default { name, apiVersion: 1, setup(): void {} };\n";
    await writeFile(join(folder, "plugin.ts"), source);
    const { host } = await compose([{ use: "./plugin.ts" }], folder);
    await host.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return "plugins in .ts load without a build";
}

async function attempt(name: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { name, ok: true, says: await look() };
  } catch (error) {
    return { name, ok: false, says: error instanceof Error ? error.message : String(error) };
  }
}
