import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import { DifferenceReport } from "../../components/difference-report.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { type Answered, useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

/** Asked for by hand: comparing reads every descriptor of the server. */
export function DifferencesFrom({ connection }: { connection: Connection }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [differences, setDifferences] = useState<Answered<"connections.differences">>();
  const compare = () =>
    act(async () => {
      setDifferences(
        // A closed connection has no key to ask with: what was last known is compared.
        await client.call("connections.differences", {
          connection: connection.id,
          refresh: connection.closedAt === undefined,
        }),
      );
    });
  return (
    <>
      {differences ? (
        <DifferenceReport differences={differences} />
      ) : (
        <p className="quiet">
          Descriptors, resources, extensions and school years of this server are compared with those that the
          mappings were made for.
        </p>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button aria-disabled={busy} onClick={() => !busy && compare()}>
          {busy ? "Comparing" : differences ? "Compare again" : "Compare"}
        </Button>
      </div>
    </>
  );
}
