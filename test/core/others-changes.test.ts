import { describe, expect, test } from "vitest";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { complete } from "./deleting.ts";
import { agency, type Bench, ownFolder, school, setUp, write } from "./harness.ts";

const schools = (bench: Bench) =>
  bench.practice
    .items("/ed-fi/schools")
    .map(({ body }) => (body as { nameOfInstitution: string }).nameOfInstitution);
const named = (nameOfInstitution: string, more: object = {}) => school(1, { nameOfInstitution, ...more });
const files = (one: object) => ({ "localEducationAgencies.jsonl": [agency], "schools.jsonl": [one] });

/** "P" keeps what others change; "Q", a second connection of ours, sends another folder's version of the same school. */
async function twoHands(kind: ServerKind = "ods-7.3") {
  const bench = await setUp({ server: kind });
  const { client, practice } = bench;
  const { settings } = await client.call("connections.show", { connection: "P" });
  await client.call("connections.update", {
    connection: "P",
    settings: { ...settings, keepOthersChanges: true },
  });
  await client.call("connections.add", { name: "Q", settings: { url: practice.url } });
  const others = ownFolder();
  await client.call("sources.add", { connection: "Q", folder: others });
  write(bench.source, files(named("First")));
  await bench.push();
  const otherHand = async (one: object) => {
    write(others, { "schools.jsonl": [one] });
    await bench.push({ connection: "Q", force: true });
  };
  const id = async () => {
    const [cause] = await client.call("causes.list", { connection: "P" });
    const [line] = await client.call("causes.records", { connection: "P", cause: cause?.id ?? "" });
    return line?.id ?? "";
  };
  return { bench, client, otherHand, id };
}

