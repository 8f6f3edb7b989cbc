import { Button } from "@mantine/core";
import type { Cause } from "../../shared/domain/cause.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { useAnswer } from "../ask.ts";
import { resourceName } from "../format.ts";
import { useResync } from "../resync/use-resync.tsx";
import { emptyResync } from "../resync-draft.ts";
import { useTheirs } from "../theirs/use-theirs.tsx";
import { type Deed, RecordLines } from "./cause-record-lines.tsx";
import { Failure } from "./page-states.tsx";

/** The long list belongs to the command line until its page comes. */
const recordsShown = 100;

interface CauseRecordsProps {
  connection: Connection;
  cause: Cause;
}

export function CauseRecords({ connection, cause }: CauseRecordsProps) {
  const asked = { connection: connection.id, cause: cause.id, limit: recordsShown };
  const { value, failure, askAgain } = useAnswer("causes.records", asked, ["causes"]);
  if (value) return <RecordTable connection={connection} cause={cause} lines={value} />;
  if (failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  return <p role="status">Looking up the records</p>;
}

/** A line that is no record, or one of a connection that is closed, cannot be sent. */
const canResync = ({ closedAt }: Connection, { id }: RecordLine) =>
  closedAt === undefined && !id.startsWith("line:");

function RecordTable({ connection, cause, lines }: CauseRecordsProps & { lines: readonly RecordLine[] }) {
  const { open, dialog } = useResync(connection);
  const { open: compare, dialog: comparison } = useTheirs(connection);
  const deeds: readonly Deed[] = [
    {
      verb: "Compare",
      nameOf: (line) => `Compare ${titleOf(line)} with the server's version…`,
      // Of what waits behind such a record there is nothing to choose.
      of: (line) =>
        cause.kind === "changed-elsewhere" && line.state === "failed" && canResync(connection, line)
          ? () => compare({ id: line.id, title: titleOf(line) })
          : undefined,
    },
    {
      verb: "Resync",
      nameOf: (line) => `Resync ${titleOf(line)}…`,
      of: (line) =>
        canResync(connection, line)
          ? () => open({ ...emptyResync, records: [{ id: line.id, title: titleOf(line) }] })
          : undefined,
    },
  ];
  const [first] = lines;
  return (
    <>
      {first === undefined && <p role="status">No record has this cause any more.</p>}
      {first && canResync(connection, first) && (
        <div className="buttons">
          <Button
            aria-label={`Resync the records: ${cause.title}…`}
            onClick={() => open({ ...emptyResync, causes: [{ id: cause.id, title: cause.title }] })}
          >
            Resync these records…
          </Button>
        </div>
      )}
      {first && <RecordLines cause={cause} lines={lines} deeds={deeds} />}
      {dialog}
      {comparison}
    </>
  );
}

const titleOf = ({ resource, label }: RecordLine) => `${resourceName(resource)} ${label}`;
