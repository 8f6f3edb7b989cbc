import type { Connection } from "../../../shared/domain/connection.ts";

export function PermissionsTab({ connection }: { connection: Connection }) {
  return <p className="quiet">In a terminal, for now: the command line shows them for {connection.name}.</p>;
}
