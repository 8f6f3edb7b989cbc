import { writeFileSync } from "node:fs";

/** Loaded into a process that is measured from outside: says at its end what it took. */
process.once("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 };
  if (process.env.STEWARD_BENCH_USAGE) writeFileSync(process.env.STEWARD_BENCH_USAGE, JSON.stringify(usage));
});
