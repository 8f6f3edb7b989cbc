import { useLocation } from "wouter";
import { useAnswer } from "../../ask.ts";
import { places } from "../../routes.ts";
import { SubmissionDialog } from "./submission-dialog.tsx";

interface NamedSubmissionProps {
  connection: string;
  id: string;
  paused: boolean;
}

/** The one that the page's address names: opened as if its line had been chosen, however old it is. */
export function NamedSubmission({ connection, id, paused }: NamedSubmissionProps) {
  const [, navigate] = useLocation();
  const { value, failure } = useAnswer("submissions.show", { submission: id }, ["runs"]);
  if (failure !== undefined)
    return (
      <p className="note note-waiting" role="status">
        What was sent then is no longer kept in detail. The page shows what is known.
      </p>
    );
  if (value === undefined || value.connection !== connection) return null;
  return (
    <SubmissionDialog
      submission={value}
      paused={paused}
      close={() => navigate(places.sync(connection), { replace: true })}
    />
  );
}
