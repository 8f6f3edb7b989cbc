import { Button } from "@mantine/core";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Moment } from "../../components/moment.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Part } from "../../components/part.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import { count, exactTime } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { runningOf } from "../../state.ts";
import { useShown } from "../../steward.ts";
import { isOpen } from "../../submission-list.ts";
import { durationWords, starterWords, submissionTitle } from "../../sync-words.ts";
import { NamedSubmission } from "./named-submission.tsx";
import { CancelSubmission, SubmissionState } from "./submission-parts.tsx";
import type { OpenedSubmission } from "./use-opened-submission.ts";
import { useSubmissions } from "./use-submissions.ts";

const columns = ["When", "What", "Started by", "Sent", "Refused", "Took", "Result", "More"];

interface HistoryProps {
  connection: Connection;
  paused: boolean;
  opened: OpenedSubmission;
}

/** What was sent before, what is being sent, and what waits for its turn: newest first. */
export function History({ connection, paused, opened }: HistoryProps) {
  const { list, failure, hasMore, more, retry } = useSubmissions(connection.id);
  return (
    <section aria-labelledby="history-title" className="block-of ruled">
      <div className="save-line">
        <h2 id="history-title">What was sent</h2>
        <a href={linkTo(places.asSent(connection.id))}>As sent on a day</a>
      </div>
      {failure !== undefined && <Failure sentence={failure} retry={retry} />}
      {list === undefined && failure === undefined && (
        <PageSkeleton label="Loading what was sent" lines={4} />
      )}
      {list?.length === 0 && (
        <p className="quiet">
          Nothing was sent yet. Each push has its line here from then on: who started it, what it sent, and
          what came of it.
        </p>
      )}
      {list !== undefined && list.length > 0 && (
        <VirtualTable
          label="What was sent, newest first"
          layout="history-table"
          columns={columns}
          rows={list}
          keyOf={({ id }) => id}
          cells={(submission) => (
            <RowCells submission={submission} paused={paused} open={() => opened.open(submission.id)} />
          )}
          {...(hasMore && { reachedEnd: more })}
        />
      )}
      {opened.id !== undefined && (
        <NamedSubmission
          key={opened.id}
          connection={connection.id}
          id={opened.id}
          listed={list?.find(({ id }) => id === opened.id)}
          paused={paused}
          close={opened.close}
        />
      )}
    </section>
  );
}

const dayLength = 86_400_000;
/** "7 days ago" tells the lines of one day not apart. */
const isRecent = (at: string) => Date.now() - Date.parse(at) < dayLength;

interface RowCellsProps {
  submission: Submission;
  paused: boolean;
  open: () => void;
}

function RowCells({ submission, paused, open }: RowCellsProps) {
  const { at, sent, refused, startedAt, endedAt } = submission;
  const progress = useShown((state) => runningOf(state, submission.connection)?.progress);
  const now = progress && submission.runs.includes(progress.run) ? progress : undefined;
  const what = submissionTitle(submission);
  return (
    <>
      <Part is="cell">{isRecent(at) ? <Moment at={at} /> : exactTime(at)}</Part>
      <Part is="rowheader">{what}</Part>
      <Part is="cell">{starterWords(submission)}</Part>
      <Part is="cell" className="number">
        {count(sent + (now?.accepted ?? 0))}
      </Part>
      <Part is="cell" className={refused + (now?.failed ?? 0) > 0 ? "number tone-refused" : "number"}>
        {count(refused + (now?.failed ?? 0))}
      </Part>
      <Part is="cell" className="number">
        {startedAt !== undefined && endedAt !== undefined ? durationWords(startedAt, endedAt) : "–"}
      </Part>
      <Part is="cell">
        <SubmissionState submission={submission} paused={paused} />
      </Part>
      <Part is="cell" className="row-buttons">
        {isOpen(submission) && <CancelSubmission submission={submission} what={what} />}
        <Button variant="subtle" size="compact-sm" aria-label={`Details: ${what}`} onClick={open}>
          Details
        </Button>
      </Part>
    </>
  );
}
