import { ConnectionTemplate } from "../../../shared/domain/template.ts";
import type { Db } from "../db/open.ts";

/** What the server of a connection's origin had. */
export type ServerContent = ConnectionTemplate["server"];

export interface Baseline {
  /** Of the connection or template that it was taken from. */
  readonly name: string;
  readonly content: ServerContent;
  readonly at: string;
}

/** All SQL about what connections were cloned or imported from. */
export function createBaselinesStore(db: Db) {
  const put = db.prepare<[number, string, string, string]>(
    `INSERT INTO baselines (connection_id, name, content, at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, content = excluded.content, at = excluded.at`,
  );
  const of = db.prepare<[number], { name: string; content: string; at: string }>(
    "SELECT name, content, at FROM baselines WHERE connection_id = ?",
  );
  return {
    put: (connection: number, { name, content, at }: Baseline) =>
      put.run(connection, name, JSON.stringify(content), at),
    of(connection: number): Baseline | undefined {
      const row = of.get(connection);
      return row && { ...row, content: ConnectionTemplate.shape.server.parse(JSON.parse(row.content)) };
    },
  };
}
export type BaselinesStore = ReturnType<typeof createBaselinesStore>;
