import { normalCdf, normalDensity, normalQuantile } from "@bellwether/core";
import { expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracles/oracle-files.js";

interface Oracle {
  readonly expected: Readonly<
    Record<"normCdf" | "normPdf" | "normPpf", readonly [readonly number[], readonly number[]]>
  >;
}
const oracle = readOracle<Oracle>("special-functions.json");

const relativeError = (ours: number, theirs: number) => Math.abs(ours / theirs - 1);

it("the normal distribution of core agrees with SciPy", (context) => {
  if (oracle === undefined) return context.skip(noOracles);
  const { normCdf, normPdf, normPpf } = oracle.expected;
  const cases = [
    [normalCdf, normCdf],
    [normalDensity, normPdf],
    [normalQuantile, normPpf],
  ] as const;
  for (const [ours, [inputs, outputs]] of cases)
    for (const [i, x] of inputs.entries()) {
      const error = outputs[i] === 0 ? Math.abs(ours(x)) : relativeError(ours(x), outputs[i]!);
      expect(error, `${ours.name}(${x})`).toBeLessThan(2e-14);
    }
});
