import { expect, it } from "vitest";
import * as exported from "./index.js";

it("lists every strategy that it exports, by id, once", () => {
  const { strategies, ...named } = exported;
  const ids = strategies.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(new Set(strategies)).toEqual(new Set(Object.values(named)));
});

it("says of each in one short line what it does, and describes each parameter", () => {
  for (const { description = "", params } of exported.strategies) {
    expect(description).toMatch(/^[A-Z].{20,110}\.$/);
    const { shape } = params as unknown as { shape: Record<string, { meta(): { description?: string } | undefined }> };
    for (const [name, schema] of Object.entries(shape)) expect(schema.meta()?.description, name).toMatch(/\.$/);
  }
});
