import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

const scan = ({ client }: Bench) => client.call("sources.scan", { connection: "P" });

describe("reading a folder of JSON lines", () => {
  test("takes files and folders by resource, in every ending and case, gzip too", async () => {
    const bench = await setUp();
    write(bench.source, {
      "Students.JSONL": [student("1")],
      "students/first.ndjson": [student("2")],
      "students/deep/second.json": [student("3")],
      "schools.ndjson": [school(1)],
      "faults.json": [{ not: "a resource" }],
      "read me.txt": ["nothing"],
    });
    writeFileSync(
      join(bench.source, "localEducationAgencies.jsonl.gz"),
      gzipSync(`${JSON.stringify(agency)}\n`),
    );
    expect(await scan(bench)).toMatchObject({ files: 5, records: 5, new: 5, rejectedTotal: 0 });
  });

  test("takes UTF-8 with a mark, UTF-16, CR LF, blank lines and a last line without an end", async () => {
    const bench = await setUp();
    const lines = [student("1", { firstName: "Zoë" }), student("2")].map((body) => JSON.stringify(body));
    writeFileSync(join(bench.source, "students.jsonl"), `\uFEFF${lines.join("\r\n\r\n")}`);
    const marked = Buffer.from(`\uFEFF${JSON.stringify(school(1))}\n${JSON.stringify(school(2))}`, "utf16le");
    writeFileSync(join(bench.source, "schools.jsonl"), marked);
    expect(await scan(bench)).toMatchObject({ records: 4, rejectedTotal: 0 });
  });

  test("rejects what is no record with file, line and reason, and reads the rest", async () => {
    const bench = await setUp();
    write(bench.source, {
      "students.jsonl": [
        student("1"),
        '{"studentUniqueId": "2", "firstName": "cut',
        "[1, 2]",
        { firstName: "Without", lastSurname: "Key" },
        student("5", { birthDate: { year: 2012 } }),
        student("6"),
      ],
      "kolleges.jsonl": [{ any: 1 }],
    });
    writeFileSync(
      join(bench.source, "schools.jsonl"),
      Buffer.concat([
        Buffer.from('{"schoolId": 1, "nameOfInstitution": "'),
        Buffer.from([0xe9]),
        Buffer.from('"}\n'),
      ]),
    );
    const report = await scan(bench);
    expect(report).toMatchObject({ records: 2, new: 2, rejectedTotal: 6 });
    expect(report.rejected).toEqual([
      { file: "kolleges.jsonl", line: 0, reason: expect.stringContaining("no resource of that name") },
      { file: "schools.jsonl", line: 1, reason: expect.stringContaining("UTF-8") },
      { file: "students.jsonl", line: 2, reason: "is not valid JSON" },
      { file: "students.jsonl", line: 3, reason: expect.stringContaining("not a JSON object") },
      { file: "students.jsonl", line: 4, reason: expect.stringContaining("studentUniqueId") },
      { file: "students.jsonl", line: 5, reason: expect.stringContaining("$.birthDate") },
    ]);
  });

  test("a broken gzip file is told, and what is in the database stays", async () => {
    const bench = await setUp();
    const whole = gzipSync([1, 2, 3, 4].map((id) => `${JSON.stringify(student(String(id)))}\n`).join(""));
    writeFileSync(join(bench.source, "students.jsonl.gz"), whole);
    expect(await scan(bench)).toMatchObject({ records: 4 });
    writeFileSync(join(bench.source, "students.jsonl.gz"), whole.subarray(0, whole.length / 2));
    const report = await scan(bench);
    expect(report).toMatchObject({ records: 4, gone: 0, rejectedTotal: 1 });
    expect(report.rejected[0]).toEqual({
      file: "students.jsonl.gz",
      line: 0,
      reason: "is not a whole gzip file",
    });
    writeFileSync(join(bench.source, "students.jsonl.gz"), whole);
    expect(await scan(bench)).toMatchObject({ records: 4, unchanged: 4, rejectedTotal: 0 });
  });

  test("the same content is unchanged, however it is written", async () => {
    const bench = await setUp();
    write(bench.source, { "schools.jsonl": [school(1), school(2)], "students.jsonl": [student("1")] });
    await scan(bench);
    expect(await scan(bench)).toMatchObject({ new: 0, changed: 0, unchanged: 3, gone: 0 });
    const turned = Object.fromEntries(Object.entries(school(1)).reverse());
    write(bench.source, {
      "schools.jsonl": [
        school(2, { shortNameOfInstitution: null, webSite: "" }),
        { id: "abc", _etag: "1", ...turned },
      ],
      "students.jsonl": [
        '{"birthDate":"2012-03-04T00:00:00","lastSurname":"Pupil","firstName":"Practice","studentUniqueId":"1"}',
      ],
    });
    expect(await scan(bench)).toMatchObject({ new: 0, changed: 0, unchanged: 3, gone: 0 });
  });

  test("new, changed and gone are told apart, also when a record moves to another file", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": ["1", "2", "3", "4"].map((id) => student(id)) });
    await scan(bench);
    write(bench.source, {
      "students.jsonl": [student("1"), student("2", { firstName: "Other" })],
      "students/more.jsonl": [student("4"), student("5")],
    });
    expect(await scan(bench)).toMatchObject({ records: 4, new: 1, changed: 1, unchanged: 2, gone: 1 });
    rmSync(join(bench.source, "students.jsonl"));
    expect(await scan(bench)).toMatchObject({ records: 2, new: 0, unchanged: 2, gone: 2 });
  });

  test("of two lines for one record the later is taken and the earlier is told, unless they say the same", async () => {
    const bench = await setUp();
    write(bench.source, {
      "students.jsonl": [
        student("1", { firstName: "Earlier" }),
        student("2"),
        student("2"),
        student("1", { firstName: "Later" }),
      ],
    });
    const rejected = [{ file: "students.jsonl", line: 1, reason: expect.stringContaining("later line") }];
    expect(await scan(bench)).toMatchObject({ records: 2, new: 2, rejected });
    expect(await scan(bench)).toMatchObject({ records: 2, changed: 0, rejected });
    // Read again because another line changed: the same finding.
    const text = readFileSync(join(bench.source, "students.jsonl"), "utf8");
    writeFileSync(join(bench.source, "students.jsonl"), `${text}${JSON.stringify(student("3"))}\n`);
    expect(await scan(bench)).toMatchObject({ records: 3, new: 1, gone: 0, rejected });
    const result = await bench.push();
    expect(result).toMatchObject({ sent: { created: 3 }, rejected: 1, exitStatus: 1 });
    expect(
      bench.practice.items("/ed-fi/students").map(({ body }) => (body as { firstName: string }).firstName),
    ).toContain("Later");
  });

  test("numbers beyond 2^53 arrive digit by digit (trap 33)", async () => {
    const bench = await setUp();
    const id = "745672453832456001";
    const body = JSON.stringify(school(1)).replace('"schoolId":1', `"schoolId":${id}`);
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [`${body.slice(0, -1)},"id":"x"}`],
    });
    expect(await bench.push()).toMatchObject({ sent: { created: 2 }, exitStatus: 0 });
    const { url, key, secret } = bench.practice;
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
    const held = await fetch(new URL("/practice/items?path=/ed-fi/schools", url), {
      headers: { authorization },
    });
    expect(await held.text()).toContain(`"schoolId":${id}`);
  });

  test("a record shows the line on which it stands today", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("1", { birthDate: "no date" }), student("2")] });
    await bench.push();
    const [cause] = await bench.client.call("causes.list", { connection: "P" });
    expect(cause).toMatchObject({ records: 1, example: { file: "students.jsonl", line: 1 } });
    write(bench.source, {
      "students.jsonl": [student("3"), student("2"), student("1", { birthDate: "no date" })],
    });
    await scan(bench);
    const [later] = await bench.client.call("causes.list", { connection: "P" });
    expect(later).toMatchObject({ records: 1, example: { file: "students.jsonl", line: 3 } });
  });

  test("a folder that is gone is said in a sentence, and nothing is forgotten", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("1")] });
    await bench.push();
    renameSync(bench.source, `${bench.source}-away`);
    await expect(scan(bench)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("cannot be read"),
    });
    renameSync(`${bench.source}-away`, bench.source);
    expect(await bench.push()).toMatchObject({ requests: 0, sent: { unchanged: 1 } });
  });

  test("two connections to one kind of server share what was read, and not what was sent", async () => {
    const bench = await setUp();
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1)],
      "students.jsonl": [student("1")],
      "studentSchoolAssociations.jsonl": [enrollment("1", 1)],
    });
    await bench.push();
    await bench.client.call("connections.add", { name: "Q", settings: { url: bench.practice.url } });
    await bench.client.call("sources.add", { connection: "Q", folder: bench.source });
    const report = await bench.client.call("sources.scan", { connection: "Q" });
    expect(report).toMatchObject({ new: 0, unchanged: 4 });
    const preview = await bench.client.call("push.preview", { connection: "Q" });
    expect(preview).toMatchObject({ planned: 4, unchanged: 0 });
  });
});

