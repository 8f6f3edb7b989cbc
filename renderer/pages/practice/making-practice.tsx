import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { PracticeProgress } from "../../../shared/domain/practice.ts";
import { Refusal } from "../../components/refusal.tsx";
import { count, timeLeft } from "../../format.ts";
import { practiceSecondsLeft, practiceShare, practiceSteps } from "../../practice-words.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

const marks = { done: "Done", now: "Now", next: "Next" } as const;

/** What is being made, how far it is, and the way out. */
export function MakingPractice({ progress }: { progress: PracticeProgress }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const seconds = practiceSecondsLeft(progress, Date.now());
  const { phase, done, of } = progress;
  return (
    <section className="first-sync" aria-labelledby="making-title">
      <h2 id="making-title">Making a practice district</h2>
      <progress aria-label="Made so far" max={1} value={practiceShare(progress)} />
      <ol className="stages">
        {practiceSteps(phase).map(({ phase: each, words, state }) => (
          <li
            key={each}
            className={`practice-step ${{ done: "done", now: "current stage-now", next: "" }[state]}`}
          >
            <span className="wizard-number" aria-hidden="true">
              {state === "done" ? <IconCheck size={14} stroke={2.5} /> : ""}
            </span>
            <span>{words}</span>
            <span className="quiet">
              {state === "now" && of > 0
                ? `${count(done)} of ${phase === "district" ? "about " : ""}${count(of)} records`
                : marks[state]}
            </span>
          </li>
        ))}
      </ol>
      <p className="quiet">{seconds === undefined ? "It takes a few seconds" : timeLeft(seconds)}</p>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button aria-disabled={busy} onClick={() => !busy && act(() => client.call("practice.cancel", {}))}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
