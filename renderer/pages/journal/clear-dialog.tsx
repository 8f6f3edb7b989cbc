import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Forgotten } from "../../../shared/domain/journal.ts";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { isTyped } from "../../delete-words.ts";
import { DialogFrame } from "../../dialogs/dialog-frame.tsx";
import { count, counted } from "../../format.ts";
import { dayOf, startOf } from "../../journal-filter.ts";
import { forgottenWords, sumOf } from "../../journal-kept.ts";
import { daysBefore } from "../../journal-words.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

/** Clearing begins with what nobody looks up any more. */
const daysAtFirst = 90;

/** Forgets what is old: looked at first, and only when its number is typed. */
export function ClearDialog({ close }: { close: () => void }) {
  const today = dayOf(Date.now());
  const [day, setDay] = useState(() => daysBefore(daysAtFirst, Date.now()));
  const before = startOf(day);
  const isOver = before !== undefined && day <= today;
  return (
    <DialogFrame title="Clear the journal" close={close}>
      <TextInput
        type="date"
        label="Forget what happened before"
        className="day-field"
        value={day}
        data-autofocus
        max={today}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
      />
      {isOver ? (
        <Forgetting key={before} before={before} close={close} />
      ) : (
        <>
          <p role="status">Choose today, or a day that is over.</p>
          <div className="buttons">
            <Button onClick={close}>Forget nothing</Button>
          </div>
        </>
      )}
    </DialogFrame>
  );
}

function Forgetting({ before, close }: { before: string; close: () => void }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [typed, setTyped] = useState("");
  const { value, failure, askAgain } = useAnswer("journal.purge", { before, dryRun: true }, [
    "runs",
    "causes",
  ]);
  const total = value === undefined ? 0 : sumOf(value);
  const canStart = total > 0 && isTyped(total, typed) && !busy;
  const start = () =>
    canStart &&
    act(async () => {
      const forgotten = await client.call("journal.purge", { before });
      notifications.show({ message: `Forgotten: ${forgottenWords(forgotten)}.` });
      close();
    });
  return (
    <>
      {failure !== undefined && <Failure sentence={failure} retry={askAgain} />}
      {value === undefined && failure === undefined && (
        <PageSkeleton label="Counting what would be forgotten" lines={4} />
      )}
      {value && <Going forgotten={value} total={total} />}
      {total > 0 && (
        <TextInput
          label={`To forget them, type their number: ${count(total)}`}
          inputMode="numeric"
          autoComplete="off"
          className="short-field"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {total > 0 && (
          <Button variant="filled" color="red" aria-disabled={!canStart} onClick={start}>
            Forget {counted(total, "line", "lines")}
          </Button>
        )}
        <Button onClick={close}>{total > 0 ? "Forget nothing" : "Done"}</Button>
      </div>
    </>
  );
}

function Going({ forgotten, total }: { forgotten: Forgotten; total: number }) {
  return (
    <>
      <p className="preview-number">
        {count(total)} <span className="quiet">to be forgotten</span>
      </p>
      <p role="status">
        {total === 0
          ? "Nothing that old is kept."
          : `Of all connections: ${forgottenWords(forgotten)}. They cannot be brought back.`}
      </p>
      <section aria-label="What stays">
        <h3>Stays</h3>
        <ul>
          <li>what is known of each record: whether it was accepted, and what is in its way</li>
          <li>causes that are open, with when they opened</li>
          <li>who changed which setting, and when</li>
        </ul>
      </section>
    </>
  );
}
