import { useEffect, useState } from "react";
import type { Cause } from "../../shared/domain/cause.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { count, counted, resourceName, stateWords } from "../format.ts";
import { useSteward } from "../steward.ts";
import { Failure } from "./page-states.tsx";

/** The long list belongs to the command line until its page comes. */
const recordsShown = 100;

type Records =
  | { state: "asking" }
  | { state: "here"; lines: RecordLine[] }
  | { state: "failed"; sentence: string };

export function CauseRecords({ connection, cause }: { connection: string; cause: Cause }) {
  const { records, askAgain } = useRecords(connection, cause.id);
  switch (records.state) {
    case "asking":
      return <p role="status">Looking up the records</p>;
    case "failed":
      return <Failure sentence={records.sentence} retry={askAgain} />;
    case "here":
      return <RecordTable cause={cause} lines={records.lines} />;
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

function RecordTable({ cause, lines }: { cause: Cause; lines: readonly RecordLine[] }) {
  if (lines.length === 0) return <p role="status">No record has this cause any more.</p>;
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
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>{resourceName(line.resource)}</td>
              <td>{line.label}</td>
              <td>{stateWords(line.state)}</td>
              <td>{line.source ? `${line.source.file}:${line.source.line}` : "-"}</td>
              <td className="number">{line.status ?? "-"}</td>
              <td>{line.message ?? "-"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
