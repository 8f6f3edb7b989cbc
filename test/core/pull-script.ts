import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Answer, ServerInfo } from "../../electron/core/api/types.ts";
import { createConnectionsStore } from "../../electron/core/connections/connections-store.ts";
import { openDatabase } from "../../electron/core/db/open.ts";
import { createDescriptorsStore } from "../../electron/core/mapping/descriptors-store.ts";
import type { PullOptions } from "../../electron/core/mapping/pull.ts";
import type { Model, Resource } from "../../electron/core/model/types.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import { atEnd, ownFolder } from "./harness.ts";

export const grades = "/ed-fi/gradeLevelDescriptors";
export const sexes = "/ed-fi/sexDescriptors";
export const sample = "/sample/artMediumDescriptors";

const resource = (path: string, kind: Resource["kind"] = "descriptor") =>
  ({ path, kind }) as unknown as Resource;
export const modelOf = (...types: string[]): Model => ({
  signature: types.join(),
  resources: [resource("/ed-fi/students", "resource"), ...types.map((type) => resource(type))],
});

export const ok = (rows: unknown): Answer => ({
  kind: "answer",
  status: 200,
  contentType: "application/json",
  body: typeof rows === "string" ? rows : JSON.stringify(rows),
});
export const refusal = (status: number, body = "{}"): Answer => ({ kind: "answer", status, body });
export const cut: Answer = { kind: "no-answer", reason: "connection", code: "ECONNRESET" };
export const item = (
  codeValue: string,
  namespace = "uri://ed-fi.org/GradeLevelDescriptor",
  more: object = {},
) => ({
  id: "1",
  codeValue,
  namespace,
  shortDescription: codeValue,
  ...more,
});
export const items = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => item(`Value ${from + index}`));

export type Script = (type: string, page: { offset: number; limit: number }) => Answer | Promise<Answer>;

/** A database with one connection, and a server that answers as the script says. */
export function world(script: Script, model: Model = modelOf(grades)) {
  const home = join(ownFolder(), "home");
  mkdirSync(home);
  const { db, close } = openDatabase(home);
  atEnd(close);
  const connections = createConnectionsStore(db);
  const descriptors = createDescriptorsStore(db);
  const { id } = connections.add("P", ConnectionSettings.parse({ url: "https://api.example.org" }));
  const asked: string[] = [];
  const server = { version: "7.3", dataModels: [] as object[] };
  let current = script;
  let underWay = 0;
  const seen = { most: 0 };
  const abort = new AbortController();
  const get = async (question: string): Promise<Answer> => {
    asked.push(question);
    underWay += 1;
    seen.most = Math.max(seen.most, underWay);
    const { pathname, searchParams } = new URL(question, "https://api.example.org");
    const answer = await current(pathname, {
      offset: Number(searchParams.get("offset")),
      limit: Number(searchParams.get("limit")),
    });
    underWay -= 1;
    return answer;
  };
  const options = (): PullOptions => ({
    stores: { descriptors, connections },
    connection: connections.list()[0] as PullOptions["connection"],
    link: { client: { get, server: server as unknown as ServerInfo }, model, concurrency: 32 },
    signal: abort.signal,
    random: () => 0,
  });
  const uris = (type = grades) => descriptors.values(id, type).map(({ uri }) => uri);
  return {
    id,
    descriptors,
    asked,
    server,
    seen,
    abort,
    options,
    uris,
    answerWith: (next: Script) => {
      current = next;
    },
  };
}

/** A server that keeps to the rules of paging, with a highest limit. */
export const paged =
  (rows: readonly unknown[], most = 500): Script =>
  (_, { offset, limit }) =>
    limit > most ? refusal(400) : ok(rows.slice(offset, offset + limit));
