import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { Cause } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { CauseTable } from "../../components/cause-table.tsx";
import { Fact } from "../../components/fact.tsx";
import { LastRun } from "../../components/last-run.tsx";
import { Marks, totalsOf, totalsOfPush } from "../../components/marks.tsx";
import { Moment } from "../../components/moment.tsx";
import { PushProgress } from "../../components/push-progress.tsx";
import { SourceList } from "../../components/source-list.tsx";
import { type Deed, DeedDialog } from "../../dialogs/connection-menu.tsx";
import { runningOf } from "../../state.ts";
import { useShown } from "../../steward.ts";
import { DifferencesFrom } from "./differences-from.tsx";

const none: readonly Cause[] = [];

export function OverviewTab({ status }: { status: ConnectionStatus }) {
  const { connection, lastRun } = status;
  const state = useShown((shown) => shown);
  const running = runningOf(state, connection.id);
  const sending = running?.progress?.phase === "sending" ? running.progress : undefined;
  const causes = state.causes.get(connection.id) ?? none;
  return (
    <>
      <section aria-label="Records" className="block-of">
        <Marks totals={sending ? totalsOfPush(sending) : totalsOf(status)} />
        {running ? (
          <PushProgress progress={running.progress} linesRead={state.scans.get(connection.id)?.linesRead} />
        ) : (
          <LastRun run={lastRun} />
        )}
      </section>
      {causes.length > 0 && <CauseTable connection={connection} total={status.causes} causes={causes} />}
      <Section title="Where it sends">
        <Facts connection={connection} />
      </Section>
      <Section title="Where its records come from">
        <SourceList connection={connection.id} closed={connection.closedAt !== undefined} />
      </Section>
      {connection.clonedFrom !== undefined && (
        <Section title={`Differences from ${connection.clonedFrom}`}>
          <DifferencesFrom connection={connection} />
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="ruled" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ connection }: { connection: Connection }) {
  const [deed, setDeed] = useState<Deed>();
  const { settings, server, key, keyFromEnvironment, closedAt, createdAt, clonedFrom } = connection;
  const { bestConcurrency: best } = connection;
  const open = closedAt === undefined;
  return (
    <>
      <dl className="facts">
        <Fact name="Address">{settings.url}</Fact>
        {settings.year !== undefined && <Fact name="School year">{settings.year}</Fact>}
        {server && (
          <Fact name="Server last asked">
            <Moment at={server.seenAt} />
          </Fact>
        )}
        {best && (
          <Fact name="Best pace">
            {best.requests} {best.requests === 1 ? "request" : "requests"} at a time, found{" "}
            <Moment at={best.at} />
          </Fact>
        )}
        <Fact name="Key">
          <KeyWords connection={connection} />
        </Fact>
        <Fact name="Added">
          <Moment at={createdAt} />
          {clonedFrom !== undefined && `, from ${clonedFrom}`}
        </Fact>
      </dl>
      {open && (
        <div className="buttons">
          <Button onClick={() => setDeed("test")}>Test</Button>
          {!keyFromEnvironment && !connection.ownPractice && (
            <Button variant={key?.due || !key ? "filled" : "default"} onClick={() => setDeed("key")}>
              {key ? "New key…" : "Enter the key…"}
            </Button>
          )}
        </div>
      )}
      {deed && <DeedDialog deed={deed} connection={connection} close={() => setDeed(undefined)} />}
    </>
  );
}

function KeyWords({ connection }: { connection: Connection }) {
  const { key, keyFromEnvironment, settings, closedAt, ownPractice } = connection;
  if (ownPractice) return "That of the practice API: it opens invented data only, and is in no keychain";
  if (closedAt !== undefined) return "None is kept: the connection is closed";
  if (keyFromEnvironment) return "From the environment of this Steward; nothing is stored";
  if (!key) return <span className="attention">▲ None in the keychain of this computer</span>;
  return (
    <>
      Ends in {key.ending}, entered <Moment at={key.since} />
      {key.due && (
        <span className="attention">
          {" "}
          <span aria-hidden="true">▲ </span>
          older than {settings.keyReminderDays} days: ask your host for a new pair
        </span>
      )}
    </>
  );
}
