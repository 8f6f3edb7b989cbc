import { Button } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { Parent } from "../../../shared/domain/record.ts";
import { Failure } from "../../components/page-states.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { count, resourceName } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { openChildren } from "./record-children.ts";

interface ParentsProps {
  connection: string;
  parents: readonly Parent[];
}

/** What the record refers to: what stands there refused or missing keeps it back. */
export function RecordParents({ connection, parents }: ParentsProps) {
  if (parents.length === 0) return null;
  return (
    <section aria-labelledby="parents-title">
      <h2 id="parents-title">Refers to</h2>
      <ul className="relatives">
        {parents.map((parent) => (
          <li key={`${parent.role} ${parent.label}`}>
            <span className="quiet">{parent.role}</span>
            {parent.id === undefined ? (
              <span>{parent.label}</span>
            ) : (
              <a href={linkTo(places.record(connection, parent.id))}>{parent.label}</a>
            )}
            <ParentState parent={parent} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ParentState({ parent: { state, rejected, unsent } }: { parent: Parent }) {
  if (state !== undefined) return <StateMark state={state} />;
  if (unsent === "other") return <span className="quiet">sent by another system</span>;
  if (rejected === undefined) return <span className="tone-waiting">not in the files</span>;
  return (
    <span className="tone-refused block-of-row">
      {rejected.file} line {rejected.line} is no record: it {rejected.reason}
    </span>
  );
}

interface ChildrenProps {
  connection: string;
  id: string;
}

/** What refers to the record, counted while it is looked for. */
export function RecordChildren({ connection, id }: ChildrenProps) {
  const { client } = useSteward();
  const looking = useMemo(() => openChildren(client, { connection, id }), [client, connection, id]);
  useEffect(() => {
    looking.go();
    return looking.stop;
  }, [looking]);
  const { counts, lines, searched, of, busy, failure } = useStore(looking.store);
  const total = counts.reduce((sum, { records }) => sum + records, 0);
  if (!busy && failure === undefined && total === 0) return null;
  return (
    <section aria-labelledby="children-title">
      <h2 id="children-title">Refer to it</h2>
      {failure !== undefined && <Failure sentence={failure} retry={looking.go} />}
      <ul className="relatives counts">
        {counts.map(({ resource, state, records }) => (
          <li key={`${resource} ${state}`}>
            <span>
              {count(records)} {resourceName(resource)}
            </span>
            <StateMark state={state} />
          </li>
        ))}
      </ul>
      {busy && (
        <p className="quiet">
          Looked through {count(searched)} of {count(of)} records{" "}
          <Button variant="subtle" size="compact-sm" onClick={looking.stop}>
            Stop
          </Button>
        </p>
      )}
      {!busy && searched < of && failure === undefined && (
        <p className="quiet">
          Stopped after {count(searched)} of {count(of)} records.{" "}
          <Button variant="subtle" size="compact-sm" onClick={looking.go}>
            Go on
          </Button>
        </p>
      )}
      {lines.length > 0 && (
        <details>
          <summary>
            {lines.length === total
              ? "Which ones"
              : lines.length === 1
                ? "One of them"
                : `The first ${count(lines.length)}`}
          </summary>
          <ul className="relatives">
            {lines.map((line) => (
              <li key={line.id}>
                <span className="quiet">{resourceName(line.resource)}</span>
                <a href={linkTo(places.record(connection, line.id))}>{line.label}</a>
                <StateMark state={line.state} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
