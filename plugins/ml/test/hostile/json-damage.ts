import fc from "fast-check";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a file can hold in the place of something else. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    0,
    -1,
    0.5,
    1,
    2,
    7,
    64,
    65_535,
    2 ** 31,
    2 ** 53,
    1e9,
    1e22,
    1e300,
    -1e300,
    5e-324,
  ),
  fc.constantFrom<Json[]>(
    "",
    "x",
    "1",
    "NaN",
    "__proto__",
    "constructor",
    "../x",
    "SHORT",
    "x".repeat(100_000),
    "\u001b[2J\n",
  ),
  fc.constantFrom<Json[]>([], {}, [[]], [null], [1], { length: 1e9 }, { toString: 1, valueOf: null }, nested(300)),
  fc.double().map((value) => (Number.isFinite(value) ? value : null)),
  fc.integer(),
  fc.jsonValue().map((value) => value as Json),
);

function nested(depth: number): Json {
  let json: Json = [];
  for (let i = 0; i < depth; i++) json = [json];
  return json;
}

/** Copies of a JSON value with one to three things wrong: dropped, replaced, doubled, swapped, scaled, renamed, wrapped, added. */
export function damagedJson<Value>(value: Value): fc.Arbitrary<Value> {
  const text = JSON.stringify(value);
  const step = fc.tuple(fc.infiniteStream(fc.nat({ max: 10_000 })), fc.nat({ max: 9 }), odd);
  return fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
    const whole = { root: JSON.parse(text) as Json };
    for (const [choices, kind, other] of steps) spoil(whole, choices, kind, other);
    return whole.root as Value;
  });
}

function spoil(whole: { root: Json }, choices: Iterator<number>, kind: number, other: Json): void {
  let parent: Json[] | { [key: string]: Json } = whole;
  let key = "root";
  for (;;) {
    const here: Json | undefined = (parent as { [key: string]: Json })[key];
    if (here === undefined || here === null || typeof here !== "object") break;
    const keys = Object.keys(here);
    const choice: number = choices.next().value;
    if (keys.length === 0 || (parent !== whole && choice % 4 === 0)) break;
    parent = here;
    key = keys[Math.floor(choice / 4) % keys.length]!;
  }
  const at = parent as { [key: string]: Json };
  const was = at[key]!;
  const put = (name: string, json: Json) =>
    Object.defineProperty(at, name, { value: json, writable: true, enumerable: true, configurable: true });
  switch (kind) {
    case 0:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      return;
    case 1:
      if (Array.isArray(parent)) parent.push(structuredClone(was));
      else put("__proto__", was);
      return;
    case 2:
      put(key, [was]);
      return;
    case 3:
      put(key, typeof was === "number" ? was * 2 + 1 : { "": was });
      return;
    case 4:
      if (Array.isArray(was)) was.reverse();
      else if (typeof was === "number") put(key, -was);
      return;
    case 5:
      if (Array.isArray(was)) put(key, was.slice(0, was.length >> 1));
      else if (typeof was === "number") put(key, was * 1e-300);
      return;
    case 6:
      if (!Array.isArray(parent)) put(`${key} `, was);
      return;
    default:
      put(key, structuredClone(other));
  }
}
