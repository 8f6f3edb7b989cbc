import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { ScheduleView } from "../../../shared/domain/schedule.ts";
import { useAnswer } from "../../ask.ts";
import { Moment } from "../../components/moment.tsx";
import { PageForm } from "../../components/page-form.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { linkTo, places } from "../../routes.ts";
import {
  draftOfSchedule,
  nextWords,
  type ScheduleDraft,
  scheduleOf,
  scheduleProblems,
  scheduleWords,
} from "../../schedule-draft.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { NextTimes } from "./schedule/next-times.tsx";
import { ScheduleFields } from "./schedule/schedule-fields.tsx";

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When the connection's batches are sent by themselves. */
export function ScheduleTab({ connection }: { connection: Connection }) {
  const { value, failure, askAgain } = useAnswer("schedule.show", { connection: connection.id }, [
    "schedules",
    "runs",
  ]);
  if (value) return <ScheduleOf connection={connection} view={value} reload={askAgain} />;
  if (failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  return <PageSkeleton label="Loading the schedule" lines={6} />;
}

interface ScheduleOfProps {
  connection: Connection;
  view: ScheduleView;
  reload: () => Promise<void>;
}

function ScheduleOf({ connection, view, reload }: ScheduleOfProps) {
  return (
    <>
      <Standing connection={connection} view={view} />
      {connection.closedAt === undefined ? (
        <div className="ruled">
          <ScheduleForm connection={connection} view={view} reload={reload} />
        </div>
      ) : (
        <p className="quiet">Open the connection again to send to it by a schedule.</p>
      )}
    </>
  );
}

function Standing({ connection, view }: { connection: Connection; view: ScheduleView }) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const { schedule, lastStart, pausedAt, kept } = view;
  const toggle = () =>
    act(async () => {
      const command = pausedAt === undefined ? "schedule.pause" : "schedule.resume";
      await client.call(command, { connection: connection.id });
      void refresh();
    });
  return (
    <section className="block-of" aria-label="How it stands">
      <p className="lead" role="status">
        {nextWords(view, Date.now())}
      </p>
      <p className="quiet">
        {schedule && `${scheduleWords(schedule)} (${schedule.timeZone}). `}
        {lastStart !== undefined && (
          <>
            The last batch began <Moment at={lastStart} />.{" "}
          </>
        )}
        <a href={linkTo(places.sync(connection.id))}>See what is sent</a>
      </p>
      {schedule && !kept && (
        <p className="note note-waiting">
          This Steward keeps no schedules: batches are sent while its window or its browser page is open.
        </p>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {connection.closedAt === undefined && (
        <div className="buttons">
          <Button aria-disabled={busy} onClick={() => !busy && toggle()}>
            {pausedAt === undefined ? "Pause sending" : "Resume sending"}
          </Button>
          <span className="quiet small">
            {pausedAt === undefined
              ? "Nothing is sent then, neither by the schedule nor by hand."
              : "What was ended by the pause goes on first, then what waits."}
          </span>
        </div>
      )}
    </section>
  );
}

function ScheduleForm({ connection, view, reload }: ScheduleOfProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const saved = draftOfSchedule(view.schedule, here());
  // Undefined: as it is saved.
  const [edited, setEdited] = useState<ScheduleDraft>();
  const draft = edited ?? saved;
  const [isPressed, setPressed] = useState(false);
  const [told, setTold] = useState("");
  const problems = scheduleProblems(draft);
  const isWrong = Object.keys(problems).length > 0;
  const isChanged = JSON.stringify(scheduleOf(draft)) !== JSON.stringify(scheduleOf(saved));
  const change = (next: Partial<ScheduleDraft>) => {
    setTold("");
    setEdited({ ...draft, ...next });
  };
  const save = () => {
    setPressed(true);
    if (busy || isWrong || !isChanged) return;
    void act(async () => {
      await client.call("schedule.set", { connection: connection.id, schedule: scheduleOf(draft) });
      await reload();
      setEdited(undefined);
      setTold("Saved");
    });
  };
  return (
    <div className="wizard with-test">
      <PageForm
        submit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ScheduleFields draft={draft} change={change} problems={isPressed ? problems : {}} />
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons form-end">
          <Button type="submit" variant="filled" aria-disabled={busy || !isChanged}>
            Save
          </Button>
          <span role="status" className="quiet">
            {isChanged ? "" : told}
          </span>
        </div>
      </PageForm>
      <NextTimes schedule={isWrong ? undefined : scheduleOf(draft)} />
    </div>
  );
}
