import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { NoticeSettings } from "../../../shared/domain/notices.ts";
import { PageForm } from "../../components/page-form.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { quietWords, weekdays } from "../../notice-words.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

interface NoticeFormProps {
  saved: NoticeSettings;
  reload: () => Promise<void>;
}

const time = /^\d\d:\d\d$/;

/** Whether notifications are shown, and when not. */
export function NoticeForm({ saved, reload }: NoticeFormProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  // Undefined: as it is saved.
  const [edited, setEdited] = useState<NoticeSettings>();
  const [told, setTold] = useState("");
  const draft = edited ?? saved;
  const { quiet } = draft;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const isWhole = time.test(quiet.from) && time.test(quiet.to);
  const change = (next: Partial<NoticeSettings>) => {
    setTold("");
    setEdited({ ...draft, ...next });
  };
  const save = () => {
    if (busy || !isChanged || !isWhole) return;
    void act(async () => {
      await client.call("notices.set", draft);
      await reload();
      setEdited(undefined);
      setTold("Saved");
    });
  };
  return (
    <PageForm
      submit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Checkbox
        label="Show notifications"
        checked={draft.shown}
        onChange={({ currentTarget }) => change({ shown: currentTarget.checked })}
      />
      {draft.shown && (
        <QuietFields quiet={quiet} change={(next) => change({ quiet: { ...quiet, ...next } })} />
      )}
      {draft.shown && isWhole && (
        <p className="quiet" role="status">
          {quietWords(quiet, new Date())}
        </p>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons form-end">
        <Button type="submit" variant="filled" aria-disabled={busy || !isChanged || !isWhole}>
          Save
        </Button>
        <span role="status" className="quiet">
          {isChanged ? "" : told}
        </span>
      </div>
    </PageForm>
  );
}

interface QuietFieldsProps {
  quiet: NoticeSettings["quiet"];
  change: (next: Partial<NoticeSettings["quiet"]>) => void;
}

function QuietFields({ quiet, change }: QuietFieldsProps) {
  const { on, from, to, days } = quiet;
  const missing = (value: string) => !time.test(value) && "A time of day, such as 18:00.";
  return (
    <fieldset className="fields">
      <legend>Quiet hours</legend>
      <Checkbox
        label="Keep quiet outside of office hours"
        description="What comes then is gathered, and shown in one when they end. Steward comes with 18:00 to 7:00 and the weekend."
        checked={on}
        onChange={({ currentTarget }) => change({ on: currentTarget.checked })}
      />
      {on && (
        <>
          <div className="fields-row quiet-hours">
            <TextInput
              label="From"
              type="time"
              value={from}
              onChange={({ currentTarget }) => change({ from: currentTarget.value })}
              error={missing(from)}
            />
            <TextInput
              label="To"
              type="time"
              value={to}
              onChange={({ currentTarget }) => change({ to: currentTarget.value })}
              error={missing(to)}
            />
          </div>
          <fieldset className="fields quiet-days">
            <legend>And all day on</legend>
            {weekdays.map(({ day, name }) => (
              <Checkbox
                key={day}
                label={name}
                checked={days.includes(day)}
                // The last day that is not quiet stays so.
                disabled={days.length === weekdays.length - 1 && !days.includes(day)}
                onChange={({ currentTarget }) =>
                  change({
                    days: currentTarget.checked
                      ? [...days, day].sort((one, other) => one - other)
                      : days.filter((other) => other !== day),
                  })
                }
              />
            ))}
          </fieldset>
        </>
      )}
    </fieldset>
  );
}
