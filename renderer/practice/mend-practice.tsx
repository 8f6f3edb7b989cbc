import { Button } from "@mantine/core";
import { useState } from "react";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { useAnswer } from "../ask.ts";
import { Refusal } from "../components/refusal.tsx";
import { counted } from "../format.ts";
import { linkTo, places } from "../routes.ts";
import { useShown, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";

/** Beside what the practice connection is told to mend: the planted mistakes go, so that one sees what becomes of it. */
export function MendPractice({ scope }: { scope: string | undefined }) {
  const { review } = useSteward();
  const own = useShown(({ statuses }) => statuses?.find(({ connection }) => connection.ownPractice));
  if (!own || review || own.causes === 0 || (scope !== undefined && scope !== own.connection.id)) return null;
  return <Offer status={own} />;
}

function Offer({ status }: { status: ConnectionStatus }) {
  const { value } = useAnswer("practice.show", {}, ["practice"]);
  const [isMended, setMended] = useState(false);
  const { busy, refusal, mend } = useMending(status, () => setMended(true));
  const { connection, firstSync } = status;
  const mistakes = value?.made?.mistakes ?? 0;
  if (mistakes === 0 && !isMended) return null;
  return (
    <section className="note note-waiting mend-practice" aria-label="Practice">
      {isMended ? (
        <p role="status">
          The planted mistakes are mended in the district's files.{" "}
          {firstSync ? (
            <a href={linkTo(places.sync(connection.id))}>Send the stage again, on Sync</a>
          ) : (
            "They are being sent again: their causes go from the list one by one."
          )}
        </p>
      ) : (
        <p>
          Practice: {counted(mistakes, "mistake was", "mistakes were")} planted in this district's files. Read
          what each cause says, and mend what you can in Steward. What only the source system can mend, you
          would mend there; here one button does it.
        </p>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {!isMended && (
        <div className="buttons">
          <Button aria-disabled={busy} onClick={mend}>
            {firstSync ? "Mend the planted mistakes" : "Mend the planted mistakes, and send again"}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Mends the files, and sends what was held, unless it is sent by stages yet. */
export function useMending({ connection, firstSync }: ConnectionStatus, mended: () => void) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const mend = async () => {
    if (busy) return;
    const done = await act(async () => {
      await client.call("practice.mend", {});
      if (!firstSync) await client.call("push.start", { connection: connection.id });
    });
    if (!done) return;
    mended();
    void refresh();
  };
  return { busy, refusal, mend };
}
