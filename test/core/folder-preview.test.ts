import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { enrollment, ownFolder, school, setUp, student, write } from "./harness.ts";

test("a folder is looked into before it is added: its resources, first keys and files that are none; nothing of it is kept", async () => {
  const { client } = await setUp();
  const folder = ownFolder();
  write(folder, {
    "schools.jsonl": [school(255901001), school(255901002)],
    "students/a.jsonl": [student("604821"), student("604822")],
    "students/b.jsonl": [student("604823"), ""],
    "sections.jsonl": ["no record"],
    "busPasses.jsonl": [{ id: 1 }],
    "notes.txt": ["anything"],
  });
  const enrolled = `${JSON.stringify(enrollment("604821", 255901001))}\n`;
  writeFileSync(join(folder, "studentSchoolAssociations.jsonl.gz"), gzipSync(enrolled));
  const preview = await client.call("sources.preview", { connection: "P", folder });
  expect(preview).toMatchObject({ files: 5, records: 7, unreadTotal: 1 });
  expect(preview).not.toHaveProperty("about");
  expect(preview.unread).toEqual([
    { file: "busPasses.jsonl", reason: "this server has no resource of that name" },
  ]);
  expect(preview.resources).toMatchObject([
    { resource: "/ed-fi/schools", files: 1, records: 2, first: "schoolId 255901001" },
    { resource: "/ed-fi/sections", files: 1, records: 1, problem: "the first line is not valid JSON" },
    { resource: "/ed-fi/students", files: 2, records: 3, first: "studentUniqueId 604821" },
    { resource: "/ed-fi/studentSchoolAssociations", files: 1, records: 1 },
  ]);
  const sources = await client.call("sources.list", { connection: "P" });
  expect(sources).toHaveLength(1);
  expect(sources[0]).toMatchObject({ files: 0, records: 0 });
});

test("of a long file only the beginning is read, and the rest told by its size", async () => {
  const { client } = await setUp();
  const folder = ownFolder();
  const line = `${JSON.stringify(student("604821"))}\n`;
  const lines = Math.ceil(3_000_000 / line.length);
  writeFileSync(join(folder, "students.jsonl"), line.repeat(lines));
  const preview = await client.call("sources.preview", { connection: "P", folder });
  expect(preview.about).toBe(true);
  expect(Math.abs(preview.records - lines)).toBeLessThan(lines / 100);
});

test("a folder that is not there is said to be none", async () => {
  const { client } = await setUp();
  await expect(
    client.call("sources.preview", { connection: "P", folder: join(ownFolder(), "not-there") }),
  ).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("There is no folder") });
});

test("the schools of a connection's files are told by name, once they were read", async () => {
  const { client, source } = await setUp();
  expect(await client.call("sources.schools", { connection: "P" })).toEqual([]);
  const named = (schoolId: number, nameOfInstitution: string) => school(schoolId, { nameOfInstitution });
  write(source, {
    "schools.jsonl": [named(2, "Willow School"), named(1, "Alder School"), student("604821")],
  });
  await client.call("sources.scan", { connection: "P" });
  expect(await client.call("sources.schools", { connection: "P" })).toEqual([
    { id: "1", name: "Alder School" },
    { id: "2", name: "Willow School" },
  ]);
});
