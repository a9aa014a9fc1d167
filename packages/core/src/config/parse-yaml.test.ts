import { describe, expect, it } from "vitest";
import { ConfigError } from "./config-error.js";
import { parseYaml } from "./parse-yaml.js";

const read = (text: string) => parseYaml(text, { file: "f.yaml" }).value;

function complaint(text: string, limits?: Parameters<typeof parseYaml>[1]["limits"]): string {
  try {
    parseYaml(text, { file: "f.yaml", limits });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return "accepted";
}

describe("parseYaml reads YAML 1.2", () => {
  it("gives plain data of the core schema: dates and yes are text, true and 1e3 are not", () => {
    expect(read("a: [1, 2.5, 1e3, 0x1F, true, ~, yes, 2024-01-31]\nb: {c: 'x'}")).toEqual({
      a: [1, 2.5, 1000, 31, true, null, "yes", "2024-01-31"],
      b: { c: "x" },
    });
  });

  it("gives null for a text without a value, and skips a byte order mark", () => {
    expect(read("")).toBeNull();
    expect(read("# only a comment\n")).toBeNull();
    expect(read("\uFEFFa: 1")).toEqual({ a: 1 });
  });

  it("writes an alias out as a copy of what its anchor names", () => {
    const value = read("a: &x {b: [1]}\nc: *x\nd: [*x]") as Record<string, unknown>;
    expect(value).toEqual({ a: { b: [1] }, c: { b: [1] }, d: [{ b: [1] }] });
    expect(value.c).not.toBe(value.a);
  });

  it("keeps names of inherited properties as ordinary keys", () => {
    const value = read("toString: 1\nhasOwnProperty: 2") as object;
    expect(Object.entries(value)).toEqual([
      ["toString", 1],
      ["hasOwnProperty", 2],
    ]);
  });

  it("locates values and keys, and the nearest one above where there is none", () => {
    const { locate } = parseYaml("a:\n  b: [10, 20]\n  c:\n", { file: "f.yaml" });
    expect(locate(["a", "b", 1])).toEqual({ line: 2, column: 11 });
    expect(locate(["a", "b"], "key")).toEqual({ line: 2, column: 3 });
    expect(locate(["a", "c"]), "an empty value stands at its key").toEqual({ line: 3, column: 3 });
    expect(locate(["a", "missing", "deep"])).toEqual({ line: 1, column: 1 });
  });
});

describe("parseYaml refuses, with place and hint", () => {
  it.each([
    ["a tab", "a:\n\tb: 1", "f.yaml:2:1  a tab in the indentation; YAML indents with spaces only"],
    ["an unclosed quote", 'a: 1\nb: "x', "f.yaml:2:6  a quoted text is not closed"],
    ["an unclosed list", "a: [1, 2", "f.yaml:1:9  a list opened with [ is not closed"],
    ["an unclosed mapping", "a: {b: 1", "f.yaml:1:9  a mapping opened with { is not closed"],
    [
      "a line indented too far",
      "a: 1\n  b: 2",
      "f.yaml:1:4  a mapping starts inside a value; quote a text that holds `: `, or align the next line",
    ],
    [
      "a line indented too little",
      "a:\n    b: 1\n  c: 2",
      "f.yaml:3:1  the indentation does not fit the lines above; align it with its neighbours",
    ],
    ["a key without a colon", "a: 1\nfoo\nb: 2", "f.yaml:2:1  a key must stand on one line and end with a colon"],
    [
      "a reserved first character",
      "a: @x",
      "f.yaml:1:4  plain text cannot start with this character; put the value in quotes",
    ],
    [
      "a Windows path in double quotes",
      'a: "C:\\Users"',
      "f.yaml:1:7  an unknown escape in a double-quoted text; use single quotes, or \\\\ for \\",
    ],
    [
      "an unknown tag",
      "a: !!js/function x",
      "f.yaml:1:4  a tag that this config does not know; remove the word that starts with !",
    ],
    ["a second document", "a: 1\n---\nb: 2", "f.yaml:2:1  a second document starts here; keep one document a file"],
    [
      "another YAML version",
      "%YAML 1.1\n---\na: yes",
      "f.yaml:1:1  a %YAML directive asks for a version other than 1.2",
    ],
    ["a duplicate key", "a: 1\nb: 2\na: 3", 'f.yaml:3:1  the key "a" stands here twice'],
    ["__proto__", "a:\n  __proto__: {x: 1}", 'f.yaml:2:3  a: the key "__proto__" is not allowed'],
    ["constructor", "{'constructor': 1}", 'f.yaml:1:2  the key "constructor" is not allowed'],
    ["prototype", '"prototype": 1', 'f.yaml:1:1  the key "prototype" is not allowed'],
    ["a number as a key", "1: a", 'f.yaml:1:1  the key 1 is no text; put it in quotes: "1"'],
    ["a list as a key", "? [a]\n: b", "f.yaml:1:3  a key must be text"],
    ["no key at all", "~: a", "f.yaml:1:1  a key must be text"],
    [
      "a merge key",
      "a: &x {b: 1}\nc:\n  <<: *x",
      "f.yaml:3:3  c: merge keys (<<) are not supported; write the keys out",
    ],
    ["NaN", "a: .nan", 'f.yaml:1:4  a: ".nan" is no finite number; put it in quotes if you mean text'],
    ["Infinity", "a: -.inf", 'f.yaml:1:4  a: "-.inf" is no finite number; put it in quotes if you mean text'],
    ["overflow", "a: 1e999", 'f.yaml:1:4  a: "1e999" is no finite number; put it in quotes if you mean text'],
    [
      "a whole number beyond 2^53",
      "a: 9007199254740993",
      'f.yaml:1:4  a: the whole number "9007199254740993" is too large to be exact; put it in quotes if you mean text',
    ],
    [
      "a leading zero",
      "a: 012",
      'f.yaml:1:4  a: "012" has a leading zero, which YAML drops; put it in quotes if you mean text',
    ],
    [
      "an alias of nothing",
      "a: *x",
      'f.yaml:1:4  a: nothing above has the anchor of the alias "*x"; put text that starts with * in quotes',
    ],
    ["an alias of itself", "a: &x [1, *x]", 'f.yaml:1:11  a[1]: the alias "*x" repeats the value that it is part of'],
    ["an anchor defined twice", "a: &x 1\nb: &x 2", 'f.yaml:2:7  b: the anchor "&x" is defined twice'],
    ["a control character", "a: 1\nb: x\u0007", "f.yaml:2:5  a control character; is this a text file?"],
  ])("%s", (_, text, message) => expect(complaint(text)).toBe(message));

  it("every violation at once, in reading order", () => {
    expect(complaint("a: .inf\nb: {1: x}\nc: 1\nc: 012")).toBe(
      [
        "4 problems in the configuration:",
        '  f.yaml:1:4  a: ".inf" is no finite number; put it in quotes if you mean text',
        '  f.yaml:2:5  b: the key 1 is no text; put it in quotes: "1"',
        '  f.yaml:4:1  the key "c" stands here twice',
        '  f.yaml:4:4  "012" has a leading zero, which YAML drops; put it in quotes if you mean text',
      ].join("\n"),
    );
  });

  it("never repeats the text around a syntax error: it may be a secret", () => {
    for (const text of ["key: @hunter2", "key: 'hunter2", "key: hunter2: x", "key: [hunter2", "- hunter2\n hunter2: x"])
      expect(complaint(text)).not.toContain("hunter2");
  });

  it("prints at most a hundred lines, and says how many more there are", () => {
    const lines = complaint("a: 1\n".repeat(151)).split("\n");
    expect(lines).toHaveLength(102);
    expect(lines.at(-1)).toBe("  … and 50 more");
  });
});

describe("parseYaml bounds its work", () => {
  const laughs = (levels: number) =>
    [
      "a0: &a0 ha",
      ...Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]`),
    ].join("\n");

  it("refuses a billion laughs where its copies exceed the limit", () => {
    expect(complaint(laughs(30))).toMatch(/with its aliases written out, the text holds more than 20000 values$/);
    expect(complaint(laughs(3)), "a thousand laughs are no bomb").toBe("accepted");
  });

  it("refuses a text above the size limit, counted in UTF-8 bytes", () => {
    expect(complaint("é".repeat(10), { bytes: 19 })).toBe("f.yaml  the text has 20 bytes; the limit is 19 bytes");
    expect(complaint("é".repeat(10), { bytes: 20 })).toBe("accepted");
    expect(complaint("😀".repeat(5), { bytes: 19 })).toMatch(/has 20 bytes/);
    expect(complaint("😀€", { bytes: 7 })).toBe("accepted");
    expect(complaint(" ".repeat(2 ** 20 + 1))).toBe("f.yaml  the text has 1 MiB; the limit is 1 MiB");
  });

  it.each(["[", "{a: ", "- ", "? "])("refuses a million of %j at the depth limit", (opener) => {
    expect(complaint(opener.repeat(Math.floor(2 ** 20 / opener.length)))).toMatch(/nests deeper than 64 levels/);
  });

  it("allows exactly the depth limit, also through aliases", () => {
    expect(complaint(`${"[".repeat(5)}${"]".repeat(5)}`, { depth: 5 })).toBe("accepted");
    expect(complaint(`${"[".repeat(6)}${"]".repeat(6)}`, { depth: 5 })).toMatch(/nests deeper than 5 levels/);
    expect(complaint("a: &a [[[x]]]\nb: [*a]", { depth: 5 })).toBe("accepted");
    expect(complaint("a: &a [[[x]]]\nb: [[*a]]", { depth: 5 })).toMatch(/nests deeper than 5 levels/);
  });

  it.each([
    ["list entries", "- 1\n"],
    ["empty mappings", "- {}\n"],
    ["empty keys", ":\n"],
    ["brackets", "[]\n"],
    ["closing brackets", "]"],
  ])("refuses a megabyte of %s", (_, unit) => {
    expect(complaint(unit.repeat(Math.floor(2 ** 20 / unit.length)))).toMatch(/holds more than 20000 values$/);
  });

  it.each(['""\n', "---\n", '"', "%a\n", "a: @\n", "{a,", "!"])("answers a megabyte of %j in a few lines", (unit) => {
    expect(complaint(unit.repeat(Math.floor(2 ** 20 / unit.length))).length).toBeLessThan(20_000);
  });
});
