import { Button } from "@mantine/core";
import type { Cause, CauseDetail } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { useAnswer } from "../../ask.ts";
import { checkAgeWords } from "../../check-words.ts";
import { Moment } from "../../components/moment.tsx";
import { count, counted } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";

/** Of a cause that no server has told: what it would do, how old that is, and where it is checked again. */
export function FoundNote({ connection, cause }: { connection: Connection; cause: CauseDetail }) {
  const { review } = useSteward();
  const { value } = useAnswer("check.last", { connection: connection.id }, [
    "checks",
    "sources",
    "descriptors",
    "profiles",
    "runs",
  ]);
  const age = value?.last && checkAgeWords(value.last);
  const { records, held, lastSeen } = cause;
  return (
    <div className="cause-deeds">
      <p>
        Found <Moment at={lastSeen} />, before anything of it was sent.{" "}
        {records > 0 && `The server would refuse ${counted(records, "record", "records")}`}
        {records > 0 && held > 0 && ", and "}
        {held > 0 && `${records > 0 ? count(held) : counted(held, "record", "records")} would be held back`}.
        It goes from this list once it is mended and checked again, or sent.
      </p>
      {age !== undefined && (
        <p className="note note-waiting" role="status">
          {age}
        </p>
      )}
      {connection.closedAt === undefined && !review && (
        <div className="buttons">
          <Button component="a" href={linkTo(places.sync(connection.id))}>
            Check again or send, on Sync
          </Button>
        </div>
      )}
    </div>
  );
}

/** Of an open cause: more of the same is on its way. */
export function AlsoFound({ found: { records, held } }: { found: NonNullable<Cause["alsoFound"]> }) {
  return (
    <p className="quiet">
      The last check found it, too:{" "}
      {[
        ...(records > 0 ? [`${counted(records, "record", "records")} yet to be sent would be refused`] : []),
        ...(held > 0 ? [`${counted(held, "record", "records")} would be held back`] : []),
      ].join(", ")}
      .
    </p>
  );
}
