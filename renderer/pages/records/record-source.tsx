import { Button } from "@mantine/core";
import { useState } from "react";
import type { Example, SourceRow } from "../../../shared/domain/finding.ts";
import type { RecordDetail } from "../../../shared/domain/record.ts";
import { Refusal } from "../../components/refusal.tsx";
import { membersOf } from "../../record-rows.ts";
import { linkTo, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { memberWords, valueWords } from "../../their-words.ts";
import { useAction } from "../../use-action.ts";

interface RecordSourceProps {
  connection: string;
  record: RecordDetail;
}

/** Where the record came from, and the line itself as its file has it now. */
export function RecordSource({ connection, record: { id, source } }: RecordSourceProps) {
  const { client } = useSteward();
  const [row, setRow] = useState<SourceRow>();
  const { busy, refusal, act } = useAction();
  const read = () => act(async () => setRow(await client.call("records.source", { connection, id })));
  return (
    <section aria-labelledby="source-title">
      <h2 id="source-title">Came from</h2>
      {source === undefined ? (
        <p className="quiet">It is in no file any more.</p>
      ) : (
        <>
          <p>
            {source.file} line {source.line}
          </p>
          <div className="buttons">
            <Button variant="subtle" size="compact-sm" aria-disabled={busy} onClick={() => !busy && read()}>
              {row ? "Read the line again" : "Show the line"}
            </Button>
          </div>
        </>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {row && <Row row={row} />}
    </section>
  );
}

function Row({ row: { state, text } }: { row: SourceRow }) {
  if (state === "missing")
    return (
      <p role="status">The line is no longer there: the file has been changed or moved since it was read.</p>
    );
  if (state === "changed")
    return (
      <p role="status">
        Another line stands there by now: the file has been changed since it was read, and is read again with
        the next batch.
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by keyboard.
    <section className="source-row" tabIndex={0} aria-label="The line in the file">
      <pre>{text}</pre>
    </section>
  );
}

/** A record of the same resource that was accepted: often it shows at once what the other one lacks. */
export function AcceptedExample({ connection, record: { id } }: RecordSourceProps) {
  const { client } = useSteward();
  const [found, setFound] = useState<Example | null>();
  const { busy, refusal, act } = useAction();
  const read = () => act(async () => setFound(await client.call("records.example", { connection, id })));
  return (
    <section aria-labelledby="example-title">
      <h2 id="example-title">One like it that was accepted</h2>
      {found === undefined && (
        <div className="buttons">
          <Button variant="subtle" size="compact-sm" aria-disabled={busy} onClick={() => !busy && read()}>
            Show an accepted one
          </Button>
        </div>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {found === null && (
        <p role="status">
          The server has accepted no other record of this resource from this connection yet.
        </p>
      )}
      {found && (
        <>
          <p role="status">
            <a href={linkTo(places.record(connection, found.line.id))}>{found.line.label}</a>
          </p>
          <dl className="example">
            {membersOf(found.body).map(({ path, value }) => (
              <div key={path}>
                <dt>{memberWords(path)}</dt>
                <dd>{valueWords(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
