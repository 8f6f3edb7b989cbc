import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { adviceFor } from "../../electron/core/api/trouble.ts";
import type { Answer, ServerInfo } from "../../electron/core/api/types.ts";
import { createConnectionsStore } from "../../electron/core/connections/connections-store.ts";
import { openDatabase } from "../../electron/core/db/open.ts";
import { createDescriptorsStore } from "../../electron/core/mapping/descriptors-store.ts";
import { type PullOptions, pullAll, pullIfNeeded, pullTypes } from "../../electron/core/mapping/pull.ts";
import type { Model, Resource } from "../../electron/core/model/types.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import { atEnd, ownFolder } from "./harness.ts";

const grades = "/ed-fi/gradeLevelDescriptors";
const sexes = "/ed-fi/sexDescriptors";
const sample = "/sample/artMediumDescriptors";

const resource = (path: string, kind: Resource["kind"] = "descriptor") =>
  ({ path, kind }) as unknown as Resource;
const modelOf = (...types: string[]): Model => ({
  signature: types.join(),
  resources: [resource("/ed-fi/students", "resource"), ...types.map((type) => resource(type))],
});

const ok = (rows: unknown): Answer => ({
  kind: "answer",
  status: 200,
  contentType: "application/json",
  body: typeof rows === "string" ? rows : JSON.stringify(rows),
});
const refusal = (status: number, body = "{}"): Answer => ({ kind: "answer", status, body });
const cut: Answer = { kind: "no-answer", reason: "connection", code: "ECONNRESET" };
const item = (codeValue: string, namespace = "uri://ed-fi.org/GradeLevelDescriptor", more: object = {}) => ({
  id: "1",
  codeValue,
  namespace,
  shortDescription: codeValue,
  ...more,
});
const items = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => item(`Value ${from + index}`));

type Script = (type: string, page: { offset: number; limit: number }) => Answer | Promise<Answer>;

