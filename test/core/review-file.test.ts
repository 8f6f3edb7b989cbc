import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createCore } from "../../electron/core/core.ts";
import { createClient } from "../../shared/client.ts";
import { atEnd, ownFolder, setUp } from "./harness.ts";
import { pushed } from "./planted-journal.ts";

test("a review file opens on another machine, without connection and network, as it was", async () => {
  const { client } = await pushed();
  const { content } = await client.call("journal.export", {});
  const here = await client.call("journal.preview", {});
  const core = createCore({
    home: ownFolder(),
    credentials: "environment",
    environment: {},
    reportBug: fail,
  });
  atEnd(core.close);
  const review = await createClient(core).call("journal.review", { content });
  expect(review.causes).toEqual(here.causes);
  expect(review.journal).toEqual(here.journal);
  expect(review.entries).toEqual(here.entries);
  // What the page of causes shows besides: what is ready, how it came, what it means, and how all stands.
  const [most] = await client.call("causes.list", { connection: "P", limit: 1 });
  const detail = await client.call("causes.show", { connection: "P", cause: most?.id ?? "" });
  expect(review.causes.find(({ id }) => id === detail.id)).toMatchObject({
    resources: detail.resources,
    ready: detail.ready,
    history: detail.history,
    trend: detail.trend,
  });
  expect(review.entries).toContainEqual({
    kind: "entry",
    ...(await client.call("dictionary.explain", { topic: detail.topic })),
  });
  const [status] = await client.call("status.show", {});
  expect(review.manifest.connections[0]).toMatchObject({
    practice: true,
    resources: status?.resources,
    lastRun: { state: "done", created: status?.lastRun?.result?.sent.created },
  });
});

test("a review file of the first version opens, and its causes are explained", async () => {
  const { client } = await pushed();
  const { content } = await client.call("journal.export", {});
  const [first = "", ...others] = gunzipSync(Buffer.from(content, "base64")).toString("utf8").split("\n");
  const { lines, connections, ...manifest } = JSON.parse(first);
  const { entry: _, ...counts } = lines;
  const older = [
    { ...manifest, version: 1, lines: counts, connections: connections.flatMap(asOlder) },
    ...others.flatMap((line) => (line === "" ? [] : asOlder(JSON.parse(line)))),
  ];
  const text = older.map((line) => `${JSON.stringify(line)}\n`).join("");
  const review = await client.call("journal.review", { content: gzipSync(text).toString("base64") });
  expect(review.causes.length).toBe(counts.cause);
  expect(review.causes[0]).not.toHaveProperty("ready");
  expect(new Set(review.entries.map(({ topic }) => topic))).toEqual(
    new Set(review.causes.map(({ topic }) => topic)),
  );
});
/** Without what version 2 added. */
function asOlder(line: Record<string, unknown>): Record<string, unknown>[] {
  if (line.kind === "entry") return [];
  const added = ["resources", "repaired", "ready", "about", "openedAt", "clearedAt", "history", "trend"];
  const more = ["practice", "closedAt", "schoolYear", "key", "lastRun"];
  return [Object.fromEntries(Object.entries(line).filter(([name]) => ![...added, ...more].includes(name)))];
}

test("a review file with a moment that is none is refused; one that knows fewer states is read", async () => {
  const { client } = await pushed();
  const { content } = await client.call("journal.export", {});
  const text = gunzipSync(Buffer.from(content, "base64")).toString("utf8");
  const read = (changed: string) =>
    client.call("journal.review", { content: gzipSync(changed).toString("base64") });
  await expect(read(text.replace(/"madeAt":"[^"]*"/, '"madeAt":"Monday"'))).rejects.toThrow(
    "damaged in its first line",
  );
  await expect(read(text.replace(/"lastSeen":"[^"]*"/, '"lastSeen":"long ago"'))).rejects.toThrow(
    "damaged in line 2",
  );
  const { manifest } = await read(text.replaceAll(/"delete-pending":\d+,/g, ""));
  expect(manifest.connections[0]?.resources?.[0]?.counts).toMatchObject({ "delete-pending": 0 });
});

test("a file that unpacks to more than any review file holds is refused, and nothing of it is read", async () => {
  const { client } = await setUp();
  const content = gzipSync(Buffer.alloc(129 * 1024 * 1024, "\n")).toString("base64");
  await expect(client.call("journal.review", { content })).rejects.toThrow(
    "This file is larger than any review file.",
  );
});
const fail = (error: unknown) => {
  throw error;
};

test.each([
  ["that is no archive", Buffer.from("a text"), /no review file, or it was cut off/],
  ["that was cut off", undefined, /no review file, or it was cut off/],
])("a file %s is refused with a sentence", async (_, bytes, sentence) => {
  const { client } = await setUp();
  const { content } = await client.call("journal.export", {});
  const cut = Buffer.from(content, "base64").subarray(0, -20);
  const given = (bytes ?? cut).toString("base64");
  await expect(client.call("journal.review", { content: given })).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringMatching(sentence),
  });
});
