import { useEffect } from "react";
import { type Answer, type Table, useAnswer } from "../../ask.ts";
import type { Answered } from "../../steward.ts";

const tables: readonly Table[] = [
  "connections",
  "sources",
  "records",
  "runs",
  "causes",
  "profiles",
  "descriptors",
];
/** Milliseconds between two looks while a push runs. */
const pauseBetween = 2000;

/** The resources of a connection, looked at again and again while they are sent. */
export function useSyncView(
  connection: string,
  isRunning: boolean,
): Answer<Answered<"sync.show">> & { askAgain: () => Promise<void> } {
  const answer = useAnswer("sync.show", { connection }, tables);
  const { askAgain } = answer;
  useEffect(() => {
    if (!isRunning) return;
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout>;
    // The next look waits for the one before it: a busy core is not asked faster than it answers.
    const look = async () => {
      await askAgain();
      if (isWanted) timer = setTimeout(look, pauseBetween);
    };
    timer = setTimeout(look, pauseBetween);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [askAgain, isRunning]);
  return answer;
}
