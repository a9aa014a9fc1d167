import { createReadStream } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { didYouMean } from "@bellwether/core";
import { DataError, type DataIssue } from "../feed/data-error.js";

/** Bytes read at once; larger pieces are no faster. */
const CHUNK_BYTES = 256 * 1_024;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * The bytes of a file in chunks, decompressed if its first bytes say gzip, whatever its name is.
 * A chunk is valid until the next one is asked for.
 * @throws {DataError} if it cannot be read, is damaged, or grows beyond `maxBytes`.
 */
export async function* fileBytes(path: string, maxBytes: number, name = path): AsyncGenerator<Uint8Array> {
  let total = 0;
  try {
    for await (const chunk of (await isGzip(path)) ? gunzipped(path) : plain(path)) {
      total += chunk.length;
      if (total > maxBytes)
        throw new DataError({
          file: name,
          message: `holds more than ${maxBytes} bytes once unpacked`,
          hint: "give a smaller file",
          option: ", or raise maxBytes if this one is trusted",
        });
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError({ file: name, ...(await readIssue(path, cause)) }, { cause });
  }
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, "r");
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === GZIP_MAGIC[0] && buffer[1] === GZIP_MAGIC[1];
  } finally {
    await handle.close();
  }
}

async function* plain(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, "r");
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function gunzipped(path: string): AsyncIterable<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  // an error destroys `unpacked`, so that its reader meets it
  return pipeline(createReadStream(path, { highWaterMark: CHUNK_BYTES }), unpacked, () => {});
}

async function readIssue(path: string, cause: unknown): Promise<DataIssue> {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT") {
    const siblings = await readdir(dirname(path)).catch(() => null);
    if (siblings === null) return { message: "does not exist, nor does its folder" };
    return { message: `does not exist.${didYouMean(basename(path), siblings)}` };
  }
  if (code === "EISDIR") return { message: "is a folder", hint: "name one file of bars" };
  if (code === "EACCES" || code === "EPERM") return { message: "may not be read", hint: "check its permissions" };
  if (code === "Z_BUF_ERROR") return { message: "is a gzip file that ends too early", hint: "fetch it again" };
  if (code.startsWith("Z_")) return { message: "is a damaged gzip file", hint: "fetch it again" };
  return { message: `cannot be read: ${code || String(cause)}` };
}
