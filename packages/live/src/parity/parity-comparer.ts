import { BAR_FIELDS, type Stream, TradingError } from "@bellwether/core";
import type { BatchBar, NoteEntry, Output, StartEntry } from "../journal/entry.js";
import { after, type ComparedEntry, type Explanation, explain, isUntimely, own } from "./causes.js";
import { createDifferenceList, type Finding } from "./difference-list.js";
import { type FieldDiff, fieldDiffs, reportable } from "./field-diff.js";
import { followFills, followOrders, type LaneTrack, laneTrack, type Root, standsApart } from "./lane-track.js";
import { type Pair, pairsOf } from "./outputs.js";
import { parityCurve } from "./parity-curve.js";
import { PARITY_KINDS, type ParityCause, type ParityCounts, type ParityReport } from "./parity-report.js";
import { versionCause, versionDiffs } from "./versions.js";

/** A journal without a start, or one that was not told of. */
export class ParityUnstartedError extends TradingError {
  override readonly code = "PARITY_UNSTARTED";
}

/** What the replay stands on. */
export interface ReplayedCode {
  readonly version: string;
  /** By lane. */
  readonly artifacts: readonly Readonly<Record<string, string>>[];
  /** Hashes of plugin code, by plugin. */
  readonly code: Readonly<Record<string, string>>;
}

/** What a step has led to when it was replayed. */
export interface ReplayedStep {
  readonly out: readonly Output[];
  readonly equity: number;
  /** The bars that the replay saw, where they were read anew and not from the journal. */
  readonly bars?: readonly BatchBar[] | undefined;
  /** Of a swap: what the lanes stand on in the replay from then on, by lane. */
  readonly artifacts?: Readonly<Record<number, Readonly<Record<string, string>>>> | undefined;
}

/** Holds a journal against its replay, step by step, in the journal's order. */
export interface ParityComparer {
  start(entry: StartEntry, replayed: ReplayedCode): void;
  step(entry: ComparedEntry, replayed: ReplayedStep): void;
  note(entry: NoteEntry): void;
  result(): ParityReport;
}

export interface ParityOptions {
  /** Differences to keep in detail; all are counted. Default 1,000. */
  readonly maxDifferences?: number | undefined;
}

/** Effects come after causes: a signal that differs has seen the fills of its bar. */
const ORDER = new Map(PARITY_KINDS.map((kind, i) => [kind, i]));
/** Causes that go on: the same one again is no news. */
const LASTING: readonly ParityCause[] = ["code-version", "model-version", "data-revision", "fee"];
/** Further fields that are named. */
const MAX_ALSO = 8;
/** Fields that say most, if they differ. */
const TELLING = ["status", "signal", "rule", "side", "price", "quantity", "order.quantity", "fee", "pnl"];

