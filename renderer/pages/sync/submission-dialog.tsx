import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Run, RunResource } from "../../../shared/domain/run.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { ResourceCounts } from "../../components/resource-counts.tsx";
import { DialogFrame } from "../../dialogs/dialog-frame.tsx";
import { count, counted, exactTime } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { isOpen } from "../../submission-list.ts";
import { durationWords, runWords, starterWords, submissionTitle } from "../../sync-words.ts";
import { CancelSubmission, SubmissionState } from "./submission-parts.tsx";

/** Of one that was cut into packets, only so many runs are listed: the last ones. */
const runsShown = 20;

interface SubmissionDialogProps {
  submission: Submission;
  paused: boolean;
  close: () => void;
}

/** One start: what it was to send, its runs, and what is still in the way of what they sent. */
export function SubmissionDialog({ submission, paused, close }: SubmissionDialogProps) {
  const { runs, failure, ask } = useRuns(submission);
  const what = submissionTitle(submission);
  const last = runs?.at(-1)?.result;
  return (
    <DialogFrame title={what} close={close} wide isPlace>
      <p>
        {starterWords(submission)}, {exactTime(submission.at)}.{" "}
        <SubmissionState submission={submission} paused={paused} />
      </p>
      {failure !== undefined && <Failure sentence={failure} retry={ask} />}
      {runs === undefined && failure === undefined && <PageSkeleton label="Loading its runs" lines={3} />}
      {runs && <RunTable runs={runs} all={submission.runs.length} />}
      {last?.resources && last.resources.length > 0 && <ResourceList resources={last.resources} />}
      {last && last.causes.length > 0 && (
        <section aria-label="Causes">
          <h3>Causes that were open at its end</h3>
          <ul>
            {last.causes.map(({ id, title, releases }) => (
              <li key={id}>
                <a
                  href={linkTo(
                    places.cause({ connection: submission.connection, id }, submission.connection),
                  )}
                >
                  {title}
                </a>{" "}
                <span className="quiet">({counted(releases, "record", "records")})</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="buttons">
        {isOpen(submission) && <CancelSubmission submission={submission} what={what} />}
        <Button variant="filled" onClick={close} data-autofocus>
          Done
        </Button>
      </div>
    </DialogFrame>
  );
}

/** Asked for again whenever the submission has come further. */
function useRuns({ runs: ids, state }: Submission) {
  const { client } = useSteward();
  const [runs, setRuns] = useState<readonly Run[]>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const wanted = ids.slice(-runsShown).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state or attempt asks the same question again.
  useEffect(() => {
    let isWanted = true;
    const asked = wanted.split(" ").filter((id) => id !== "");
    Promise.all(asked.map((run) => client.call("runs.show", { run }))).then(
      (found) => {
        if (!isWanted) return;
        setRuns(found);
        setFailure(undefined);
      },
      (error: Error) => isWanted && setFailure(error.message),
    );
    return () => {
      isWanted = false;
    };
  }, [client, wanted, state, attempt]);
  return { runs, failure, ask: () => setAttempt((before) => before + 1) };
}

function RunTable({ runs, all }: { runs: readonly Run[]; all: number }) {
  return (
    <table className="plain-table">
      <caption>
        {all === 1
          ? "It went in one run"
          : `It went in ${count(all)} runs${all > runs.length ? `; the last ${count(runs.length)}` : ""}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Began</th>
          <th scope="col">Result</th>
          <th scope="col" className="number">
            Accepted
          </th>
          <th scope="col" className="number">
            Unchanged
          </th>
          <th scope="col" className="number">
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map(({ id, state, startedAt, endedAt, result }) => (
          <tr key={id}>
            <td>{state === "queued" ? "–" : exactTime(startedAt)}</td>
            <td>
              {runWords(state)}
              {result?.reason !== undefined && <span className="reason">{result.reason}</span>}
            </td>
            <td className="number">{result ? count(result.sent.created + result.sent.updated) : "–"}</td>
            <td className="number">{result ? count(result.sent.unchanged) : "–"}</td>
            <td className="number">{endedAt === undefined ? "–" : durationWords(startedAt, endedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const byName = (one: RunResource, other: RunResource) => one.resource.localeCompare(other.resource);

function ResourceList({ resources }: { resources: readonly RunResource[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label="Resources of the last run">
      <ResourceCounts
        caption="What the last run did, resource by resource"
        lines={resources.toSorted(byName)}
        columns={[
          ["To send", "planned"],
          ["Accepted", "accepted"],
          ["Refused", "refused"],
        ]}
      />
    </section>
  );
}
