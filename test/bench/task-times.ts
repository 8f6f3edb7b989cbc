import type { Page } from "@playwright/test";

/** One event of a trace, as far as it is read here; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time: what other programs take of the machine is not in it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Runs this, and gives the longest task of the page's main thread meanwhile, in milliseconds of processor time. */
export async function longestTaskOf<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ value: T; longest: number }> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser of its own.");
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  const value = await work();
  const trace = JSON.parse((await browser.stopTracing()).toString("utf8")) as { traceEvents: TraceEvent[] };
  return { value, longest: longestIn(trace.traceEvents) };
}

function longestIn(events: readonly TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const tasks = events.filter(
    (event) => event.ph === "X" && event.name.endsWith("RunTask") && mains.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error("The trace holds no task of the page.");
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000;
}
