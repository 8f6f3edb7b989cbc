import { Button } from "@mantine/core";
import { useState } from "react";
import type { AuditEntry } from "../../../shared/domain/audit.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { useAnswer } from "../../ask.ts";
import { Moment } from "../../components/moment.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { fieldWords } from "../../field-words.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

const pageSize = 50;

/** Who changed what of this connection, and when: never a secret, never a student. */
export function HistoryTab({ connection: { id, name } }: { connection: Connection }) {
  const { value, failure, askAgain } = useAnswer("audit.list", { connection: id, limit: pageSize }, [
    "audit",
  ]);
  if (failure !== undefined && value === undefined) return <Failure sentence={failure} retry={askAgain} />;
  if (value === undefined) return <PageSkeleton label="Loading the history" />;
  if (value.length === 0)
    return (
      <p className="quiet">
        Nothing was changed yet. From now on this page tells who changed what of {name}, and when.
      </p>
    );
  return <Entries connection={id} newest={value} />;
}

function Entries({ connection, newest }: { connection: string; newest: readonly AuditEntry[] }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [older, setOlder] = useState<readonly AuditEntry[]>([]);
  const [ended, setEnded] = useState(newest.length < pageSize);
  const known = new Set(newest.map(({ id }) => id));
  const all = [...newest, ...older.filter(({ id }) => !known.has(id))];
  const last = all.at(-1);
  const showOlder = () =>
    act(async () => {
      if (!last) return;
      const more = await client.call("audit.list", { connection, after: last.id, limit: pageSize });
      setOlder((before) => [...before, ...more]);
      setEnded(more.length < pageSize);
    });
  return (
    <>
      <table className="history">
        <caption className="hidden">Changes of this connection, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="when">
              When
            </th>
            <th scope="col" className="by">
              Who
            </th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {all.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {!ended && (
        <div className="buttons">
          <Button aria-disabled={busy} onClick={() => !busy && showOlder()}>
            Show older changes
          </Button>
        </div>
      )}
    </>
  );
}

function EntryRow({ entry: { at, who, what, changes } }: { entry: AuditEntry }) {
  return (
    <tr>
      <td>
        <Moment at={at} />
      </td>
      <td>{who}</td>
      <td>
        {what}
        {changes.length > 0 && (
          <ul className="changes">
            {changes.map(({ field, from, to }) => (
              <li key={field}>
                <span className="quiet">{fieldWords(field)}:</span> {from ?? "not set"}{" "}
                <span aria-hidden="true">→</span>
                <span className="hidden"> is now </span> {to ?? "not set"}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
