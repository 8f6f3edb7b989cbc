import { describe, expect, test } from "vitest";
import type { ProfileDefinition } from "../../electron/practice/practice.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { type Bench, setUp, student, write } from "./harness.ts";

const definitions: readonly ProfileDefinition[] = [
  {
    name: "Names-Only",
    resources: {
      students: {
        readable: "all",
        writable: { mode: "include", members: ["firstName", "lastSurname", "birthDate"] },
      },
    },
  },
  {
    name: "No-Middle-Names",
    resources: {
      students: {
        readable: "all",
        writable: { mode: "exclude", members: ["middleName", "otherNames.middleName"] },
      },
      schools: { readable: "all" },
    },
  },
];
const both = definitions.map(({ name }) => name);
const shown = async ({ client }: Bench) =>
  (await client.call("profile.show", { connection: "P" })).apiProfiles;
const choose = ({ client }: Bench, apiProfile?: string) =>
  client.call("profile.save", {
    connection: "P",
    profile: { ...(apiProfile !== undefined && { apiProfile }) },
  });
const records = {
  "students.jsonl": [student("a", { middleName: "Robin", preferredFirstName: "Sammy" })],
};
const stored = ({ practice }: Bench) => practice.items("/ed-fi/students").map(({ body }) => body);

describe.each(ServerKind.options)("API Profiles on %s", (server) => {
  test("the only one of a key counts without being chosen; what it hides is known (trap 39)", async () => {
    const bench = await setUp({ server, profileDefinitions: definitions, profiles: ["Names-Only"] });
    const { assigned, hidden, advice } = await shown(bench);
    expect(assigned).toEqual(["Names-Only"]);
    expect(hidden).toEqual([
      { resource: "/ed-fi/students", members: expect.arrayContaining(["middleName"]) },
    ]);
    const members = hidden[0]?.members ?? [];
    for (const name of ["studentUniqueId", "firstName", "lastSurname", "birthDate"])
      expect(members).not.toContain(name);
    expect(advice).toContain("dropped without a word");
    write(bench.source, records);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, failed: 0 });
    expect(stored(bench)).toEqual([student("a")]);
  });

  test("of several one has to be chosen; requests then name it for what it covers, and only for that (trap 23)", async () => {
    const bench = await setUp({ server, profileDefinitions: definitions, profiles: both });
    expect((await shown(bench)).advice).toContain("choose one");
    write(bench.source, records);
    expect(await bench.push()).toMatchObject({ exitStatus: 1, failed: 1 });
    await choose(bench, "No-Middle-Names");
    const { hidden, advice } = await shown(bench);
    expect(hidden).toEqual([
      { resource: "/ed-fi/students", members: ["middleName", "otherNames.middleName"] },
    ]);
    expect(advice).toContain("Under the API Profile No-Middle-Names the server drops what it hides");
    expect(advice).toContain("May not be sent at all: /ed-fi/schools.");
    write(bench.source, { "gradeLevelDescriptors.jsonl": [descriptor] });
    expect(await bench.push({ force: true })).toMatchObject({ exitStatus: 0, failed: 0 });
    expect(stored(bench)).toEqual([student("a", { preferredFirstName: "Sammy" })]);
  });

  test("one that the key does not have is said to be refused, before it is", async () => {
    const bench = await setUp({ server, profileDefinitions: definitions, profiles: ["Names-Only"] });
    await choose(bench, "No-Middle-Names");
    expect((await shown(bench)).advice).toContain("is none of those that the key has (Names-Only)");
    await choose(bench, "names-only");
    expect((await shown(bench)).advice).toContain("Under the API Profile names-only");
    write(bench.source, records);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, failed: 0 });
    expect(stored(bench)).toEqual([student("a")]);
  });
});

const descriptor = {
  namespace: "uri://ed-fi.org/GradeLevelDescriptor",
  codeValue: "Newly",
  shortDescription: "Newly",
};

test("a key without any has none, and plain JSON is sent", async () => {
  const bench = await setUp({ profileDefinitions: definitions });
  expect(await shown(bench)).toEqual({ assigned: [], hidden: [] });
  write(bench.source, records);
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  expect(stored(bench)).toEqual([student("a", { middleName: "Robin", preferredFirstName: "Sammy" })]);
});

test("one that the server does not show cannot be sent under, with a sentence", async () => {
  const bench = await setUp({ profileDefinitions: definitions });
  await choose(bench, "Unheard-Of");
  write(bench.source, records);
  const result = await bench.push();
  expect(result).toMatchObject({ state: "stopped", exitStatus: 3 });
  expect(result.reason).toContain('The server shows no API Profile "Unheard-Of"');
  expect(stored(bench)).toEqual([]);
});
