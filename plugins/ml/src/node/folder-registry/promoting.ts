import { AliasConflictError, BadModelNameError, VersionNotFoundError } from "../../registry/errors.js";
import type { ModelRegistry, RefRecord, SetAliasOptions } from "../../registry/model-registry.js";
import { assertAlias, assertVersionPrefix } from "../../registry/names.js";
import {
  aliasOf,
  CHAMPION,
  PREVIOUS,
  rolledBack,
  withAlias,
  withoutAlias,
  withStage,
} from "../../registry/ref-changes.js";
import { type RefState, STAGES } from "../../registry/ref-state.js";
import { assertLine } from "./assert-line.js";
import { aliased, matching } from "./find-version.js";
import type { Stores } from "./stores.js";

type Part = "setAlias" | "removeAlias" | "rollback" | "setStage" | "history";

/** The part of a registry that moves aliases and stages. */
export function promotingPart({ refs, versions, update, someVisible }: Stores): Pick<ModelRegistry, Part> {
  /** Reads every byte: what is promoted, or rolled back to, can be loaded. */
  const verify = (name: string, version: string) => versions.files(name, version, versions.record(name, version));

  return {
    setAlias(name, alias, version, { expected, reason } = {}) {
      assertChange(alias, { expected, reason });
      let before: string | null = null;
      update(name, (state) => {
        const wanted = matching(name, version, someVisible(name, state));
        assertExpected(name, alias, state, expected);
        const next = withAlias(state, alias, wanted, reason);
        if (next !== null) verify(name, wanted);
        before = aliasOf(state, alias);
        return next;
      });
      return before;
    },
    removeAlias(name, alias, { expected, reason } = {}) {
      assertChange(alias, { expected, reason });
      let before = "";
      update(name, (state) => {
        someVisible(name, state);
        assertExpected(name, alias, state, expected);
        before = aliased(name, alias, state);
        return withoutAlias(state, alias, reason);
      });
      return before;
    },
    rollback(name, { reason } = {}) {
      assertLine("reason", reason);
      const after = update(name, (state) => {
        someVisible(name, state);
        const next = rolledBack(state, reason);
        if (next === null) throw new VersionNotFoundError(name, PREVIOUS, Object.keys(state.aliases).sort(), "alias");
        verify(name, next.aliases[CHAMPION]!);
        return next;
      });
      return aliasOf(after, CHAMPION)!;
    },
    setStage(name, version, stage, { reason } = {}) {
      assertLine("reason", reason);
      if (!STAGES.includes(stage))
        throw new BadModelNameError("stage", String(stage), `there are ${STAGES.join(", ")}`);
      update(name, (state) => withStage(state, matching(name, version, someVisible(name, state)), stage, reason));
    },
    history: (name) =>
      refs
        .history(name)
        .flatMap(({ number, at, change, aliases, stages }): RefRecord[] =>
          change === null ? [] : [{ number, at, change, aliases, stages }],
        ),
  };
}

function assertChange(alias: string, { expected, reason }: SetAliasOptions): void {
  assertAlias(alias);
  if (typeof expected === "string") assertVersionPrefix(expected);
  assertLine("reason", reason);
}

function assertExpected(name: string, alias: string, state: RefState, expected: string | null | undefined): void {
  if (expected === undefined) return;
  const found = aliasOf(state, alias);
  const holds = expected === null || found === null ? expected === found : found.startsWith(expected);
  if (!holds) throw new AliasConflictError(name, alias, expected, found);
}
