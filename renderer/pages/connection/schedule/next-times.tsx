import { useEffect, useState } from "react";
import type { Schedule } from "../../../../shared/domain/schedule.ts";
import { Refusal } from "../../../components/refusal.tsx";
import { timeIn } from "../../../format.ts";
import { useSteward } from "../../../steward.ts";

/** Milliseconds after the last change of a field. */
const pauseAfterTyping = 250;

/** When batches would be sent by what stands in the fields. Null: by hand; undefined: a field has to be mended first. */
export function NextTimes({ schedule }: { schedule: Schedule | null | undefined }) {
  const { times, refusal } = useNextTimes(schedule ?? undefined);
  return (
    <section className="test-panel" aria-labelledby="times-title">
      <h2 id="times-title">The next five times</h2>
      {schedule === null && <p className="quiet">Changes wait until somebody sends them.</p>}
      {schedule === undefined && <p className="quiet">Mend the marked field first.</p>}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {schedule?.timing.kind === "changes" && (
        <p className="quiet">
          No times: the folders are watched, and a change is sent a few seconds after the file is complete.
        </p>
      )}
      {schedule && times && times.length > 0 && (
        <>
          <ol className="times">
            {times.map((at) => (
              <li key={at}>
                <time dateTime={at}>{timeIn(at, schedule.timeZone)}</time>
              </li>
            ))}
          </ol>
          <p className="quiet">On the clock of {schedule.timeZone}.</p>
        </>
      )}
    </section>
  );
}

function useNextTimes(schedule: Schedule | undefined) {
  const { client } = useSteward();
  const asked = JSON.stringify(schedule);
  const [told, setTold] = useState<{ asked?: string; times?: readonly string[]; refusal?: string }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` holds what the schedule is made of.
  useEffect(() => {
    if (schedule === undefined) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      client.call("schedule.preview", { schedule, limit: 5 }).then(
        (times) => isWanted && setTold({ asked, times }),
        (error: Error) => isWanted && setTold({ asked, refusal: error.message }),
      );
    }, pauseAfterTyping);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, asked]);
  return told.asked === asked ? told : {};
}
