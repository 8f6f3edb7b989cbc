import type { CauseLine, Review } from "../../shared/domain/journal.ts";
import type { Session } from "./session.ts";
import { dateAndTime, some } from "./words.ts";

/** Refusals of one resource by status: how often. */
interface Refusals {
  readonly resource: string;
  readonly status: string;
  readonly n: number;
}

/** A review file as tables: who made it, connections, causes most releasing first, runs, refusals by resource and status. */
export function reviewText(session: Session, { manifest, causes, journal }: Review): string {
  const { madeAt, madeWith, since, connections } = manifest;
  const named = new Map(connections.map(({ id, name }) => [id, name]));
  const from = since === undefined ? "" : `, from ${dateAndTime(since)} on`;
  const parts = [
    `Review made ${dateAndTime(madeAt)} with Steward ${madeWith}${from}. Nothing in it can be changed.`,
    session.table(
      [{ title: "Connection" }, { title: "Server" }, { title: "Records" }, { title: "Causes" }],
      connections.map(({ name, server, records, causes: open }) => [
        name,
        server ? `${server.product} ${server.version}` : "",
        records,
        open,
      ]),
    ),
    causesPart(session, causes, named),
    refusalsPart(session, journal),
    `In the journal: ${some(journal.length, "line")}.${leftOutWords(manifest.leftOut ?? 0)}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A file that was cut says so. */
export const leftOutWords = (leftOut: number): string =>
  leftOut === 0
    ? ""
    : ` ${some(leftOut, "older line")} of the journal found no room: name a later moment with --since, or read them where the file was made.`;

function causesPart(
  session: Session,
  causes: readonly CauseLine[],
  named: ReadonlyMap<string, string>,
): string {
  const open = causes
    .filter(({ records, held, found }) => records + held > 0 && found === undefined)
    .sort((one, other) => other.records + other.held - one.records - one.held);
  if (open.length === 0) return "There are no causes: no record was refused or held.";
  const columns = [
    { title: "Cause", flexible: true },
    { title: "Connection" },
    { title: "Who" },
    { title: "Records" },
    { title: "Releases" },
  ];
  return session.table(
    columns,
    open.map(({ title, connection, who, records, held }) => [
      title,
      named.get(connection) ?? "",
      who,
      records,
      records + held,
    ]),
  );
}

function refusalsPart(session: Session, journal: Review["journal"]): string {
  const refusals = countRefusals(journal);
  if (refusals.length === 0) return "";
  return session.table(
    [{ title: "Resource" }, { title: "Status" }, { title: "Refusals" }],
    refusals.map(({ resource, status, n }) => [resource, status, n]),
  );
}

function countRefusals(journal: Review["journal"]): Refusals[] {
  const counts = new Map<string, Refusals>();
  for (const line of journal) {
    if (line.kind !== "refusal") continue;
    const { resource = "no longer known", status } = line;
    const shown = status === undefined ? "no answer" : String(status);
    const key = `${resource} ${shown}`;
    counts.set(key, { resource, status: shown, n: (counts.get(key)?.n ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.n - one.n);
}
