import type { Connection } from "../../../shared/domain/connection.ts";
import { useAnswer } from "../../ask.ts";
import { Moment } from "../../components/moment.tsx";
import { Failure } from "../../components/page-states.tsx";
import { count, counted } from "../../format.ts";
import { readingOf } from "../../mapping-words.ts";
import { linkTo, places } from "../../routes.ts";
import { FileMenu } from "./descriptors/file-menu.tsx";
import { MappingDesk } from "./descriptors/mapping-desk.tsx";
import { ReadButton, type Reading, ReadingReport, useReading } from "./descriptors/read-values.tsx";

/** What each code of the sources is sent as. */
export function DescriptorsTab({ connection }: { connection: Connection }) {
  const { value, failure, askAgain } = useAnswer("descriptors.types", { connection: connection.id }, [
    "descriptors",
    "sources",
    "profiles",
  ]);
  const reading = useReading(connection, () => void askAgain());
  if (value === undefined && failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  if (value === undefined) return <DeskSkeleton />;
  if (value.length === 0) return <UnknownServer connection={connection} />;
  const { at, read, unread, unreadable } = readingOf(value);
  if (read === 0) return <NothingRead connection={connection} reading={reading} codes={codesIn(value)} />;
  return (
    <>
      <div className="save-line">
        <p className="quiet">
          Values of {counted(read, "type", "types")} read {at !== undefined && <Moment at={at} />}
          {unread > 0 && `, ${count(unread)} not yet`}
          {unreadable > 0 && `; ${count(unreadable)} this key may not read, their codes are sent as they are`}
          .
        </p>
        <div className="buttons">
          <ReadButton connection={connection} reading={reading} />
          <FileMenu connection={connection} imported={() => void askAgain()} />
        </div>
      </div>
      <ReadingReport connection={connection} reading={reading} />
      <MappingDesk connection={connection} types={value} changed={() => void askAgain()} />
    </>
  );
}

const codesIn = (types: readonly { codes: number }[]) => types.reduce((sum, { codes }) => sum + codes, 0);

function UnknownServer({ connection }: { connection: Connection }) {
  return (
    <section className="empty" aria-labelledby="unknown-title">
      <h2 id="unknown-title">What the server has is not known yet</h2>
      <p>
        Its descriptor types are read when the connection is tested. Test {connection.name} while the server
        can be reached; after that its values can be read, and your codes mapped to them.
      </p>
      <p>
        <a href={linkTo(places.connection(connection.id))}>Go to the connection's test</a>
      </p>
    </section>
  );
}

interface NothingReadProps {
  connection: Connection;
  reading: Reading;
  codes: number;
}

function NothingRead({ connection, reading, codes }: NothingReadProps) {
  return (
    <section className="empty" aria-labelledby="unread-title">
      <h2 id="unread-title">The server's values are not read yet</h2>
      <p>
        Grades, kinds of address, reasons for absence: an Ed-Fi server knows them by its own lists, called
        descriptors. Steward reads these lists and compares the codes in your files with them.
      </p>
      <ol>
        <li>Codes that are values of the server are sent as they are.</li>
        <li>
          Codes that only your system uses are mapped once, here: LATE to Tardy, say. Steward suggests, and
          you decide.
        </li>
        <li>Until then their records are held, and nothing is sent to fail.</li>
      </ol>
      {codes > 0 && <p className="quiet">Your files use {counted(codes, "code", "codes")}.</p>}
      <ReadingReport connection={connection} reading={reading} />
      <div className="buttons">
        <ReadButton connection={connection} reading={reading} isFirst />
      </div>
    </section>
  );
}

/** The two lists in grey. */
function DeskSkeleton() {
  const lines = ["a", "b", "c", "d", "e", "f", "g", "h"];
  return (
    <div role="status" aria-label="Loading the descriptors" className="desk skeleton-lines-of">
      {["types", "codes"].map((list) => (
        <div key={list} className="skeleton-lines" aria-hidden="true">
          {lines.map((line) => (
            <div key={line} className="bar long" />
          ))}
        </div>
      ))}
    </div>
  );
}
