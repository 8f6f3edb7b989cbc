import { Button } from "@mantine/core";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useSteward } from "../../steward.ts";
import { submissionWords } from "../../sync-words.ts";
import { useAction } from "../../use-action.ts";

export function SubmissionState({ submission, paused }: { submission: Submission; paused: boolean }) {
  const { icon, words, tone } = submissionWords(submission, paused);
  return (
    <>
      <span className={`tone-${tone}`}>
        <span aria-hidden="true">{icon} </span>
        {words}
      </span>
      {submission.reason !== undefined && submission.state !== "cancelled" && (
        <span className="reason">{submission.reason}</span>
      )}
    </>
  );
}

export function CancelSubmission({ submission, what }: { submission: Submission; what: string }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const cancel = () => act(() => client.call("submissions.cancel", { submission: submission.id }));
  return (
    <>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <Button
        size="compact-sm"
        aria-disabled={busy}
        aria-label={`Cancel: ${what}`}
        onClick={() => !busy && cancel()}
      >
        Cancel
      </Button>
    </>
  );
}
