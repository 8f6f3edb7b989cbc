import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { FirstSync, FirstSyncStage } from "../../../shared/domain/first-sync.ts";
import { Moment } from "../../components/moment.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { counted } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { figureWords, stageStateWords } from "../../stage-words.ts";
import { useSteward } from "../../steward.ts";
import { stageTitle } from "../../sync-rows.ts";
import { useAction } from "../../use-action.ts";
import { FinishDialog } from "./finish-dialog.tsx";
import { PilotForm } from "./pilot-form.tsx";
import { StageVerdictWords } from "./stage-verdict.tsx";

interface FirstSyncProps {
  connection: Connection;
  first: FirstSync;
  reload: () => Promise<void>;
}

/** A new connection sends by stages: one, a look at what became of it, and then the next. */
export function FirstSyncPanel({ connection, first, reload }: FirstSyncProps) {
  const [isFinishing, setFinishing] = useState(false);
  const { next, stages, pilot } = first;
  const isUntouched = stages.every(({ submission }) => submission === undefined);
  return (
    <section className="first-sync" aria-labelledby="first-title">
      <h2 id="first-title">First sync of {connection.name}</h2>
      {next === undefined ? (
        <p>
          Your folders hold no records that could be sent.{" "}
          <a href={linkTo(places.connection(connection.id))}>See where its records come from</a>
        </p>
      ) : (
        <>
          <p className="quiet">
            Stage by stage: each needs the ones before it. After each you see what became of it, and say
            whether to go on; a mistake is found in the first hundred records, and not in the last.
          </p>
          <ol className="stages">
            {stages.map((stage) => (
              <StageLine key={stage.stage} stage={stage} isTurn={stage.stage === next} />
            ))}
          </ol>
          <Turn connection={connection} first={first} reload={reload} />
          {isUntouched && <PilotForm connection={connection} reload={reload} tried={pilot !== undefined} />}
          <p>
            <button type="button" className="link-button" onClick={() => setFinishing(true)}>
              Send without stages…
            </button>
          </p>
        </>
      )}
      {isFinishing && (
        <FinishDialog connection={connection} reload={reload} close={() => setFinishing(false)} />
      )}
    </section>
  );
}

function StageLine({ stage: line, isTurn }: { stage: FirstSyncStage; isTurn: boolean }) {
  const { stage, state, records, verdict, wentAt, who } = line;
  const { icon, words, tone } = stageStateWords(line);
  return (
    <li className={isTurn ? "stage-now" : undefined} {...(isTurn && { "aria-current": "step" as const })}>
      <strong>{stageTitle(stage)}</strong>
      <span className="quiet">
        {state === "empty" ? "no records" : counted(records, "record", "records")}
      </span>
      <span className={`tone-${tone}`}>
        <span aria-hidden="true">{icon} </span>
        {words}
      </span>
      <span className="quiet">
        {verdict && figureWords(verdict)}
        {wentAt !== undefined && (
          <>
            ; let through <Moment at={wentAt} />
            {who !== undefined && ` by ${who}`}
          </>
        )}
      </span>
    </li>
  );
}

/** What is to be decided about the stage whose turn it is. */
function Turn({ connection, first: { next, stages }, reload }: FirstSyncProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const at = stages.findIndex(({ stage }) => stage === next);
  const now = stages[at];
  const after = stages.slice(at + 1).find(({ records }) => records > 0);
  if (!now) return null;
  const of = { connection: connection.id };
  const press = (deed: () => Promise<unknown>) => async () => {
    if (busy) return;
    await act(deed);
    await reload();
    void refresh();
  };
  const send = press(() => client.call("firstSync.run", of));
  const goOn = press(async () => {
    await client.call("firstSync.go", { ...of, stage: now.stage });
    if (after) await client.call("firstSync.run", of);
  });
  const isGood = now.verdict?.advice === "go";
  const nextWords = after
    ? `Go on: send ${stageTitle(after.stage)}, ${counted(after.records, "record", "records")}`
    : "Finish the first sync";
  return (
    <div className="block-of">
      {now.state === "judged" && now.verdict && (
        <StageVerdictWords connection={connection} title={stageTitle(now.stage)} verdict={now.verdict} />
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {now.state === "next" && (
          <Button variant="filled" aria-disabled={busy} onClick={send}>
            Send {stageTitle(now.stage)}: {counted(now.records, "record", "records")}
          </Button>
        )}
        {now.state === "judged" && (
          <>
            <Button variant={isGood ? "filled" : "default"} aria-disabled={busy} onClick={goOn}>
              {isGood ? nextWords : `${nextWords}, all the same`}
            </Button>
            <Button variant={isGood ? "default" : "filled"} aria-disabled={busy} onClick={send}>
              Send {stageTitle(now.stage)} again
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
