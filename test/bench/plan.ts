import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

export const parts = ["push", "whole", "memory", "read", "rerun", "refusals", "adaptive", "window"] as const;
export type Part = (typeof parts)[number];

/** What one run of the benchmark does. */
export interface Plan {
  readonly quick: boolean;
  readonly parts: ReadonlySet<Part>;
  /** Rounds of each comparison. */
  readonly repeats: number;
  /** Records of a push without latency, and of the whole job. */
  readonly records: number;
  /** Sent before the clock starts, where there is no latency: the limit is what a warm process can do. */
  readonly warmUp: number;
  /** Seconds that a push with latency should take at least, so that what comes before its first record counts little. */
  readonly secondsWithLatency: number;
  readonly latencies: readonly number[];
  readonly atATime: readonly number[];
  /** Numbers of records at which memory is looked at. */
  readonly sizes: readonly number[];
  /** Numbers of records that are pushed again unchanged. */
  readonly rerunSizes: readonly number[];
  readonly refusals: number;
  /** Records of a push to a server with a limit of its own, and of each fixed setting beside it. */
  readonly adaptive: { readonly records: number; readonly sweep: number };
  readonly districtStudents: number;
  /** Records in the data folder that the pages are opened over. */
  readonly windowRecords: number;
  /** Flags of Node for Steward's processes. */
  readonly nodeFlags: readonly string[];
}

/** Throws a TypeError or RangeError that names the flag. */
export function readPlan(argv: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      repeats: { type: "string" },
      "node-flags": { type: "string", default: productFlags() },
    },
  });
  const only = (values.only ?? []).flatMap((names) => names.split(","));
  const unknown = only.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined)
    throw new RangeError(`--only takes ${parts.join(", ")}; "${unknown}" is none of them.`);
  const size = values.quick ? quick : full;
  const repeats = Number(values.repeats ?? size.repeats);
  if (!Number.isSafeInteger(repeats) || repeats < 1)
    throw new RangeError("--repeats takes a whole number from 1.");
  return {
    ...size,
    repeats,
    quick: values.quick,
    parts: new Set(parts.filter((part) => only.length === 0 || only.includes(part))),
    nodeFlags: values["node-flags"].split(" ").filter((flag) => flag !== ""),
  };
}

const full = {
  repeats: 3,
  records: 50_000,
  warmUp: 10_000,
  secondsWithLatency: 6,
  latencies: [0, 5, 20, 50],
  atATime: [8, 32, 128],
  sizes: [10_000, 50_000, 100_000, 1_000_000],
  rerunSizes: [100_000, 1_000_000],
  refusals: 20_000,
  adaptive: { records: 100_000, sweep: 6_000 },
  districtStudents: 500,
  windowRecords: 1_000_000,
};

const quick: typeof full = {
  repeats: 2,
  records: 20_000,
  warmUp: 5_000,
  secondsWithLatency: 2,
  latencies: [0, 20],
  atATime: [32],
  sizes: [10_000, 50_000],
  rerunSizes: [50_000],
  refusals: 3_000,
  adaptive: { records: 10_000, sweep: 3_000 },
  districtStudents: 100,
  windowRecords: 50_000,
};

/** What `npm run steward` gives to Node. */
function productFlags(): string {
  const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return String(scripts.steward)
    .split(" ")
    .filter((word) => word.startsWith("--"))
    .join(" ");
}
