import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadBundleError, BadModelNameError } from "./errors.js";
import { decodeRecord, encodeRecord, MAX_MANIFEST_BYTES } from "./version-record.js";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytes = (text: string) => new TextEncoder().encode(text);

describe("the manifest of a version", () => {
  it("lists files by name with size and sha256, and is named by its own", () => {
    const record = encodeRecord(
      { manifest: { seed: 7 }, files: { "b.txt": bytes("abc"), "a.txt": bytes("") } },
      sha256,
    );
    // of the empty text and of "abc": FIPS 180-2, and any sha256sum
    const expected =
      '{"files":{' +
      '"a.txt":{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0},' +
      '"b.txt":{"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}},' +
      '"format":1,"manifest":{"seed":7}}';
    expect(new TextDecoder().decode(record.bytes)).toBe(expected);
    expect(record.version).toBe(sha256(bytes(expected)));
  });

  it("is the same for the same data, in whatever order", () => {
    const one = encodeRecord(
      { manifest: { a: 1, b: { c: 2, d: 3 } }, files: { x: bytes("1"), y: bytes("2") } },
      sha256,
    );
    const two = encodeRecord(
      { manifest: { b: { d: 3, c: 2 }, a: 1 }, files: { y: bytes("2"), x: bytes("1") } },
      sha256,
    );
    expect(two.version).toBe(one.version);
  });

  it("is read back as it was written", () => {
    const name = fc.string({ unit: fc.constantFrom(..."abc019"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(name, fc.uint8Array()),
        (manifest, files) => {
          const record = encodeRecord({ manifest, files }, sha256);
          const read = decodeRecord(record.bytes);
          expect(read).toEqual({ files: record.files, manifest: JSON.parse(JSON.stringify(manifest)) });
        },
      ),
    );
  });

  it.each<[string, unknown]>([
    ["NaN", { x: NaN }],
    ["a function", { x: () => 1 }],
    ["an instance", { x: new Map() }],
    ["a list", [1]],
    ["nothing", null],
    ["too long", { x: "x".repeat(MAX_MANIFEST_BYTES) }],
  ])("is refused where it is %s", (_what, manifest) => {
    expect(() => encodeRecord({ manifest: manifest as Record<string, unknown>, files: {} }, sha256)).toThrow(
      BadBundleError,
    );
  });

  it("is refused with a file that leads elsewhere, or that is no bytes", () => {
    const of = (name: string, content: unknown) => () =>
      encodeRecord({ manifest: {}, files: { [name]: content as Uint8Array } }, sha256);
    expect(of("../x", bytes(""))).toThrow(BadModelNameError);
    expect(of("a/b", bytes(""))).toThrow(BadModelNameError);
    expect(of("x", "text")).toThrow(BadBundleError);
    expect(of("x", [1, 2])).toThrow(BadBundleError);
  });
});

describe("bytes that are no manifest are refused in words:", () => {
  it.each([
    ["", "is no JSON"],
    ["\u00ff", "is no JSON"],
    ["null", "is no manifest of a version"],
    ["{}", "is no manifest of a version"],
    ['{"format":1,"files":{},"manifest":[]}', "is no manifest of a version"],
    ['{"format":1,"files":{"a":{"size":-1,"sha256":""}},"manifest":{}}', "is no manifest of a version"],
    ['{"format":1,"files":{},"manifest":{},"more":1}', "is no manifest of a version"],
    ['{"format":2}', "has format 2, this Bellwether reads format 1; upgrade it"],
  ])("%s", (text, flaw) => {
    expect(decodeRecord(bytes(text))).toBe(flaw);
  });

  it("lists in lists without end", () => {
    const deep = (levels: number) =>
      `{"format":1,"files":{},"manifest":{"x":${"[".repeat(levels)}${"]".repeat(levels)}}}`;
    expect(decodeRecord(bytes(deep(200)))).toHaveProperty("manifest");
    expect(decodeRecord(bytes(deep(100_000)))).toBe("nests deeper than 1000 levels");
  });

  it("names of files that lead out of the folder", () => {
    const files = { "../../x": { size: 1, sha256: "0".repeat(64) } };
    expect(decodeRecord(bytes(JSON.stringify({ format: 1, files, manifest: {} })))).toMatch("lists a file it may not");
  });

  it("any JSON, any bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(bytes), fc.uint8Array()), (found) => {
        expect(typeof decodeRecord(found)).toBe("string");
      }),
    );
  });
});