describe("removing a connection", () => {
  test("forgets its records where nobody else sends them, and leaves the files alone", async () => {
    const bench = await setUp();
    write(bench.source, {
      "students.jsonl": [student("1"), student("2")],
      "schoolYearTypes.jsonl": [{ schoolYear: 2027 }],
    });
    expect(await bench.push()).toMatchObject({ requests: 2, exitStatus: 0 });
    await bench.client.call("connections.add", { name: "Q", settings: { url: bench.practice.url } });
    await bench.client.call("sources.add", { connection: "Q", folder: bench.source });
    await scan({ ...bench, client: bench.client });
    await bench.client.call("sources.scan", { connection: "Q" });
    await bench.client.call("connections.remove", { connection: "P" });
    expect(await bench.client.call("push.preview", { connection: "Q" })).toMatchObject({ planned: 2 });
    await bench.client.call("connections.remove", { connection: "Q" });
    await bench.core.close();
    const db = new Database(join(bench.home, "steward.db"), { readonly: true });
    for (const table of [
      "connections",
      "records",
      "states",
      "state_counts",
      "files",
      "collections",
      "record_sets",
    ]) {
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
    db.close();
    expect(readFileSync(join(bench.source, "students.jsonl"), "utf8").split("\n")).toHaveLength(3);
  });
});
