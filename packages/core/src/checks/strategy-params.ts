import * as z from "zod";
import type { StrategyDefinition } from "../strategy/define-strategy.js";
import { type SearchRange, searchRanges } from "../strategy/params.js";
import { type Check, fail } from "./check.js";

/** What JSON Schema says of one parameter. */
interface Param {
  readonly type?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

function paramsOf({ params }: StrategyDefinition): Readonly<Record<string, Param>> {
  const json = z.toJSONSchema(params, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Param>;
  };
  return json.properties ?? {};
}

/** Why a parameter's own schema refuses a value, or null. Written so that NaN is refused. */
function refusal(value: number, { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Param): string | null {
  if (!Number.isFinite(value)) return "is no finite number";
  if (type === "integer" && !Number.isInteger(value)) return "is not a whole number";
  if (minimum !== undefined && !(value >= minimum)) return `is below ${minimum}`;
  if (maximum !== undefined && !(value <= maximum)) return `is above ${maximum}`;
  if (exclusiveMinimum !== undefined && !(value > exclusiveMinimum)) return `is not above ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && !(value < exclusiveMaximum)) return `is not below ${exclusiveMaximum}`;
  return null;
}

/** Calls `visit` for each parameter with a search range. */
function eachRange(
  definition: StrategyDefinition,
  visit: (name: string, range: SearchRange, param: Param) => void,
): void {
  const params = paramsOf(definition);
  for (const [name, range] of Object.entries(searchRanges(definition.params))) visit(name, range, params[name]!);
}

/** The promises of a strategy's parameter schema; `sets` are parameter sets that it accepts. */
export function strategyParamChecks(definition: StrategyDefinition, sets: readonly unknown[]): Check[] {
  const { id, params } = definition;
  return [
    {
      name: `${id}: defaults are values that the schema accepts, inside their search ranges`,
      run() {
        for (const [name, param] of Object.entries(paramsOf(definition))) {
          const problem = typeof param.default === "number" ? refusal(param.default, param) : null;
          if (problem !== null) fail(`${name}: the default ${param.default} ${problem}`); // zod parses no default
        }
        eachRange(definition, (name, [from, to], { default: value }) => {
          if (typeof value === "number" && !(value >= from && value <= to))
            fail(`${name}: the default ${value} lies outside the search range ${from} to ${to}`);
        });
      },
    },
    {
      name: `${id}: search ranges rise, in steps that the schema accepts`,
      run() {
        eachRange(definition, (name, [from, to, step], param) => {
          for (const end of [from, to]) {
            const problem = refusal(end, param);
            if (problem !== null) fail(`${name}: ${end}, an end of the search range, ${problem}`);
          }
          if (!(from <= to)) fail(`${name}: the search range ${from} to ${to} does not rise`);
          if (step !== undefined && !(step > 0)) fail(`${name}: the search step ${step} is not positive`);
          if (step !== undefined && param.type === "integer" && !Number.isInteger(step))
            fail(`${name}: the search step ${step} of a whole number is not one`);
        });
      },
    },
    {
      name: `${id}: refuses a parameter that it does not know`,
      run() {
        for (const set of sets) {
          const stray = { ...(set as object), "no-such-parameter": 1 };
          if (params.safeParse(stray).success)
            fail("a misspelt parameter is taken in silence; declare the parameters with z.strictObject");
        }
      },
    },
  ];
}
