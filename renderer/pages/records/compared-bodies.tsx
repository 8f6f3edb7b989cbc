import { Button } from "@mantine/core";
import { Fragment, useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { MappedMember, RecordDetail } from "../../../shared/domain/record.ts";
import type { TheirVersion } from "../../../shared/domain/theirs.ts";
import { Refusal } from "../../components/refusal.tsx";
import { exactTime } from "../../format.ts";
import { type MemberRow, memberRows } from "../../record-rows.ts";
import { useSteward } from "../../steward.ts";
import { memberWords, valueWords } from "../../their-words.ts";
import { useTheirs } from "../../theirs/use-theirs.tsx";
import { useAction } from "../../use-action.ts";

interface ComparedBodiesProps {
  connection: Connection;
  record: RecordDetail;
}

/** What we send; and beside it, once somebody asks for it, what the server has. */
export function ComparedBodies({ connection, record }: ComparedBodiesProps) {
  const { client } = useSteward();
  const [theirs, setTheirs] = useState<TheirVersion>();
  const { busy, refusal, act } = useAction();
  const { open, dialog } = useTheirs(connection);
  const look = () =>
    act(async () => {
      setTheirs(
        await client.call("records.theirs", { connection: connection.id, id: record.id, whole: true }),
      );
    });
  const isAccepted = record.serverId !== undefined;
  const isOpen = connection.closedAt === undefined;
  return (
    <section className="record-bodies" aria-label="Content">
      <BodyTable
        rows={memberRows(theirs?.ours ?? record.shaped, theirs?.differences ?? [])}
        theirs={theirs}
        record={record}
      />
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {theirs && <p role="status">{foundWords(theirs)}</p>}
      {isAccepted && isOpen && (
        <div className="buttons">
          <Button aria-disabled={busy} onClick={() => !busy && look()}>
            {theirs ? "Look again" : "See what the server has"}
          </Button>
          {record.toChoose && (
            <Button onClick={() => open({ id: record.id, title: record.label })}>
              Send ours, or keep theirs…
            </Button>
          )}
        </div>
      )}
      {!isAccepted && <p className="quiet">The server has not accepted it from this connection yet.</p>}
      {dialog}
    </section>
  );
}

/** What the server has, in a sentence. */
function foundWords({ state, changedAt, differences }: TheirVersion): string {
  if (state === "gone") return "It is no longer on the server.";
  const when = changedAt === undefined ? "" : ` It was changed there last on ${exactTime(changedAt)}.`;
  const same = differences.length === 0 ? "What the server has is the same as ours." : "";
  const other = state === "changed" ? "Somebody else has changed it on the server." : "";
  const unsent =
    state === "unchanged" && differences.length > 0
      ? "The server has what this connection sent last; ours says something else by now."
      : "";
  return [same, other, unsent].filter((sentence) => sentence !== "").join(" ") + when;
}

interface BodyTableProps {
  rows: readonly MemberRow[];
  theirs: TheirVersion | undefined;
  record: RecordDetail;
}

function BodyTable({ rows, theirs, record }: BodyTableProps) {
  const isCompared = theirs !== undefined && theirs.state !== "gone";
  const mapped = new Map(record.mapped.map((member) => [member.path, member]));
  return (
    <>
      <table>
        <caption className="hidden">What we send, member by member</caption>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">What we send</th>
            {isCompared && <th scope="col">What the server has</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path} className={isCompared && row.differs ? "differs" : undefined}>
              <th scope="row">{memberWords(row.path)}</th>
              <Side value={row.ours} mapped={mapped.get(row.path)} />
              {isCompared && <Theirs row={row} />}
            </tr>
          ))}
        </tbody>
      </table>
      {record.dropped.length > 0 && (
        <p className="quiet">
          Not sent: the parts of {record.dropped.join(", ")}, which this connection's profile leaves out.
        </p>
      )}
    </>
  );
}

function Theirs({ row: { theirs, differs } }: { row: MemberRow }) {
  if (!differs) return <td className="quiet">the same</td>;
  return (
    <td>
      <Value words={valueWords(theirs)} />
      <span className="unequal">
        <span aria-hidden="true"> ≠</span>
        <span className="hidden"> differs</span>
      </span>
    </td>
  );
}

function Side({ value, mapped }: { value: unknown; mapped: MappedMember | undefined }) {
  const isNothing = value === undefined || value === null || value === "";
  return (
    <td className={isNothing ? "quiet" : undefined}>
      <Value words={valueWords(value)} />
      {mapped && <Mapping mapped={mapped} />}
    </td>
  );
}

/** Long names of values break behind their signs, and not within a word. */
function Value({ words }: { words: string }) {
  return words.split(/(?<=[/#])(?=[^/#])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place.
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** How a code of the files became what is sent. */
function Mapping({ mapped: { code, state } }: { mapped: MappedMember }) {
  switch (state) {
    case "mapped":
      return <span className="quiet block">from "{code}" in the file, by your mapping</span>;
    case "respelled":
      return <span className="quiet block">from "{code}" in the file, as the server spells it</span>;
    case "stated":
      return <span className="quiet block">a value that your own files create</span>;
    case "unmapped":
      return <span className="block tone-waiting">not mapped: this holds the record back</span>;
    case "unchecked":
      return <span className="quiet block">as it is: the server does not show its values</span>;
    case "valid":
      return null;
    default:
      return state satisfies never;
  }
}
