import type { PracticeProgress } from "../shared/domain/practice.ts";

type Phase = PracticeProgress["phase"];

const phases = ["api", "district", "connection", "reading"] as const satisfies readonly Phase[];

const words: Readonly<Record<Phase, string>> = {
  api: "An Ed-Fi API on this computer",
  district: "A district: students, staff, sections, attendance, grades",
  connection: "A connection from the one to the other",
  reading: "Reading the district's files",
};

/** What is made, in its order, and what of it is done. Pure. */
export function practiceSteps(now: Phase): { phase: Phase; words: string; state: "done" | "now" | "next" }[] {
  const at = phases.indexOf(now);
  return phases.map((phase, index) => ({
    phase,
    words: words[phase],
    state: index < at ? "done" : index === at ? "now" : "next",
  }));
}

/** The reading takes about as long as the writing: what is done of both, from 0 to 1. Pure. */
export function practiceShare({ phase, done, of }: PracticeProgress): number {
  const part = of === 0 ? 0 : done / of;
  if (phase === "api") return 0;
  if (phase === "district") return part * 0.5;
  return phase === "connection" ? 0.5 : 0.5 + part * 0.5;
}

/** Seconds that it will still take, once enough of it is done to tell. Pure. */
export function practiceSecondsLeft(progress: PracticeProgress, now: number): number | undefined {
  const share = practiceShare(progress);
  const passed = (now - Date.parse(progress.startedAt)) / 1000;
  return share < 0.1 || passed <= 0 ? undefined : (passed / share) * (1 - share);
}
