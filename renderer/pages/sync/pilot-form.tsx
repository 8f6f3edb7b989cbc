import { Button, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import { PageForm } from "../../components/page-form.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { type PilotDraft, pilotOf, pilotProblem } from "../../stage-words.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

interface PilotFormProps {
  connection: Connection;
  reload: () => Promise<void>;
  /** There has been one. */
  tried: boolean;
}

/** A few records of everything, or one school, before the stages begin. */
export function PilotForm({ connection, reload, tried }: PilotFormProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const [draft, setDraft] = useState<PilotDraft>({ kind: "records", records: "100", school: "" });
  const [isPressed, setPressed] = useState(false);
  const problem = pilotProblem(draft);
  const send = () => {
    setPressed(true);
    if (busy || problem !== undefined) return;
    void act(async () => {
      await client.call("firstSync.pilot", { connection: connection.id, ...pilotOf(draft) });
      await reload();
      void refresh();
    });
  };
  const field = draft.kind;
  return (
    <details className="more">
      <summary>{tried ? "Try once more with a few records" : "Try it first with a few records"}</summary>
      <PageForm
        submit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="quiet">
          A pilot sends them with everything that they refer to. It changes nothing of the stages.
          {tried && " What became of the last one stands below, under What was sent."}
        </p>
        <Radio.Group
          label="Which ones?"
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind: kind as PilotDraft["kind"] })}
        >
          <div className="choices">
            <Radio value="records" label="Some of every resource" />
            <Radio value="school" label="One school" />
          </div>
        </Radio.Group>
        <TextInput
          label={field === "records" ? "About so many records" : "Number of the school, as in schoolId"}
          inputMode="numeric"
          autoComplete="off"
          className="short-field"
          value={draft[field]}
          onChange={({ currentTarget }) => setDraft({ ...draft, [field]: currentTarget.value })}
          error={isPressed && problem}
        />
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons">
          <Button type="submit" aria-disabled={busy}>
            Send the pilot
          </Button>
        </div>
      </PageForm>
    </details>
  );
}
