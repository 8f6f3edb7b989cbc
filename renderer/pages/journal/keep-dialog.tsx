import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Retention } from "../../../shared/domain/journal.ts";
import { useAnswer } from "../../ask.ts";
import { Refusal } from "../../components/refusal.tsx";
import { DialogFrame } from "../../dialogs/dialog-frame.tsx";
import { count } from "../../format.ts";
import { forgottenWords, readNumber, sumOf } from "../../journal-kept.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { useSettled } from "../../use-settled.ts";

interface KeepDialogProps {
  kept: Retention;
  close: () => void;
}

/** As the contract has it. */
const range = { days: [1, 36_500], refusals: [1000, 100_000_000] } as const;

/** For how long the journal is kept: what goes by that is said before. */
export function KeepDialog({ kept, close }: KeepDialogProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [typed, setTyped] = useState({ days: String(kept.days), refusals: String(kept.refusals) });
  const days = readNumber(typed.days, ...range.days);
  const refusals = readNumber(typed.refusals, ...range.refusals);
  const isOther = days !== kept.days || refusals !== kept.refusals;
  const canSave = days !== undefined && refusals !== undefined && isOther && !busy;
  const save = () =>
    canSave &&
    act(async () => {
      await client.call("journal.retain", { days, refusals });
      notifications.show({ message: "Saved: for how long the journal is kept." });
      close();
    });
  return (
    <DialogFrame title="For how long the journal is kept" close={close}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label="Days"
          description="What is older is forgotten by itself."
          inputMode="numeric"
          autoComplete="off"
          className="short-field"
          value={typed.days}
          data-autofocus
          error={days === undefined && "Write a whole number of days, at least 1."}
          onChange={({ currentTarget }) => setTyped({ ...typed, days: currentTarget.value })}
        />
        <TextInput
          label="Refusals, at most"
          description="Of more, the oldest are forgotten by themselves. A million takes about 250 MB of disk."
          inputMode="numeric"
          autoComplete="off"
          className="short-field"
          value={typed.refusals}
          error={
            refusals === undefined && `Write a whole number, from ${count(1000)} to ${count(100_000_000)}.`
          }
          onChange={({ currentTarget }) => setTyped({ ...typed, refusals: currentTarget.value })}
        />
        {days !== undefined && refusals !== undefined && <Consequence days={days} refusals={refusals} />}
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons">
          <Button type="submit" variant="filled" aria-disabled={!canSave}>
            Save
          </Button>
          <Button onClick={close}>Change nothing</Button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** What would go at once. */
function Consequence(wanted: Retention) {
  const days = useSettled(wanted.days);
  const refusals = useSettled(wanted.refusals);
  const { value, failure } = useAnswer("journal.retain", { days, refusals, dryRun: true }, ["runs"]);
  if (failure !== undefined) return <Refusal sentence={failure} />;
  return (
    <p role="status">
      {value === undefined
        ? "Counting what would be forgotten."
        : sumOf(value) === 0
          ? "Nothing that is kept now would be forgotten by that."
          : `By that are forgotten at once: ${forgottenWords(value)}. What is known of each record stays.`}
    </p>
  );
}