/** Starts comparing; {@link ParityComparer.start} comes first. Memory does not grow with the run. */
export function createParityComparer({ maxDifferences = 1_000 }: ParityOptions = {}): ParityComparer {
  const list = createDifferenceList(maxDifferences);
  const curve = parityCurve();
  const counts = Object.fromEntries(
    PARITY_KINDS.map((kind) => [kind, { compared: 0, equal: 0, different: 0 }]),
  ) as ParityReport["counts"];
  let run: StartEntry | null = null;
  let streams: readonly Stream[] = [];
  let lanes: LaneTrack[] = [];
  let versions: ParityReport["versions"] = [];
  const tally = { starts: 0, swaps: 0, steps: 0 };
  let from: number | null = null;
  let at = Number.NaN;
  /** Whether the replay has told its bars, so that notes about them prove nothing more. */
  let barsTold = false;
  /** Streams of which a bar is in doubt, and its difference where there is one. */
  const revised = new Map<number, Root | null>();
  /** The first difference of a lasting cause, by lane. */
  const lasting = new Map<string, Root>();
  /** The difference from which the account has not recovered. */
  let account: Root | null = null;

  const setVersion = (lane: number, replayed: Readonly<Record<string, string>>, common: readonly string[]) => {
    const track = lanes[lane];
    if (track === undefined) return;
    const diffs = versionDiffs(track.spec.artifacts, replayed);
    versions = [...versions.filter((version) => version.lane !== lane), ...diffs.map((diff) => ({ lane, ...diff }))];
    track.version = versionCause([...diffs.map(({ name }) => name), ...common]);
  };

  const add = (finding: Omit<Finding, "at" | "strategy">, { cause, from }: Explanation): Root => {
    const key = `${finding.lane} ${cause}`;
    const lasts = LASTING.includes(cause);
    const strategy = finding.lane === null ? null : (lanes[finding.lane]?.spec.name ?? null);
    const root = list.add({ at, strategy, ...finding }, cause, from ?? (lasts ? (lasting.get(key) ?? null) : null));
    if (lasts && !lasting.has(key)) lasting.set(key, root);
    return root;
  };

  const firstRoot = () =>
    lanes.reduce<Root | null>(
      (first, { root }) => (root !== null && (first === null || root.number < first.number) ? root : first),
      null,
    );

  const compare = ({ kind, lane, recorded, replayed }: Pair, entry: ComparedEntry) => {
    const lacking = recorded === null || replayed === null;
    const diffs = lacking
      ? [{ path: "", recorded: recorded?.summary, replayed: replayed?.summary }]
      : fieldDiffs(recorded.value, replayed.value);
    if (!count(counts[kind], diffs.length === 0)) return;
    const track = lane === null ? undefined : lanes[lane];
    const beyond = account ?? firstRoot();
    if (track === undefined) {
      add({ lane, symbol: null, what: kind, ...told(diffs) }, after(beyond) ?? own("unexplained"));
      return;
    }
    const { stream } = track.spec;
    const doubt = revised.has(stream) ? { root: revised.get(stream) ?? null } : null;
    const untimely = isUntimely(entry, stream, streams);
    const paths = lacking ? [] : diffs.map(({ path }) => path);
    const root = add(
      { lane, symbol: streams[stream]?.symbol ?? null, what: kind, ...told(diffs) },
      explain({ kind, lacking, paths, track, beyond, doubt, untimely }),
    );
    track.root ??= root;
    track.differed = true;
    if (kind === "signal" || kind === "verdict") track.decided ??= root;
  };

  const compareBars = (recorded: readonly BatchBar[], replayed: readonly BatchBar[]) => {
    barsTold = true;
    for (const stream of new Set([...recorded, ...replayed].map((bar) => bar.stream))) {
      const [a, b] = [recorded, replayed].map((bars) => bars.find((bar) => bar.stream === stream)?.row);
      const diffs = fieldDiffs(a, b).map((diff) => ({ ...diff, path: BAR_FIELDS[Number(diff.path)] ?? diff.path }));
      if (!count(counts.bar, diffs.length === 0)) continue;
      const finding = { at, lane: null, strategy: null, symbol: streams[stream]?.symbol ?? null, what: "bar" } as const;
      // each revised bar is a case of its own
      const root = list.add({ ...finding, ...told(diffs) }, "data-revision", null);
      if (!revised.get(stream)) revised.set(stream, root);
    }
  };

  const compareEquity = (recorded: number, replayed: number) => {
    curve.push(at, recorded, replayed);
    if (!count(counts.equity, Object.is(recorded, replayed))) {
      account = null;
      return;
    }
    const bars = [...revised.values()].find((root) => root !== null) ?? null;
    const found = after(account ?? firstRoot() ?? bars) ?? own(revised.size > 0 ? "data-revision" : "unexplained");
    account = add({ lane: null, symbol: null, what: "equity", ...told([{ path: "", recorded, replayed }]) }, found);
  };

  /** Bars that nobody has told again are in doubt once a note or a mark says so. */
  const doubtStream = (stream: number | undefined) => {
    if (stream !== undefined && !barsTold && !revised.has(stream)) revised.set(stream, null);
  };

  return {
    start(entry, replayed) {
      run = entry;
      streams = entry.streams;
      tally.starts++;
      lanes = entry.lanes.map((spec, lane) => ({ ...(lanes[lane] ?? laneTrack(spec)), spec }));
      const common = [
        ...versionDiffs({ "@bellwether/live": entry.version }, { "@bellwether/live": replayed.version }),
        ...versionDiffs(entry.code, replayed.code),
      ];
      versions = common.map((diff) => ({ lane: null, ...diff }));
      for (const lane of lanes.keys())
        setVersion(
          lane,
          replayed.artifacts[lane] ?? {},
          common.map(({ name }) => name),
        );
    },
    step(entry, replayed) {
      tally.steps++;
      for (const lane of lanes) {
        lane.decided = null;
        lane.differed = false;
      }
      if (entry.type === "bars") {
        at = entry.time;
        from ??= at;
        if (replayed.bars !== undefined) compareBars(entry.bars, replayed.bars);
        else for (const { stream, flat } of entry.bars) if (flat === true) doubtStream(stream);
      }
      const pairs = pairsOf(entry.out, replayed.out).sort((a, b) => ORDER.get(a.kind)! - ORDER.get(b.kind)!);
      const sides = [
        [entry.out, (lane: number) => lanes[lane]?.recorded],
        [replayed.out, (lane: number) => lanes[lane]?.replayed],
      ] as const;
      const isMet = ({ kind }: Pair) => ORDER.get(kind)! < ORDER.get("signal")!;
      for (const pair of pairs.filter(isMet)) compare(pair, entry);
      // what a strategy says may come from a fill in the same bar
      for (const [out, sideOf] of sides) followFills(out, sideOf);
      for (const pair of pairs) if (!isMet(pair)) compare(pair, entry);
      for (const [out, sideOf] of sides) followOrders(out, sideOf);
      if (entry.type === "swap") {
        tally.swaps++;
        for (const { lane, to } of entry.lanes) {
          const track = lanes[lane];
          if (track === undefined) continue;
          track.spec = to;
          setVersion(lane, replayed.artifacts?.[lane] ?? to.artifacts, []);
        }
      }
      if (entry.type !== "bars") return;
      compareEquity(entry.equity, replayed.equity);
      for (const lane of lanes) if (!lane.differed && account === null && !standsApart(lane)) lane.root = null;
    },
    note({ note: { kind, stream } }) {
      if (kind === "revision") doubtStream(stream);
    },
    result() {
      if (run === null) throw new ParityUnstartedError("nothing was compared: the journal has no start entry");
      return {
        format: 1,
        verdict: list.count === 0 ? "equal" : list.causes.unexplained.roots === 0 ? "explained" : "unexplained",
        run: {
          version: run.version,
          mode: run.mode,
          exchange: run.exchange,
          quote: run.quote,
          startingBalance: run.startingBalance,
          node: run.process.node,
          platform: run.process.platform,
          ...tally,
          from,
          to: Number.isNaN(at) ? null : at,
          lanes: lanes.map(({ spec: { name, type, stream } }) => ({
            name,
            type,
            symbol: streams[stream]?.symbol ?? "",
            timeframe: streams[stream]?.timeframe ?? "",
          })),
        },
        versions,
        counts: structuredClone(counts),
        causes: structuredClone(list.causes),
        differences: list.kept(),
        omitted: list.count - list.kept().length,
        equity: curve.points(),
      };
    },
  };
}

/** @returns whether it differs. */
function count(counts: ParityCounts, equal: boolean): boolean {
  counts.compared++;
  if (equal) counts.equal++;
  else counts.different++;
  return !equal;
}

/** The most telling of the fields that differ, and the names of others. */
function told(diffs: readonly FieldDiff[]): Pick<Finding, "path" | "also" | "recorded" | "replayed"> {
  const main = TELLING.map((path) => diffs.find((diff) => diff.path === path)).find((diff) => diff) ?? diffs[0]!;
  const also = diffs.filter((diff) => diff !== main).slice(0, MAX_ALSO);
  return {
    path: String(reportable(main.path)),
    also: also.map(({ path }) => String(reportable(path))),
    recorded: reportable(main.recorded),
    replayed: reportable(main.replayed),
  };
}
