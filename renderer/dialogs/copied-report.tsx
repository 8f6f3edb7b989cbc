import { Button } from "@mantine/core";
import { useLocation } from "wouter";
import type { Connection } from "../../shared/domain/connection.ts";
import { DifferenceReport } from "../components/difference-report.tsx";
import { Refusal } from "../components/refusal.tsx";
import { TestSteps } from "../components/test-steps.tsx";
import { counted } from "../format.ts";
import { places } from "../routes.ts";
import { type Answered, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";

interface CopiedReportProps {
  copied: Answered<"connections.clone">;
  original: Connection;
  rollOver: boolean;
  close: () => void;
}

/** What went along, how the new server differs, and, at a roll-over, the end of the old connection. */
export function CopiedReport({ copied, original, rollOver, close }: CopiedReportProps) {
  const { client, refresh } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const { connection, steps, mappings, differences } = copied;
  const works = steps.every(({ ok }) => ok);
  const open = () => {
    close();
    navigate(places.connection(connection.id));
  };
  const closeOld = () =>
    act(async () => {
      await client.call("connections.close", { connection: original.id });
      void refresh();
      open();
    });
  return (
    <>
      <p role="status">
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
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {rollOver && (
        <p>
          {original.name} can be closed now: it is kept for reading, and nothing is sent to it any more. Leave
          it open while last year's records are still corrected.
        </p>
      )}
      <div className="buttons">
        {rollOver && (
          <Button variant="filled" aria-disabled={busy} onClick={() => !busy && closeOld()}>
            Close {original.name}
          </Button>
        )}
        <Button variant={rollOver ? "default" : "filled"} onClick={open}>
          Open {connection.name}
        </Button>
      </div>
    </>
  );
}
