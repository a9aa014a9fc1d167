import type * as z from "zod";
import { clip, TradingError } from "../errors.js";
import type { Strategy } from "./strategy.js";

/** A strategy before it has parameters: what plugins register and config names. */
export interface StrategyDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Kebab-case, unique in a run: the `strategy.type` of a config. */
  readonly id: string;
  /** One sentence for `bellwether list strategies`. */
  readonly description?: string;
  readonly params: Schema;
  /** Makes an instance for one symbol; called with parsed parameters. */
  create(params: z.output<Schema>): Strategy;
}

/** A strategy's parameters break its schema. */
export class BadParamsError extends TradingError {
  override readonly code = "BAD_PARAMS";
  constructor(
    readonly strategy: string,
    readonly issues: readonly { readonly path: string; readonly message: string }[],
  ) {
    super(
      `strategy "${strategy}": ${issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ")}`,
    );
  }
}

/** A definition, or what its `create` returned, breaks the contract of a strategy. */
export class BadStrategyError extends TradingError {
  override readonly code = "BAD_STRATEGY";
}

/**
 * Declares a strategy. There is no base class: `create` returns an object with `warmup` and `generateSignal`.
 * @throws {BadStrategyError} for an id that is not kebab-case.
 */
export function defineStrategy<Schema extends z.ZodType>(
  definition: StrategyDefinition<Schema>,
): StrategyDefinition<Schema> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(definition.id))
    throw new BadStrategyError(`a strategy id is kebab-case, such as "ema-cross"; got ${clip(definition.id)}`);
  return Object.freeze({ ...definition });
}

/**
 * Parses parameters and makes an instance.
 * @throws {BadParamsError} with every violation at once.
 * @throws {TradingError} that `create` throws: it says itself what is wrong.
 * @throws {BadStrategyError} if `create` throws anything else, which is the cause, or the instance lacks `warmup` or
 * `generateSignal`.
 */
export function instantiate(definition: StrategyDefinition, params: unknown): { strategy: Strategy; params: unknown } {
  const parsed = definition.params.safeParse(params ?? {});
  if (!parsed.success)
    throw new BadParamsError(
      definition.id,
      parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
    );
  const strategy = created(definition, parsed.data);
  if (!(Number.isInteger(strategy?.warmup) && strategy.warmup >= 0))
    throw new BadStrategyError(
      `strategy "${definition.id}": warmup must be a whole number of bars, got ${clip(strategy?.warmup)}`,
    );
  if (typeof strategy.generateSignal !== "function")
    throw new BadStrategyError(`strategy "${definition.id}": generateSignal is missing`);
  return { strategy, params: parsed.data };
}

function created(definition: StrategyDefinition, params: unknown): Strategy {
  try {
    return definition.create(params);
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    const problem = cause instanceof Error ? `${cause.name}: ${cause.message}` : clip(cause);
    throw new BadStrategyError(`strategy "${definition.id}": create failed: ${problem}`, { cause });
  }
}
