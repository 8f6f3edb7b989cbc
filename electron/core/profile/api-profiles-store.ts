import { z } from "zod";
import type { Db } from "../db/open.ts";

/** What an API Profile lets through, held against the server's model when it was read. */
const Content = z.object({
  resources: z.array(
    z.object({
      /** Path below the data API. */
      resource: z.string(),
      /** Singular, as media types name it: "school". */
      entity: z.string(),
      writable: z.boolean(),
      /** Members that it hides: "charterStatusDescriptor", "addresses.city". */
      hidden: z.array(z.string()),
    }),
  ),
});
export type ApiProfileContent = z.infer<typeof Content>;

/** All SQL about the API Profiles that matter to connections. Names are compared without regard to case. */
export function createApiProfilesStore(db: Db) {
  const put = db.prepare<[number, string, string, string]>(
    `INSERT INTO api_profiles (connection_id, name, content, at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET content = excluded.content, at = excluded.at`,
  );
  const one = db
    .prepare<[number, string], string>(
      "SELECT content FROM api_profiles WHERE connection_id = ? AND name = ?",
    )
    .pluck();
  return {
    put: (connection: number, name: string, content: ApiProfileContent) =>
      put.run(connection, name.toLowerCase(), JSON.stringify(content), new Date().toISOString()),
    one(connection: number, name: string): ApiProfileContent | undefined {
      const content = one.get(connection, name.toLowerCase());
      return content === undefined ? undefined : Content.parse(JSON.parse(content));
    },
  };
}
export type ApiProfilesStore = ReturnType<typeof createApiProfilesStore>;
