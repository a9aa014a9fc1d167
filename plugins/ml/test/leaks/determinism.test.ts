import { canonicalJson, sha256 } from "@bellwether/core";
import { afterEach, describe, expect, it } from "vitest";
import { toBundle } from "../../src/trained/bundle.js";
import { smallTraining } from "../small-training.js";

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

async function version(): Promise<string> {
  const features = ["log-return(1)", "hour-sine", "weekday-cosine", "rsi-normalised(3)@1d"];
  const { manifest, files } = toBundle((await smallTraining({ features })).trained);
  return sha256(`${canonicalJson(manifest)} ${await sha256(files["arrays.bin"]!)}`);
}

describe("a training", () => {
  it("makes the same version in any time zone", async () => {
    const hashes = new Set<string>();
    const offsets = new Set<number>();
    for (const there of ["UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati"]) {
      process.env.TZ = there;
      offsets.add(new Date(0).getTimezoneOffset());
      hashes.add(await version());
    }
    expect(offsets.size, "the zones took effect").toBe(4);
    expect(hashes.size).toBe(1);
  });
});
