import type { CauseSummary } from "../../shared/domain/cause.ts";
import type { Session } from "./session.ts";

/** Causes for people, in the order given. */
export function causesTable(session: Session, causes: readonly CauseSummary[]): string {
  const columns = [
    { title: "Cause", flexible: true },
    { title: "Who mends it" },
    { title: "Records" },
    { title: "Releases" },
    { title: "Id" },
  ];
  return session.table(
    columns,
    causes.map(({ title, who, records, releases, id }) => [title, who, records, releases, id]),
  );
}
