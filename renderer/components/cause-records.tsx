import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { Cause } from "../../shared/domain/cause.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { count, counted, resourceName, stateWords } from "../format.ts";
import { useResync } from "../resync/use-resync.tsx";
import { emptyResync } from "../resync-draft.ts";
import { useSteward } from "../steward.ts";
import { Failure } from "./page-states.tsx";

/** The long list belongs to the command line until its page comes. */
const recordsShown = 100;

type Records =
  | { state: "asking" }
  | { state: "here"; lines: RecordLine[] }
  | { state: "failed"; sentence: string };

interface CauseRecordsProps {
  connection: Connection;
  cause: Cause;
}

export function CauseRecords({ connection, cause }: CauseRecordsProps) {
  const { records, askAgain } = useRecords(connection.id, cause.id);
  switch (records.state) {
    case "asking":
      return <p role="status">Looking up the records</p>;
    case "failed":
      return <Failure sentence={records.sentence} retry={askAgain} />;
    case "here":
      return <RecordTable connection={connection} cause={cause} lines={records.lines} />;
    default:
      return records satisfies never;
  }
}

function useRecords(connection: string, cause: string) {
  const { client } = useSteward();
  const [records, setRecords] = useState<Records>({ state: "asking" });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks the same question again.
  useEffect(() => {
    let wanted = true;
    const show = (answer: Records) => wanted && setRecords(answer);
    client.call("causes.records", { connection, cause, limit: recordsShown }).then(
      (lines) => show({ state: "here", lines }),
      (error: Error) => show({ state: "failed", sentence: error.message }),
    );
    return () => {
      wanted = false;
    };
  }, [client, connection, cause, attempt]);
  return { records, askAgain: () => setAttempt(attempt + 1) };
}

/** A line that is no record, or one of a connection that is closed, cannot be sent. */
const canResync = ({ closedAt }: Connection, { id }: RecordLine) =>
  closedAt === undefined && !id.startsWith("line:");

function RecordTable({ connection, cause, lines }: CauseRecordsProps & { lines: readonly RecordLine[] }) {
  const { open, dialog } = useResync(connection);
  const [first] = lines;
  if (first === undefined) return <p role="status">No record has this cause any more.</p>;
  return (
    <>
      {canResync(connection, first) && (
        <div className="buttons">
          <Button
            aria-label={`Resync the records: ${cause.title}…`}
            onClick={() => open({ ...emptyResync, causes: [{ id: cause.id, title: cause.title }] })}
          >
            Resync these records…
          </Button>
        </div>
      )}
      <RecordLines
        cause={cause}
        lines={lines}
        resync={(line) =>
          canResync(connection, line)
            ? () => open({ ...emptyResync, records: [{ id: line.id, title: titleOf(line) }] })
            : undefined
        }
      />
      {dialog}
    </>
  );
}

const titleOf = ({ resource, label }: RecordLine) => `${resourceName(resource)} ${label}`;

interface RecordLinesProps {
  cause: Cause;
  lines: readonly RecordLine[];
  /** Undefined for a line that cannot be sent. */
  resync: (line: RecordLine) => (() => void) | undefined;
}

/** The arrows walk from line to line: the tabulator key passes a hundred of them with one press. */
function walk(event: KeyboardEvent<HTMLButtonElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...(event.currentTarget.closest("tbody")?.querySelectorAll("button") ?? [])];
  const next = buttons[buttons.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function RecordLines({ cause, lines, resync }: RecordLinesProps) {
  const [current, setCurrent] = useState(0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label={`Records: ${cause.title}`}>
      <table>
        <caption>
          {lines.length < cause.releases
            ? `The first ${count(lines.length)} of ${counted(cause.releases, "record", "records")}`
            : counted(lines.length, "record", "records")}
        </caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col" className="record">
              Record
            </th>
            <th scope="col" className="state">
              State
            </th>
            <th scope="col">Came from</th>
            <th scope="col" className="number">
              Status
            </th>
            <th scope="col">Last answer</th>
            <th scope="col" className="action">
              <span className="hidden">Resync</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.id}>
              <td>{resourceName(line.resource)}</td>
              <td>{line.label}</td>
              <td>{stateWords(line.state)}</td>
              <td>{line.source ? `${line.source.file}:${line.source.line}` : "-"}</td>
              <td className="number">{line.status ?? "-"}</td>
              <td>{line.message ?? "-"}</td>
              <td className="action">
                {resync(line) && (
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    aria-label={`Resync ${titleOf(line)}…`}
                    tabIndex={index === current ? 0 : -1}
                    onFocus={() => setCurrent(index)}
                    onKeyDown={walk}
                    onClick={resync(line)}
                  >
                    Resync…
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
