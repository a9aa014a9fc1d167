import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** A folder outside the repository. */
export interface Folder {
  readonly path: string;
  /** Writes a file, folders included. @returns its path */
  put(name: string, text: string): string;
}

/** An empty folder that goes when the test file is through. */
export function temporaryFolder(name: string): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `bellwether-${name}-`)));
  afterAll(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
  return {
    path,
    put(file, text) {
      const full = join(path, file);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
      return full;
    },
  };
}