describe("what somebody else changed on the server", () => {
  test.each(["ods-5.3", "ods-6.2", "ods-7.1", "ods-7.3", "dms"] as const)(
    "of %s is not overwritten: it becomes a cause, both versions are shown, and a steward sends ours",
    async (kind) => {
      const { bench, client, otherHand, id } = await twoHands(kind);
      await otherHand(named("Theirs"));
      write(bench.source, files(named("Second")));
      expect(await bench.push()).toMatchObject({ failed: 1, exitStatus: 1 });
      expect(schools(bench)).toEqual(["Theirs"]);
      const [cause] = await client.call("causes.list", { connection: "P" });
      expect(cause).toMatchObject({ kind: "changed-elsewhere", who: "your choice", status: 412, records: 1 });
      expect(cause?.title).not.toMatch(/First|Second|Theirs/);
      // Not by itself.
      expect(await bench.push()).toMatchObject({ planned: 0 });

      const record = await id();
      const theirs = await client.call("records.theirs", { connection: "P", id: record });
      expect(theirs).toMatchObject({
        state: "changed",
        version: expect.any(String),
        differences: [{ path: "$.nameOfInstitution", ours: "Second", theirs: "Theirs" }],
      });

      const choice = { records: [record], overwrite: true };
      const preview = await client.call("push.preview", { connection: "P", ...choice });
      expect(preview).toMatchObject({ planned: 1 });
      expect(preview.selection?.join(" ")).toContain("overwritten");
      expect(await bench.push(choice)).toMatchObject({ sent: { updated: 1 }, exitStatus: 0 });
      expect(schools(bench)).toEqual(["Second"]);
      // With the tag of that answer the next change goes as always, and the server says that nobody was there since.
      write(bench.source, files(named("Third")));
      expect(await bench.push()).toMatchObject({ sent: { updated: 1 }, exitStatus: 0 });
      const after = await client.call("records.theirs", { connection: "P", id: record });
      expect(after).toMatchObject({ state: "unchanged", differences: [] });
      expect(after).not.toHaveProperty("theirs");
    },
  );

  test("may be kept: the record counts as sent until its source changes, and its history says so", async () => {
    const { bench, client, otherHand, id } = await twoHands();
    await otherHand(named("Theirs"));
    write(bench.source, files(named("Second")));
    await bench.push();
    const record = await id();
    const { version } = await client.call("records.theirs", { connection: "P", id: record });
    await otherHand(named("Theirs again"));
    const seen = { connection: "P", id: record, ...(version !== undefined && { version }) };
    await expect(client.call("records.keepTheirs", seen)).rejects.toMatchObject({ code: "conflict" });
    const now = await client.call("records.theirs", { connection: "P", id: record });
    const kept = await client.call("records.keepTheirs", {
      ...seen,
      ...(now.version !== undefined && { version: now.version }),
    });
    expect(kept).toMatchObject({ state: "sent" });
    expect(kept.history[0]?.message).toContain("kept");
    expect(await client.call("causes.list", { connection: "P" })).toEqual([]);
    expect(await bench.push()).toMatchObject({ planned: 0, exitStatus: 0 });
    expect(schools(bench)).toEqual(["Theirs again"]);
    await expect(client.call("records.keepTheirs", seen)).rejects.toMatchObject({ code: "conflict" });
    const [entry] = await client.call("audit.list", { connection: "P" });
    expect(entry?.what).toContain("kept the server's version");

    write(bench.source, files(named("Third")));
    expect(await bench.push()).toMatchObject({ sent: { updated: 1 }, exitStatus: 0 });
    expect(schools(bench)).toEqual(["Third"]);
  });

  test("is overwritten by a connection that is not told to keep it, as ever", async () => {
    const { bench, client, otherHand } = await twoHands();
    const { settings } = await client.call("connections.show", { connection: "P" });
    await client.call("connections.update", {
      connection: "P",
      settings: { ...settings, keepOthersChanges: false },
    });
    const [entry] = await client.call("audit.list", { connection: "P" });
    expect(entry?.changes).toEqual([{ field: "keepOthersChanges", from: "true", to: "false" }]);
    await otherHand(named("Theirs"));
    write(bench.source, files(named("Second")));
    expect(await bench.push()).toMatchObject({ sent: { updated: 1 }, exitStatus: 0 });
    expect(schools(bench)).toEqual(["Second"]);
  });

  test("is overwritten record by record only: a push of everything is refused that", async () => {
    const { bench, client } = await twoHands();
    await expect(bench.push({ overwrite: true })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(client.call("push.preview", { connection: "P", overwrite: true })).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(client.call("records.theirs", { connection: "P", id: "7" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test.each(["ods-7.3", "dms"] as const)(
    "a school that somebody removed from %s is told as gone, where the server minds it",
    async (kind) => {
      const { bench, client, id } = await twoHands(kind);
      const { remove } = await directHand(bench);
      await remove("/ed-fi/schools");
      write(bench.source, files(named("Second")));
      const result = await bench.push();
      if (kind === "ods-7.3") {
        // An ODS creates under any condition.
        expect(result).toMatchObject({ sent: { created: 1 }, exitStatus: 0 });
        return;
      }
      expect(result).toMatchObject({ failed: 1 });
      const record = await id();
      expect(await client.call("records.theirs", { connection: "P", id: record })).toMatchObject({
        state: "gone",
      });
      expect(await bench.push({ records: [record], overwrite: true })).toMatchObject({
        sent: { created: 1 },
      });
    },
  );

  test("is not deleted either, when ours has left the files, but where a steward says so", async () => {
    const { bench, client, otherHand } = await twoHands();
    await complete(bench, ["schools"]);
    await otherHand(named("Theirs"));
    write(bench.source, { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(2)] });
    const confirmed = { deletes: "confirm", confirmDeletes: 1 };
    expect(await bench.push(confirmed)).toMatchObject({ sent: { created: 1, deleted: 0 }, exitStatus: 1 });
    expect(schools(bench)).toContain("Theirs");
    const [cause] = await client.call("causes.list", { connection: "P" });
    expect(cause?.title).toContain("not deleted, somebody else has changed them");
    const [line] = await client.call("causes.records", { connection: "P", cause: cause?.id ?? "" });
    const choice = { records: [line?.id ?? ""], overwrite: true };
    expect(await bench.push({ ...confirmed, ...choice })).toMatchObject({ sent: { deleted: 1 } });
    expect(schools(bench)).not.toContain("Theirs");
  });

  test("goes with a clone and a template", async () => {
    const { bench, client } = await twoHands();
    const { url } = bench.practice;
    const { connection } = await client.call("connections.clone", {
      connection: "P",
      name: "Next year",
      url,
    });
    expect(connection.settings.keepOthersChanges).toBe(true);
    const template = await client.call("connections.export", { connection: "P" });
    expect(template.settings.keepOthersChanges).toBe(true);
  });
});

/** Somebody without Steward, who has the same key. */
async function directHand({ practice }: Bench) {
  const { connect } = await import("../practice/api-client.ts");
  const api = await connect(practice);
  return {
    remove: async (path: string) => {
      const [item] = (await api.get(path)).json as { id: string }[];
      await api.send("DELETE", `${path}/${item?.id}`);
    },
  };
}
