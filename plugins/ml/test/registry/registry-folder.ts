import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { openRegistry } from "../../src/node/folder-registry/index.js";
import type { ModelRegistry } from "../../src/registry/index.js";

/** A registry that each test of a file gets anew. */
export interface RegistryFolder {
  readonly registry: ModelRegistry;
  /** Folder of the registry, made by its first write. */
  readonly folder: string;
  /** What the registry's clock shows, epoch ms. */
  clock: number;
  /** Another opening of the same folder. */
  open(options?: Parameters<typeof openRegistry>[1]): ModelRegistry;
  /** Saves a small version of model `m`, made at time `n`. @returns its hash. */
  save(n: number): string;
}

/** A model's bundle of one file, made at time `n`. */
export const bundle = (n: number) => ({ manifest: { createdAt: n }, files: { "model.bin": Uint8Array.of(1, 2, n) } });

export function registryFolder(): RegistryFolder {
  let home: string;
  let registry: ModelRegistry;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "bellwether-registry-"));
    here.clock = 1_000;
    registry = here.open();
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const here: RegistryFolder = {
    clock: 0,
    get registry() {
      return registry;
    },
    get folder() {
      return join(home, "models");
    },
    open: (options) => openRegistry(here.folder, { now: () => here.clock, ...options }),
    save: (n) => registry.save("m", bundle(n)).version,
  };
  return here;
}

/** What a call throws. */
export function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
