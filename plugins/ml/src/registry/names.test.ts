import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadModelNameError } from "./errors.js";
import { parseModelId } from "./model-id.js";
import { assertAlias, assertFileName, assertModelName } from "./names.js";

describe("a name of a model", () => {
  it.each(["btc-1h-rf", "a", "0", "model_2.v3", "x".repeat(100), "console", "com10", "null"])("%s", (name) => {
    expect(() => assertModelName(name)).not.toThrow();
  });

  it.each([
    ["", "empty"],
    ["x".repeat(101), "too long"],
    ["..", "the folder above"],
    [".", "the folder itself"],
    ["../m", "a path"],
    ["a/b", "a path"],
    ["a\\b", "a path of Windows"],
    ["a..b", "dots in a row"],
    ["/etc", "absolute"],
    ["c:m", "a drive"],
    [".hidden", "a dot first"],
    ["-rf", "looks like a flag"],
    ["m.", "Windows drops the dot"],
    ["Model", "capitals are the same file elsewhere"],
    ["con", "a device"],
    ["nul.json", "a device with an extension"],
    ["lpt1", "a device"],
    ["a b", "a blank"],
    ["a\n", "a line end, which $ of a regexp lets pass"],
    ["a\0b", "NUL"],
    ["%2e%2e", "encoded dots"],
    ["a\u2215b", "a slash of Unicode"],
    ["é", "not ASCII"],
  ])("%j is refused: %s", (name) => {
    expect(() => assertModelName(name)).toThrow(BadModelNameError);
    expect(() => assertFileName(name)).toThrow(BadModelNameError);
  });

  it("that is not a text is refused, not thrown over", () => {
    for (const name of [undefined, null, 3, {}, ["m"]])
      expect(() => assertModelName(name as string)).toThrow(BadModelNameError);
  });

  it("never holds what leads out of a folder, and never makes a message of two lines", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."a0./\\-_:~\0\n ") })), (name) => {
        try {
          assertModelName(name);
          expect(name).toMatch(/^[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?$/);
          expect(name).not.toContain("..");
        } catch (error) {
          expect(error).toBeInstanceOf(BadModelNameError);
          expect((error as Error).message).not.toContain("\n");
        }
      }),
    );
  });
});

describe("an alias", () => {
  it.each(["champion", "Prod_EU-1", "1", "x".repeat(255), "latest2", "version1", "v"])("%s", (alias) => {
    expect(() => assertAlias(alias)).not.toThrow();
  });

  it.each(["", "x".repeat(256), "latest", "LATEST", "v1", "V22", "a b", "a.b", "a/b", "ä", "a\n", "__proto__"])(
    "%j is refused",
    (alias) => {
      expect(() => assertAlias(alias)).toThrow(BadModelNameError);
    },
  );
});

it("manifest.json is the registry's own", () => {
  expect(() => assertFileName("model.json")).not.toThrow();
  expect(() => assertFileName("manifest.json")).toThrow("writes that file itself");
});

describe("a model as people write it", () => {
  it.each([
    ["btc", { name: "btc", ref: undefined }],
    ["btc@champion", { name: "btc", ref: { alias: "champion" } }],
    ["btc:0123abcd", { name: "btc", ref: { version: "0123abcd" } }],
    [`btc:${"f".repeat(64)}`, { name: "btc", ref: { version: "f".repeat(64) } }],
  ])("%s", (text, id) => {
    expect(parseModelId(text)).toEqual(id);
  });

  it.each([
    "",
    "@champion",
    "btc@",
    "btc:",
    "btc:0123",
    "btc:0123ABCD",
    "btc:xyzxyzxyz",
    "btc@v1",
    "a@b@c",
    "a:b:c",
    "b/c@d",
  ])("%j is refused", (text) => {
    expect(() => parseModelId(text)).toThrow(BadModelNameError);
  });
});