/** A database with one connection, and a server that answers as the script says. */
function world(script: Script, model: Model = modelOf(grades)) {
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
const paged =
  (rows: readonly unknown[], most = 500): Script =>
  (_, { offset, limit }) =>
    limit > most ? refusal(400) : ok(rows.slice(offset, offset + limit));

test("values are read page by page to the end, always with a limit", async () => {
  const rows = items(0, 1203);
  const { options, uris, asked } = world(paged(rows));
  expect(await pullAll(options())).toMatchObject({
    types: 1,
    values: 1203,
    added: 1203,
    changed: 0,
    gone: 0,
  });
  expect(uris()).toHaveLength(1203);
  expect(asked).toEqual([0, 500, 1000].map((offset) => `${grades}?offset=${offset}&limit=500`));
});

test("a server that allows smaller pages only is asked for smaller ones", async () => {
  const { options, uris } = world(paged(items(0, 130), 50));
  await pullAll(options());
  expect(uris()).toHaveLength(130);
});

test("a host that caps pages without a word is read to the end", async () => {
  const rows = items(0, 130);
  const { options, uris } = world((_, { offset, limit }) =>
    ok(rows.slice(offset, offset + Math.min(limit, 50))),
  );
  await pullAll(options());
  expect(uris()).toHaveLength(130);
});

test("a server that does not understand offsets is not asked for ever", async () => {
  const rows = items(0, 500);
  const { options, uris, asked } = world(() => ok(rows));
  await pullAll(options());
  expect(uris()).toHaveLength(500);
  expect(asked).toHaveLength(2);
});

test("a value is its namespace, # and its code; texts that a server leaves out are empty", async () => {
  const { options, descriptors, id } = world(() =>
    ok([{ namespace: "uri://state.gov/X", codeValue: "09", shortDescription: null }]),
  );
  await pullAll(options());
  expect(descriptors.values(id, grades)).toEqual([
    {
      uri: "uri://state.gov/X#09",
      namespace: "uri://state.gov/X",
      codeValue: "09",
      shortDescription: "",
      description: "",
    },
  ]);
});

test("a second reading says what is new, what has other words and what is gone", async () => {
  const { options, uris, answerWith } = world(paged(items(0, 10)));
  await pullAll(options());
  answerWith(
    paged([...items(1, 9), item("Value 9", undefined, { description: "Other words" }), item("New")]),
  );
  expect(await pullAll(options())).toMatchObject({
    values: 10,
    added: 1,
    changed: 1,
    gone: 1,
    changedTypes: [grades],
  });
  expect(uris()).not.toContain("uri://ed-fi.org/GradeLevelDescriptor#Value 0");
  expect(await pullAll(options())).toMatchObject({ added: 0, changed: 0, gone: 0, changedTypes: [] });
});

for (const status of [403, 404, 405]) {
  test(`a type that the key may not read (${status}) is unreadable, and nothing is checked by it`, async () => {
    const { options, descriptors, id } = world(() => refusal(status, '{"detail":"no"}'));
    expect(await pullAll(options())).toMatchObject({ types: 1, unreadable: [grades], failed: [] });
    expect(descriptors.type(id, grades)).toMatchObject({ readable: false });
    expect(descriptors.known(id, grades)).toBeUndefined();
  });
}

test("an empty list is not taken for knowledge", async () => {
  const { options, descriptors, id } = world(() => ok([]));
  await pullAll(options());
  expect(descriptors.type(id, grades)).toMatchObject({ readable: true, values: 0 });
  expect(descriptors.known(id, grades)).toBeUndefined();
});

const lies: readonly (readonly [string, Answer])[] = [
  ["a sign-in page with status 200", { ...ok("<html>Sign in</html>"), contentType: "text/html" } as Answer],
  ["HTML that calls itself JSON", ok("<html></html>")],
  ["an object in place of a list", ok({ message: "welcome" })],
  ["a list of something else", ok([{ studentUniqueId: "1" }])],
  [
    "a gateway's page of status 404",
    { ...refusal(404, "<html>no</html>"), contentType: "text/html" } as Answer,
  ],
  ["status 503", refusal(503, "")],
  ["status 500", refusal(500, "")],
  ["no answer", cut],
];
for (const [name, answer] of lies) {
  test(`${name} wipes nothing that was known, and is told`, async () => {
    const model = modelOf(grades, sexes);
    const { options, uris, descriptors, id, answerWith } = world(paged(items(0, 10)), model);
    await pullAll(options());
    answerWith((type, page) => (type === grades ? answer : paged(items(0, 3))(type, page)));
    const report = await pullAll(options());
    expect(report).toMatchObject({ types: 1, unreadable: [], failed: [{ type: grades }] });
    expect(uris(grades)).toHaveLength(10);
    expect(descriptors.known(id, grades)?.size).toBe(10);
    expect(uris(sexes)).toHaveLength(3);
  });
}

test("a page that is cut off in the middle of a type leaves the type as it was", async () => {
  const { options, uris, answerWith } = world(paged(items(0, 10)), modelOf(grades, sexes));
  await pullAll(options());
  answerWith((type, page) =>
    type === grades && page.offset > 0 ? refusal(502) : paged(items(100, 800))(type, page),
  );
  expect(await pullAll(options())).toMatchObject({ failed: [{ type: grades }] });
  expect(uris(grades)).toHaveLength(10);
});

test("trouble that passes is not told", async () => {
  let questions = 0;
  const { options, uris } = world((type, page) => {
    questions += 1;
    return questions < 4 ? refusal(503) : paged(items(0, 10))(type, page);
  });
  expect(await pullAll(options())).toMatchObject({ failed: [] });
  expect(uris()).toHaveLength(10);
});

test("a server that is down is asked for a few types only, and the reading says so", async () => {
  const types = Array.from({ length: 200 }, (_, index) => `/ed-fi/type${index}Descriptors`);
  const { options, asked } = world(() => cut, modelOf(...types));
  await expect(pullAll(options())).rejects.toMatchObject({ code: "offline" });
  expect(new Set(asked).size).toBeLessThanOrEqual(16);
  expect(options().connection.descriptorsVersion).toBeNull();
});

for (const code of ["TOKEN_HTTP_429", "CERT_HAS_EXPIRED", "ECONNREFUSED"]) {
  test(`no answer (${code}) is told in the words of the step test`, async () => {
    const silence = { kind: "no-answer", reason: "connection", code } as const;
    const { options } = world(() => silence);
    await expect(pullAll(options())).rejects.toMatchObject({
      code: "offline",
      message: expect.stringContaining(adviceFor(silence)),
    });
  });
}

test("a refused key ends the reading at once", async () => {
  const types = Array.from({ length: 200 }, (_, index) => `/ed-fi/type${index}Descriptors`);
  const { options, asked } = world(
    () => ({ kind: "bad-credentials", status: 401, sentence: "The server does not know this key." }),
    modelOf(...types),
  );
  await expect(pullAll(options())).rejects.toMatchObject({
    code: "unauthorized",
    message: "The server does not know this key.",
  });
  expect(asked.length).toBeLessThanOrEqual(8);
});

test("a reading that is given up ends with the reason, and keeps what it had", async () => {
  const model = modelOf(grades, sexes);
  const reason = new AppError("cancelled", "Given up.");
  const made = world((type, page) => {
    if (type === sexes) made.abort.abort(reason);
    return paged(items(0, 5))(type, page);
  }, model);
  const options = made.options();
  const one = { ...options, link: { ...options.link, concurrency: 1 } };
  await expect(pullAll(one)).rejects.toBe(reason);
  expect(made.uris(grades)).toHaveLength(5);
  expect(made.uris(sexes)).toHaveLength(0);
  expect(made.options().connection.descriptorsVersion).toBeNull();
});

test("at most eight types are read at a time, and never more than the connection allows", async () => {
  const types = Array.from({ length: 40 }, (_, index) => `/ed-fi/type${index}Descriptors`);
  const slow: Script = async (type, page) => {
    await new Promise(setImmediate);
    return paged(items(0, 3))(type, page);
  };
  const wide = world(slow, modelOf(...types));
  await pullAll(wide.options());
  expect(wide.seen.most).toBe(8);
  const narrow = world(slow, modelOf(...types));
  const options = narrow.options();
  await pullAll({ ...options, link: { ...options.link, concurrency: 3 } });
  expect(narrow.seen.most).toBe(3);
});

test("a push reads all types once a server version, then only those that it never read", async () => {
  const { options, asked, server } = world(paged(items(0, 3)), modelOf(grades, sexes, sample));
  expect(await pullIfNeeded(options())).toMatchObject({ types: 3 });
  expect(await pullIfNeeded(options())).toBeUndefined();
  expect(asked).toHaveLength(3);
  server.version = "7.4";
  expect(await pullIfNeeded(options())).toMatchObject({ types: 3, added: 0 });
  expect(await pullIfNeeded(options())).toBeUndefined();
});

test("a type that failed and was never read is asked for again by the next push, the others are not", async () => {
  const model = modelOf(grades, sexes);
  const { options, answerWith } = world(
    (type, page) => (type === sexes ? refusal(500) : paged(items(0, 3))(type, page)),
    model,
  );
  await pullIfNeeded(options());
  answerWith(paged(items(0, 3)));
  expect(await pullIfNeeded(options())).toMatchObject({ types: 1, added: 3, changedTypes: [sexes] });
});

test("single types can be read, extension ones too; a type that the server has not is not asked for", async () => {
  const { options, asked } = world(paged(items(0, 3)), modelOf(grades, sexes, sample));
  expect(await pullTypes(options(), [sample, sample, "/ed-fi/madeUpDescriptors"])).toMatchObject({
    types: 1,
  });
  expect(asked).toEqual([`${sample}?offset=0&limit=500`]);
});

test("a type that the model has no longer is forgotten with its values", async () => {
  const before = world(paged(items(0, 3)), modelOf(grades, sexes));
  await pullAll(before.options());
  const options = before.options();
  const report = await pullAll({ ...options, link: { ...options.link, model: modelOf(grades) } });
  expect(report).toMatchObject({ gone: 3, changedTypes: [sexes] });
  expect(before.descriptors.types(before.id).map(({ type }) => type)).toEqual([grades]);
});
