import type { Submission } from "../../../shared/domain/submission.ts";
import { useAnswer } from "../../ask.ts";
import { SubmissionDialog } from "./submission-dialog.tsx";

interface NamedSubmissionProps {
  connection: string;
  id: string;
  /** As the list knows it, each change as it comes; absent: it is older than what was listed so far. */
  listed: Submission | undefined;
  paused: boolean;
  close: () => void;
}

/** The one that the page's address names, however old it is. */
export function NamedSubmission({ connection, id, listed, paused, close }: NamedSubmissionProps) {
  const { value, failure } = useAnswer("submissions.show", { submission: id }, ["runs"]);
  const submission = listed ?? value;
  if (submission?.connection === connection)
    return <SubmissionDialog submission={submission} paused={paused} close={close} />;
  if (failure === undefined) return null;
  return (
    <p className="note note-waiting" role="status">
      What was sent then is no longer kept in detail. The page shows what is known.
    </p>
  );
}
