import { atMost, type Goal, megabytes, shown, shownSpread, spreadOf } from "./figures.ts";
import type { Section } from "./report.ts";
import type { Job, Volume } from "./volume.ts";

/** Tables and goals of what volume.ts measured. */

const million = 1_000_000;
const small = 50_000;
const mostBytes = 256;

export function describeMemory(volumes: readonly Volume[]): Section {
  const peak = (records: number) =>
    volumes.find((volume) => volume.records === records)?.whole?.peakBytes ?? Number.NaN;
  const goals = volumes.some(({ records, whole }) => records === million && whole)
    ? [
        atMost("peak at 1M, times that at 50k", peak(million) / peak(small), 1.25),
        atMost("peak at 1M", megabytes(peak(million)), mostBytes, "MB"),
      ]
    : [];
  return {
    name: "memory",
    title: "Memory: peak resident MB of a fresh process; of the heap, what is left after a collection",
    columns: ["records", "reading", "live heap", "external", "whole job", "seconds", "records a second"],
    rows: volumes.map(({ records, read, whole }) => [
      shown(records),
      read ? shown(megabytes(read.peakBytes)) : "",
      read ? shown(megabytes(read.memory.live)) : "",
      read ? shown(megabytes(read.memory.external)) : "",
      whole ? shown(megabytes(whole.peakBytes)) : "",
      whole ? shown(whole.seconds) : "",
      whole ? shown(records / whole.seconds) : "",
    ]),
    goals,
    data: volumes,
  };
}

export function describeRead(volumes: readonly Volume[]): Section {
  const read = volumes.flatMap(({ records, read, build }) =>
    read?.scan && build ? [{ records, scan: read.scan, build }] : [],
  );
  return {
    name: "read",
    title: "First reading of new lines into the sync database",
    columns: [
      "records",
      "seconds",
      "parse, digest and insert alone",
      "times that",
      "CPU s/10k",
      "records a second",
    ],
    rows: read.map(({ records, scan, build }) => [
      shown(records),
      shown(scan.seconds),
      shown(build.seconds),
      shown(scan.seconds / build.seconds),
      shown((scan.cpuSeconds * 10_000) / records),
      shown(records / scan.seconds),
    ]),
    goals: read
      .filter(({ records }) => records === million)
      .flatMap(({ scan, build }) => [
        atMost("first reading of 1M", scan.seconds, 25, "s"),
        // Where the goals were set, the bare work took 13 s.
        atMost("first reading of 1M, times the bare work", scan.seconds / build.seconds, 25 / 13),
      ]),
    data: read,
  };
}

/** `bare`: the limit beside it. Where the goals were set, the digest of the file took 0.65 s, those of its lines 2.5 s. */
const variants = [
  { name: "unchanged", title: "nothing changed", limit: 1, bare: "digest", times: 1 / 0.65 },
  { name: "longer", title: "one line longer, same record", limit: 3.5, bare: "lines", times: 3.5 / 2.5 },
  {
    name: "sameLength",
    title: "one line respelled in its length",
    limit: 3.5,
    bare: "lines",
    times: 3.5 / 2.5,
  },
] as const;

export function describeRerun(volumes: readonly Volume[]): Section {
  const found = volumes.flatMap(({ records, rerun }) =>
    rerun
      ? variants.map((variant) => ({
          records,
          variant,
          jobs: rerun[variant.name],
          bare: spreadOf(rerun.bare[variant.bare].map(({ seconds }) => seconds)),
        }))
      : [],
  );
  return {
    name: "rerun",
    title: "Push again, with nothing to send: seconds from process start to end, and of the push alone",
    columns: ["", "records", "seconds", "digests alone", "push alone", "data requests", "peak MB"],
    rows: found.map(({ records, variant, jobs, bare }) => [
      variant.title,
      shown(records),
      shownSpread(secondsOf(jobs)),
      shownSpread(bare),
      shown(spreadOf(jobs.map(({ pushSeconds }) => pushSeconds)).median),
      String(requestsIn(jobs)),
      shown(megabytes(Math.max(...jobs.map(({ peakBytes }) => peakBytes)))),
    ]),
    goals: found.flatMap(({ records, variant, jobs, bare }): Goal[] => [
      ...(records === million
        ? [
            atMost(`1M, ${variant.title}`, secondsOf(jobs).median, variant.limit, "s"),
            atMost(
              `1M, ${variant.title}: times the digests alone`,
              secondsOf(jobs).median / bare.median,
              variant.times,
            ),
          ]
        : []),
      atMost(`${shown(records)}, ${variant.title}: data requests`, requestsIn(jobs), 0),
    ]),
    data: found.map(({ records, variant, jobs }) => ({ records, variant: variant.name, jobs })),
  };
}

const secondsOf = (jobs: readonly Job[]) => spreadOf(jobs.map(({ seconds }) => seconds));
const requestsIn = (jobs: readonly Job[]) => jobs.reduce((sum, { requests }) => sum + requests, 0);
