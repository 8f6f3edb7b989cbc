import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import type { AppError } from "../../shared/errors.ts";
import { type Table, useAnswer } from "../ask.ts";
import { checkAgeWords, checkProgressWords, checkWords } from "../check-words.ts";
import { Moment } from "../components/moment.tsx";
import { Refusal } from "../components/refusal.tsx";
import { linkTo, places } from "../routes.ts";
import { checkOf, runningOf } from "../state.ts";
import { useShown, useSteward } from "../steward.ts";

/** What a check is made from, and what puts it out of date. */
const tables: readonly Table[] = ["checks", "sources", "descriptors", "profiles", "connections", "runs"];

/** What of the records would be refused, found without a request: how far that is, and what it came to. */
export function CheckPanel({ connection }: { connection: Connection }) {
  const { id, name } = connection;
  const { value } = useAnswer("check.last", { connection: id }, tables);
  const heard = useShown((state) => checkOf(state, id, "check"));
  const isSending = useShown((state) => runningOf(state, id) !== undefined);
  const { ended, start, cancel } = useCheck(id);
  const progress = heard ?? value?.running;
  const isRunning = progress !== undefined && progress.phase !== "ended";
  return (
    <section className="run-panel check-panel" aria-label="Check without sending">
      <div className="check-head">
        {isRunning && (
          <p>
            <strong>{checkProgressWords(progress)}.</strong> Nothing is sent.
          </p>
        )}
        <div role="status">
          {!isRunning && <Result connection={id} last={value?.last} isAsked={value !== undefined} />}
        </div>
        <div className="buttons">
          <Button
            aria-disabled={isRunning || isSending}
            onClick={() => !isRunning && !isSending && start()}
            {...(isSending && { title: "What is being sent now finds all that a check would." })}
          >
            Check without sending
          </Button>
          {isRunning && (
            <Button aria-label={`Cancel this check of ${name}`} onClick={cancel}>
              Cancel
            </Button>
          )}
        </div>
      </div>
      {isRunning && (
        <progress
          aria-label="Records checked"
          max={Math.max(1, progress.planned)}
          {...(progress.phase === "checking" && { value: progress.checked })}
        />
      )}
      {ended?.isCancelled && !isRunning && <p className="quiet">The check was cancelled.</p>}
      {ended !== undefined && !ended.isCancelled && <Refusal sentence={ended.sentence} />}
    </section>
  );
}

type Last = Parameters<typeof checkWords>[0];

function Result({
  connection,
  last,
  isAsked,
}: {
  connection: string;
  last: Last | undefined;
  isAsked: boolean;
}) {
  if (!last)
    return (
      <p className="quiet">
        {isAsked &&
          "Your records can be held against this server's rules before anything is sent: what it would refuse is found in seconds."}
      </p>
    );
  const age = checkAgeWords(last);
  return (
    <>
      <p>
        {checkWords(last)}{" "}
        {last.left > 0 && <a href={linkTo(places.foundCauses(connection))}>See what was found</a>}
      </p>
      <p className="quiet small">
        Checked <Moment at={last.at} />
        {age !== undefined && ` · ${age}`}
      </p>
    </>
  );
}

interface Ended {
  readonly sentence: string;
  readonly isCancelled: boolean;
}

function useCheck(connection: string) {
  const { client } = useSteward();
  const [ended, setEnded] = useState<Ended>();
  const start = async () => {
    setEnded(undefined);
    try {
      await client.call("check.run", { connection });
    } catch (error) {
      const { message, code } = error as Error & Partial<Pick<AppError, "code">>;
      setEnded({ sentence: message, isCancelled: code === "cancelled" });
    }
  };
  // It may have ended in the same moment: then there is nothing to cancel.
  const cancel = () => client.call("sources.cancel", { connection, of: "check" }).catch(() => {});
  return { ended, start, cancel };
}
