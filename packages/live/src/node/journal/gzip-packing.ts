import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gzip } from "node:zlib";
import type { Packing } from "../../journal/storage.js";

const pack = promisify(gzip);
/** Bytes unpacked at once. */
const CHUNK = 256 * 1_024;

/** gzip, one member a piece: any gunzip reads the whole. */
export const gzipPacking: Packing = {
  pack,
  unpack: (chunks) => {
    const unpacked = createGunzip({ chunkSize: CHUNK });
    const packed = Readable.from(chunks);
    packed.on("error", (error) => unpacked.destroy(error));
    unpacked.on("close", () => packed.destroy());
    return packed.pipe(unpacked);
  },
};
