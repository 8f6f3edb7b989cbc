import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { sql } from "../../electron/core/db/migrations/004-ledger.ts";
import { complete } from "./deleting.ts";
import { agency, type Bench, school, setUp, student, write } from "./harness.ts";

const students = "/ed-fi/students";
const show = ({ client }: Bench, more: object = {}) =>
  client.call("asSent.show", { connection: "P", ...more });
const list = ({ client }: Bench, scope: "sent" | "there", resource = "students") =>
  client.call("asSent.list", { connection: "P", resource, scope });
const ofStudents = async (bench: Bench) =>
  (await show(bench)).resources.find(({ resource }) => resource === students);

describe("what was sent", () => {
  test("is told by resource: what is new, what changed, and what the server has", async () => {
    const bench = await setUp();
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1), school(2)],
      "students.jsonl": [student("a"), student("b")],
    });
    await bench.push();
    const first = await show(bench);
    expect(first).toMatchObject({ connection: "P", isToday: true, address: bench.practice.url });
    expect(first.resources.map(({ resource, sent, there }) => [resource, sent.created, there])).toEqual([
      ["/ed-fi/localEducationAgencies", 1, 1],
      ["/ed-fi/schools", 2, 2],
      ["/ed-fi/students", 2, 2],
    ]);
    write(bench.source, { "schools.jsonl": [school(1), school(2, { nameOfInstitution: "Renamed" })] });
    await bench.push();
    const second = await show(bench);
    expect(second.resources[1]).toMatchObject({ sent: { created: 2, updated: 0 }, there: 2 });
    expect(second.resources[1]?.thereDigest).not.toBe(first.resources[1]?.thereDigest);
    expect(second.resources[2]).toEqual(first.resources[2]);
    expect(second.digest).not.toBe(first.digest);
  });

  test("is told of what was deleted, and of what came back", async () => {
    const bench = await setUp();
    const files = (...ids: number[]) =>
      write(bench.source, {
        "localEducationAgencies.jsonl": [agency],
        "schools.jsonl": ids.map((id) => school(id)),
      });
    const ofSchools = async () => (await show(bench, { resource: "schools" })).resources[0];
    files(1, 2);
    await bench.push();
    const [before] = await list(bench, "there", "schools");
    await complete(bench, ["schools"]);
    files(1);
    await bench.push({ deletes: "confirm", confirmDeletes: 1 });
    expect(await ofSchools()).toMatchObject({ sent: { created: 1, deleted: 1 }, there: 1 });
    files(1, 2);
    await bench.push();
    expect(await ofSchools()).toMatchObject({ sent: { created: 2, deleted: 0 }, there: 2 });
    expect((await list(bench, "there", "schools"))[0]).toEqual(before);
  });

  test("names no record that was refused, and the digest of a report stays while nothing is sent", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("a"), student("b", { firstName: "x".repeat(500) })] });
    await bench.push();
    expect(await ofStudents(bench)).toMatchObject({ sent: { created: 1 }, there: 1 });
    const { digest } = await show(bench);
    await bench.push();
    expect((await show(bench)).digest).toBe(digest);
  });

  test("has the content that this connection sent: with another mapping it is another one", async () => {
    const bench = await setUp();
    const codes = { gradeLevels: [{ gradeLevelDescriptor: "09" }] };
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1, codes)],
    });
    const map = async (code: string) => {
      await bench.client.call("sources.scan", { connection: "P" });
      await bench.client.call("descriptors.map", {
        connection: "P",
        mappings: [
          {
            type: "/ed-fi/gradeLevelDescriptors",
            code: "09",
            uri: `uri://ed-fi.org/GradeLevelDescriptor#${code}`,
          },
        ],
      });
      await bench.push();
      const [line] = await list(bench, "there", "schools");
      return line;
    };
    const ninth = await map("Ninth grade");
    const tenth = await map("Tenth grade");
    expect(tenth?.record).toBe(ninth?.record);
    expect(tenth?.content).not.toBe(ninth?.content);
  });

  test("holds no digest that a record has in the database, and none that another data folder shows", async () => {
    const files = { "students.jsonl": [student("a"), student("b")] };
    const shown = await Promise.all(
      [await setUp(), await setUp()].map(async (bench) => {
        write(bench.source, files);
        await bench.push();
        const lines = await list(bench, "there");
        const db = new Database(join(bench.home, "steward.db"), { readonly: true });
        const plain = db
          .prepare<[], Buffer>("SELECT key FROM records UNION SELECT hash FROM records")
          .pluck();
        const inDatabase = plain.all().map((digest) => digest.toString("hex"));
        db.close();
        expect(lines).toHaveLength(2);
        const digests = lines.flatMap(({ record, content }) => [record, content]);
        expect(digests.filter((digest) => inDatabase.includes(digest))).toEqual([]);
        return digests;
      }),
    );
    expect(shown[0]?.filter((digest) => shown[1]?.includes(digest))).toEqual([]);
  });

  test("is asked for by path or name; what was never sent is refused with a sentence", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("a")] });
    await bench.push();
    expect(await list(bench, "sent", students)).toEqual(await list(bench, "sent"));
    expect((await show(bench, { resource: "students" })).resources).toHaveLength(1);
    await expect(show(bench, { resource: "grades" })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(show(bench, { on: "2999-01-01" })).rejects.toMatchObject({ code: "invalid-input" });
  });

  test("before the ledger began is taken over from the states of the records", async () => {
    const bench = await setUp();
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1), school(2)],
    });
    await bench.push();
    await bench.core.close();
    // As a Steward without a ledger left it, and its last step of migration found it.
    const db = new Database(join(bench.home, "steward.db"));
    db.exec(`DELETE FROM ledger; ${sql.slice(sql.indexOf("INSERT INTO ledgers"))}`);
    db.close();
    const upgraded = await bench.restart();
    const report = await show(upgraded);
    expect(report).toMatchObject({ keptFrom: expect.any(String), resources: [{ there: 1 }, { there: 2 }] });
    expect(report.resources[0]?.sent).toEqual({ created: 0, updated: 0, renamed: 0, deleted: 0 });
    write(bench.source, { "schools.jsonl": [school(1), school(2, { nameOfInstitution: "Renamed" })] });
    await upgraded.push();
    expect((await show(upgraded)).resources[1]).toMatchObject({ there: 2, sent: { updated: 1 } });
  });

  test("goes with its connection", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("a")] });
    await bench.push();
    await bench.client.call("connections.remove", { connection: "P" });
    const db = new Database(join(bench.home, "steward.db"), { readonly: true });
    expect(db.prepare("SELECT count(*) AS rows FROM ledger").get()).toEqual({ rows: 0 });
    db.close();
  });
});
