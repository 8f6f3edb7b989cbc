import type { CheckProgress } from "../../shared/domain/check.ts";
import { type Progress, showProgress } from "./progress.ts";
import type { Desk, Session } from "./session.ts";
import { counted, some } from "./words.ts";

/** Shows how far a check is while `work` waits for it. */
export async function watchingCheck<T>(
  session: Session,
  { client }: Desk,
  work: () => Promise<T>,
): Promise<T> {
  const display = await showProgress(session.terminal);
  const stopListening = client.listen((event) => {
    if (event.name === "check.progress") display.update(checkProgress(event.data));
  });
  try {
    return await work();
  } finally {
    stopListening();
    display.end();
  }
}

/** Pure. */
function checkProgress({ phase, linesRead, checked, planned }: CheckProgress): Progress {
  if (phase === "reading") return { line: `reading, ${some(linesRead, "line")} so far` };
  const part = planned === 0 ? 1 : checked / planned;
  return { line: `checking, ${counted(checked)} of ${some(planned, "record")}, nothing is sent`, part };
}
