import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintOf, sha256, sha256Hex } from "./fingerprint.js";

describe("sha256", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
  ])("knows the examples of FIPS 180-2: %j", async (text, digest) => {
    expect(await sha256(text)).toBe(digest);
    expect(await sha256(text, null)).toBe(digest);
    expect(sha256Hex(text)).toBe(digest);
  });

  it("gives the same digits with and without WebCrypto", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "binary" })), async (data) => {
        expect(await sha256(data, null)).toBe(await sha256(data));
      }),
    ));

  it("uses the digester that it is given", async () => {
    const digester = { digest: async () => new Uint8Array([1, 255]).buffer };
    expect(await sha256("abc", digester)).toBe("01ff");
  });

  it("takes shared memory, and a view of a part", async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8)).fill(7);
    expect(await sha256(shared)).toBe(await sha256(new Uint8Array(8).fill(7)));
    expect(await sha256(shared.subarray(2, 4))).toBe(await sha256(new Uint8Array([7, 7]), null));
  });
});

describe("fingerprintOf", () => {
  it("does not depend on the order of names, and changes with every part", async () => {
    const print = await fingerprintOf({ data: "d", seed: 1 });
    expect(await fingerprintOf({ seed: 1, data: "d" })).toBe(print);
    expect(await fingerprintOf({ seed: 2, data: "d" })).not.toBe(print);
    expect(print).toMatch(/^[0-9a-f]{64}$/);
  });
});
