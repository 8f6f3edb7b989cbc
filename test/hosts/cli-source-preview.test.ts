import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { FolderPreview } from "../../shared/domain/source.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

const preview: FolderPreview = {
  folder: "/edfi/out",
  files: 3,
  records: 41_234,
  about: true,
  resources: [
    { resource: "/ed-fi/schools", files: 1, records: 12, first: "schoolId 255901001" },
    { resource: "/ed-fi/students", files: 2, records: 41_222, about: true, first: "studentUniqueId 604821" },
  ],
  unread: [],
  unreadTotal: 0,
};
const look = (found: FolderPreview, ...more: string[]) => {
  const core = fakeCore({ preview: found });
  return runHere(["source", "preview", "State", "out", ...more], { core }).then((ended) => ({
    ...ended,
    core,
  }));
};

test("looking into a folder tells about how many records of which resources it holds, and no key of any", async () => {
  const { status, stdout, core } = await look(preview);
  expect(core.asked[0]).toEqual({
    name: "sources.preview",
    input: { connection: "State", folder: resolve("out") },
  });
  expect(core.asked).toHaveLength(1);
  expect(status).toBe(0);
  expect(stdout).toContain("/edfi/out holds about 41,234 records in 3 files.");
  expect(stdout).toMatch(/^\/ed-fi\/schools +1 +12$/m);
  expect(stdout).toMatch(/^\/ed-fi\/students +2 +about 41,222$/m);
  expect(stdout).toContain("'steward source add State \"/edfi/out\"'");
  expect(stdout).not.toMatch(/255901001|604821/);
});

test("with --json it is one document, without keys and without a file's name that may be a person's", async () => {
  const unread = [{ file: "Jane Doe.jsonl", reason: "this server has no resource of that name" }];
  const { status, stdout } = await look({ ...preview, unread, unreadTotal: 1 }, "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    records: 41_234,
    about: true,
    resources: [{ resource: "/ed-fi/schools", files: 1, records: 12 }, { records: 41_222 }],
    unreadTotal: 1,
  });
  expect(stdout).not.toMatch(/255901001|604821|Jane/);
});

test("what would not be read, and whose first line is no record, is said with its reason, and ends with 1", async () => {
  const [school] = preview.resources;
  const wrong = {
    resource: "/ed-fi/sections",
    files: 1,
    records: 1,
    problem: "the first line is not valid JSON",
  };
  const found = await look({ ...preview, resources: school ? [school, wrong] : [] });
  expect(found.status).toBe(1);
  expect(found.stdout).toMatch(/^\/ed-fi\/sections +1 +1 +the first line is not valid JSON$/m);
  const unread = [{ file: "busPasses.jsonl", reason: "this server has no resource of that name" }];
  const nothing = { ...preview, files: 0, records: 0, resources: [], unread, unreadTotal: 21 };
  const { status, stdout } = await look(nothing);
  expect(status).toBe(1);
  expect(stdout).toContain("/edfi/out holds no files of this server's resources.");
  expect(stdout).toContain("21 files would not be read; the first 1:");
  expect(stdout).toMatch(/^busPasses\.jsonl +this server has no resource/m);
});
