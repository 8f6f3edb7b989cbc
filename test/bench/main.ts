import { spawnSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { isBundleStale } from "../../build/bundle.ts";
import { compareAdaptive } from "./adaptive.ts";
import { readPlan } from "./plan.ts";
import { comparePush } from "./push.ts";
import { compareRefusals } from "./refusals.ts";
import { describeSection, type Section } from "./report.ts";
import { measureVolumes } from "./volume.ts";
import { describeMemory, describeRead, describeRerun } from "./volume-report.ts";
import { compareWhole } from "./whole.ts";
import { measureWindow } from "./window.ts";
import { describeWindow } from "./window-report.ts";
import { Workshop } from "./workshop.ts";

/**
 * Measures Steward beside what this machine can do, in this run: tables, then all figures as one JSON document.
 * Nothing of earlier runs is kept or compared with. Flags: see plan.ts.
 */
const plan = readPlan(process.argv.slice(2));
// In a process of its own: Linux counts what a parent holds into its children's peaks.
if (isBundleStale())
  spawnSync(process.execPath, [fileURLToPath(new URL("../../build/bundle.ts", import.meta.url))]);
const workshop = new Workshop(plan);
const started = performance.now();
const sections: Section[] = [];

if (plan.parts.has("push")) tell(await comparePush(workshop));
if (plan.parts.has("whole")) tell(await compareWhole(workshop));
if (plan.parts.has("refusals")) tell(await compareRefusals(workshop));
if (plan.parts.has("adaptive")) tell(await compareAdaptive(workshop));
if (plan.parts.has("memory") || plan.parts.has("read") || plan.parts.has("rerun")) {
  const volumes = await measureVolumes(workshop);
  if (plan.parts.has("memory")) tell(describeMemory(volumes));
  if (plan.parts.has("read")) tell(describeRead(volumes));
  if (plan.parts.has("rerun")) tell(describeRerun(volumes));
}
if (plan.parts.has("window")) {
  const figures = await measureWindow(workshop);
  for (const section of figures ? describeWindow(figures) : []) tell(section);
}

const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  loadAfter: loadavg().map((load) => Math.round(load * 10) / 10),
};
console.log(
  JSON.stringify({
    quick: plan.quick,
    repeats: plan.repeats,
    nodeFlags: plan.nodeFlags,
    machine,
    seconds: Math.round((performance.now() - started) / 1000),
    sections: sections.map(({ name, goals, data }) => ({ name, goals, data })),
  }),
);

function tell(section: Section) {
  sections.push(section);
  const title = plan.quick ? `${section.title} [--quick: smaller than the real sizes]` : section.title;
  console.log(describeSection({ ...section, title }));
}
