import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { DialogFrame } from "../../dialogs/dialog-frame.tsx";
import { dayOf, startOf } from "../../journal-filter.ts";
import { daysBefore } from "../../journal-words.ts";
import { offerBytes } from "../../offer-file.ts";
import { useSteward } from "../../steward.ts";
import { bytesWords } from "../../sync-words.ts";
import { useAction } from "../../use-action.ts";
import { ReviewContent } from "./review-content.tsx";

const spans = [
  { value: "month", label: "The last 30 days" },
  { value: "day", label: "From a day on" },
  { value: "all", label: "All that is kept" },
];

/** A file for somebody who helps: what is in it is looked at first, then it is saved. */
export function ReviewDialog({ close }: { close: () => void }) {
  const [span, setSpan] = useState("month");
  const [day, setDay] = useState(() => daysBefore(30, Date.now()));
  const since = span === "all" ? undefined : startOf(span === "day" ? day : daysBefore(30, Date.now()));
  const isDay = span === "all" || since !== undefined;
  return (
    <DialogFrame title="Make a review file" close={close} wide="two-sided">
      <p>
        A review file shows somebody who helps what happened here, without a name, an id or a value of a
        student. It stays on this computer until you hand it on.
      </p>
      <div className="one-line">
        <NativeSelect
          label="Of which time"
          value={span}
          data-autofocus
          data={spans}
          onChange={({ currentTarget }) => setSpan(currentTarget.value)}
        />
        {span === "day" && (
          <TextInput
            type="date"
            label="First day"
            value={day}
            max={dayOf(Date.now())}
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
        )}
      </div>
      {isDay ? (
        <Looking key={since} since={since} close={close} />
      ) : (
        <p role="status">Choose the first day.</p>
      )}
    </DialogFrame>
  );
}

function Looking({ since, close }: { since: string | undefined; close: () => void }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [saved, setSaved] = useState<{ name: string; bytes: number }>();
  const wanted = since === undefined ? {} : { since };
  const { value, failure, askAgain } = useAnswer("journal.preview", wanted);
  const save = () =>
    value &&
    !busy &&
    act(async () => {
      const { name, content } = await client.call("journal.export", wanted);
      setSaved({ name, bytes: offerBytes(name, content, "application/gzip") });
    });
  return (
    <>
      {failure !== undefined && <Failure sentence={failure} retry={askAgain} />}
      {value === undefined && failure === undefined && (
        <PageSkeleton label="Gathering what would be in it" lines={8} />
      )}
      {value && <ReviewContent review={value} />}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <p role="status" className="saved-result">
        {saved &&
          `${saved.name} is made, ${bytesWords(saved.bytes)}. Whoever gets it opens it in Steward, without a connection.`}
      </p>
      <div className="buttons">
        <Button variant="filled" aria-disabled={value === undefined || busy} onClick={save}>
          Save the file
        </Button>
        <Button onClick={close}>{saved ? "Done" : "Make none"}</Button>
      </div>
    </>
  );
}
