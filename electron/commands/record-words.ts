import type { Children, Example, SourceRow } from "../../shared/domain/finding.ts";
import type { MappedMember, Parent, RecordDetail, SentOnDay } from "../../shared/domain/record.ts";
import type { Session } from "./session.ts";
import { recordWords } from "./states.ts";
import { counted, dateAndTime, printable } from "./words.ts";

/** All that is known of a record without asking its server. */
export interface WholeRecord extends RecordDetail {
  readonly row?: SourceRow;
  readonly children: Children["counts"];
  readonly example?: Example;
}

const sendWords: Readonly<Record<SentOnDay["what"], string>> = {
  created: "created on the server",
  updated: "updated on the server",
  renamed: "given this key on the server",
  deleted: "deleted on the server",
  left: "its key went to another record",
  standing: "was on the server by the end of that day",
};

/** A record for a terminal. */
export function recordText(session: Session, found: WholeRecord): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Record", `${found.resource} ${found.label}`],
    ["Sent before as", found.formerKey],
    ["State", stateOf(found)],
    ["Answer", found.message],
    ["Cause", found.cause],
    ["Blocked by", found.blockedBy],
    ["Came from", found.source && `${found.source.file} line ${found.source.line}`],
    ["The line", found.row && rowText(found.row)],
    ["On the server", found.serverId],
    [found.state === "sent" ? "Accepted" : "Since", found.sentAt && dateAndTime(found.sentAt)],
    ["Not sent", found.dropped.length > 0 ? `parts of ${found.dropped.join(", ")}` : undefined],
    ["Accepted like it", found.example && `${found.example.line.id} (${found.example.line.label})`],
  ];
  const shown = facts.flatMap(([label, value]) => (value ? [`${label.padEnd(17)}${printable(value)}`] : []));
  const body = JSON.stringify(found.shaped, undefined, 2) ?? "";
  return [
    ...shown,
    "",
    body,
    ...codesOf(session, found.mapped),
    ...parentsOf(session, found.parents),
    ...childrenOf(session, found.children),
    ...sendsOf(session, found.sends),
    ...historyOf(session, found),
  ].join("\n");
}

function stateOf({ state, status }: RecordDetail): string {
  return status === undefined ? recordWords[state] : `${recordWords[state]} (status ${status})`;
}

function rowText({ state, text }: SourceRow): string {
  if (state === "missing") return "is no longer in its file";
  return state === "changed" ? "has been changed since it was read: scan the folder" : (text ?? "");
}

/** Only what does not go as it stands in the file. */
function codesOf(session: Session, mapped: readonly MappedMember[]): string[] {
  const rows = mapped
    .filter(({ state, target }) => target !== undefined || state === "unmapped")
    .map(({ path, code, target }) => [path, code, target ?? "not mapped"]);
  const columns = ["Code at", "In the file", "Sent as"].map((title) => ({ title, flexible: true }));
  return rows.length === 0 ? [] : ["", session.table(columns, rows)];
}

function parentsOf(session: Session, parents: readonly Parent[]): string[] {
  if (parents.length === 0) return [];
  const columns = [
    { title: "Refers to", flexible: true },
    { title: "Record", flexible: true },
    { title: "State" },
    { title: "Id" },
  ];
  const rows = parents.map(({ role, resource = "", label, id, state, rejected }) => [
    role,
    `${resource} ${label}`,
    state
      ? recordWords[state]
      : rejected
        ? `in a bad line: ${rejected.file} line ${rejected.line}`
        : "not there",
    id ?? "",
  ]);
  return ["", session.table(columns, rows)];
}

function childrenOf(session: Session, children: Children["counts"]): string[] {
  if (children.length === 0) return [];
  const columns = [{ title: "What refers to it", flexible: true }, { title: "State" }, { title: "Records" }];
  const rows = children.map(({ resource, state, records }) => [
    resource,
    recordWords[state],
    counted(records),
  ]);
  return ["", session.table(columns, rows)];
}

function sendsOf(session: Session, sends: readonly SentOnDay[]): string[] {
  if (sends.length === 0) return [];
  const rows = sends.map(({ day, what }) => [day, sendWords[what]]);
  return ["", session.table([{ title: "Day" }, { title: "Sent", flexible: true }], rows)];
}

function historyOf(session: Session, { history }: RecordDetail): string[] {
  if (history.length === 0) return [];
  const columns = [
    { title: "When" },
    { title: "State" },
    { title: "Status" },
    { title: "Answer", flexible: true },
  ];
  const rows = history.map(({ at, state, status, message }) => [
    dateAndTime(at),
    recordWords[state],
    status,
    message ?? "",
  ]);
  return ["", session.table(columns, rows)];
}
