import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { Connection } from "../../shared/domain/connection.ts";
import { DifferenceReport } from "../components/difference-report.tsx";
import { Refusal } from "../components/refusal.tsx";
import { TestSteps } from "../components/test-steps.tsx";
import { counted } from "../format.ts";
import { places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import type { Copied } from "./copy-form.tsx";

interface CopiedReportProps {
  copied: Copied;
  /** Last year's connection, whose place the new one takes. */
  ended?: Connection;
  close: () => void;
}

/** What went along, how the new server differs, and, at a roll-over, the end of the old connection. */
export function CopiedReport({ copied, ended, close }: CopiedReportProps) {
  const { client, refresh } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const told = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone.
  useEffect(() => {
    told.current?.focus();
  }, []);
  const { connection, steps, mappings, differences } = copied;
  const works = steps.every(({ ok }) => ok);
  const isOpen = ended !== undefined && ended.closedAt === undefined;
  const open = () => {
    close();
    navigate(places.connection(connection.id));
  };
  const closeOld = (old: Connection) =>
    act(async () => {
      await client.call("connections.close", { connection: old.id });
      void refresh();
      open();
    });
  return (
    <>
      <p ref={told} role="status" tabIndex={-1}>
        <strong>{connection.name}</strong> is there, with {counted(mappings, "mapping", "mappings")}.
        {steps.length === 0 && " It was not tested: it has no key yet."}
      </p>
      {differences && <DifferenceReport differences={differences} />}
      {steps.length > 0 && (
        <details open={!works}>
          <summary>{works ? "Every step of the test works" : "Not every step of the test works"}</summary>
          <TestSteps steps={steps} busy={false} />
        </details>
      )}
      {ended && <NextSteps connection={connection} ended={ended} isCompared={differences !== undefined} />}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button variant="filled" onClick={open}>
          Open {connection.name}
        </Button>
        {isOpen && (
          <Button aria-disabled={busy} onClick={() => !busy && closeOld(ended)}>
            Close {ended.name}
          </Button>
        )}
      </div>
    </>
  );
}

interface NextStepsProps {
  connection: Connection;
  ended: Connection;
  isCompared: boolean;
}

/** What is left of a roll-over; nothing of it is done unseen. */
function NextSteps({ connection, ended, isCompared }: NextStepsProps) {
  return (
    <section aria-labelledby="next-title" className="block-of">
      <h3 id="next-title">What is left to do</h3>
      <ol>
        {!connection.key && !connection.keyFromEnvironment && (
          <li>Enter the key and the secret of {connection.name}.</li>
        )}
        <li>
          Look at the school year: what is in your folders is what is sent.{" "}
          {isCompared
            ? "The overview compares it again, under Differences, when next year's files are there."
            : "The overview compares it with the server's, under Differences, once the key is entered."}
        </li>
        <li>Go through its first sync. If there is a schedule, it begins after that, and not before.</li>
        {ended.closedAt === undefined && (
          <li>
            Close {ended.name}: it is kept for reading, nothing is sent to it any more, and its key leaves the
            keychain. Leave it open while last year's records are still corrected.
          </li>
        )}
      </ol>
    </section>
  );
}
