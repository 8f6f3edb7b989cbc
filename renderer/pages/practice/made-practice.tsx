import { Button } from "@mantine/core";
import { useState } from "react";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { PracticeView } from "../../../shared/domain/practice.ts";
import { practicePair } from "../../../shared/domain/practice-facts.ts";
import { Fact } from "../../components/fact.tsx";
import { Moment } from "../../components/moment.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { count, counted } from "../../format.ts";
import { useMending } from "../../practice/mend-practice.tsx";
import { linkTo, places } from "../../routes.ts";
import { useStatus } from "../../scope.ts";
import { EndPracticeDialog } from "./end-practice-dialog.tsx";

type Made = NonNullable<PracticeView["made"]>;

interface MadePracticeProps {
  made: Made;
  startOver: (students: number) => Promise<void>;
  reload: () => Promise<void>;
}

/** All that can be done with practice as a whole. */
export function MadePractice({ made, startOver, reload }: MadePracticeProps) {
  const [ending, setEnding] = useState<"start over" | "remove">();
  const status = useStatus(made.connection);
  return (
    <>
      <p className="lead">
        An invented district and an Ed-Fi API of its own, on this computer. Nothing of it reaches your state.
      </p>
      {made.trouble !== undefined && <Refusal sentence={made.trouble} />}
      {status && <Next status={status} made={made} reload={reload} />}
      <section className="ruled" aria-labelledby="facts-title">
        <h2 id="facts-title">What there is</h2>
        <dl className="facts">
          <Fact name="District">
            {counted(made.students, "student", "students")}, {counted(made.records, "record", "records")}
          </Fact>
          <Fact name="Mistakes in its files">
            {made.mendedAt === undefined ? (
              `${count(made.mistakes)} planted`
            ) : (
              <>
                mended <Moment at={made.mendedAt} />
              </>
            )}
          </Fact>
          <Fact name="Connection">
            <a href={linkTo(places.connection(made.connection))}>{status?.connection.name ?? "Practice"}</a>
          </Fact>
          <Fact name="Address of its API">{made.url}</Fact>
          <Fact name="Key">{practicePair.key}</Fact>
          <Fact name="Secret">{practicePair.secret}</Fact>
        </dl>
        <p className="quiet">
          With this address, key and secret you can also practise adding a connection, cloning one, or rolling
          over to a new year. The API runs while Steward does, and keeps what it was sent.
        </p>
      </section>
      <section className="ruled" aria-labelledby="end-title">
        <h2 id="end-title">Again, or no more</h2>
        <div className="buttons">
          <Button onClick={() => setEnding("start over")}>Start over…</Button>
          <Button onClick={() => setEnding("remove")}>Remove practice…</Button>
        </div>
      </section>
      {ending && (
        <EndPracticeDialog
          ending={ending}
          made={made}
          startOver={startOver}
          removed={reload}
          close={() => setEnding(undefined)}
        />
      )}
    </>
  );
}

function Next({
  status,
  made,
  reload,
}: {
  status: ConnectionStatus;
  made: Made;
  reload: () => Promise<void>;
}) {
  const { connection, firstSync, causes } = status;
  const { busy, refusal, mend } = useMending(status, () => void reload());
  return (
    <>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button component="a" href={linkTo(places.sync(connection.id))} variant="filled">
          {firstSync ? "Go on to the first sync" : "Sync"}
        </Button>
        {causes > 0 && (
          <Button component="a" href={linkTo(places.causes(connection.id))}>
            See {counted(causes, "cause", "causes")}
          </Button>
        )}
        {made.mistakes > 0 && (
          <Button aria-disabled={busy} onClick={mend}>
            {firstSync ? "Mend the planted mistakes" : "Mend the planted mistakes, and send again"}
          </Button>
        )}
      </div>
    </>
  );
}
