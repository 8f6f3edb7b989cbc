import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import type { Connection, TestStep } from "../../shared/domain/connection.ts";
import { Refusal } from "../components/refusal.tsx";
import { type Suggestion, TestSteps } from "../components/test-steps.tsx";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { useSuggestion } from "../use-suggestion.ts";
import { DialogFrame } from "./dialog-frame.tsx";

/** The step test of a connection, with its stored key; what would mend it is stored when a person says so. */
export function TestDialog({ connection, close }: { connection: Connection; close: () => void }) {
  const { client, refresh } = useSteward();
  const follow = useSuggestion();
  const { busy, refusal, steps: refused, act } = useAction();
  const [steps, setSteps] = useState<readonly TestStep[]>([]);
  const test = useCallback(
    () =>
      act(async () => {
        setSteps([]);
        setSteps((await client.call("connections.test", { connection: connection.id })).steps);
        void refresh();
      }),
    [act, client, connection.id, refresh],
  );
  useEffect(() => void test(), [test]);
  const apply = (suggestion: Suggestion) =>
    act(async () => setSteps((await follow(connection, suggestion)).steps));
  return (
    <DialogFrame title={`Test of ${connection.name}`} close={close}>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <TestSteps steps={refused.length > 0 ? refused : steps} busy={busy} apply={apply} />
      <div className="buttons">
        <Button variant="filled" onClick={close} data-autofocus>
          Done
        </Button>
        <Button aria-disabled={busy} onClick={() => !busy && test()}>
          Test again
        </Button>
      </div>
    </DialogFrame>
  );
}
