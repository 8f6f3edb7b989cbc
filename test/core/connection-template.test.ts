import fc from "fast-check";
import { expect, test } from "vitest";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import type { Topic } from "../../shared/domain/dictionary.ts";
import { everything, type Profile } from "../../shared/domain/profile.ts";
import type { ConnectionTemplate } from "../../shared/domain/template.ts";
import { setUp } from "./harness.ts";

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,20}[A-Za-z0-9]$/);
const types = ["/ed-fi/gradeLevelDescriptors", "/ed-fi/sexDescriptors", "/tpdm/aidTypeDescriptors"];
const paths = ["/ed-fi/students", "/ed-fi/grades", "/tpdm/candidates"];
const uri = fc.tuple(fc.constantFrom("uri://ed-fi.org", "uri://state.us"), word).map(([owner, code]) => ({
  uri: `${owner}/XDescriptor#${code}`,
  namespace: `${owner}/XDescriptor`,
  codeValue: code,
}));

const settings = fc
  .record(
    {
      url: fc.constantFrom("https://api.state.us/v7.3/api", "https://h.example.org"),
      year: fc.integer({ min: 1990, max: 2199 }),
      tenant: fc.constantFrom("west", "east-1"),
      context: fc.constantFrom("2027", "255901/2027"),
      caFile: fc.constantFrom("C:\\steward\\ca.pem", "/etc/ca.pem"),
      proxy: fc.constant("http://proxy.district.org:8080"),
      otherUrls: fc.uniqueArray(fc.constantFrom("https://a.state.us", "https://b.state.us")),
      requestsPerSecond: fc.integer({ min: 1, max: 1000 }),
      concurrency: fc.integer({ min: 1, max: 1024 }),
    },
    { requiredKeys: ["url"] },
  )
  .map((given) => ConnectionSettings.parse(given));

const profile: fc.Arbitrary<Profile> = fc.oneof(
  fc.constant(everything),
  fc.record({
    extensions: fc.oneof(fc.constant("all" as const), fc.uniqueArray(fc.constantFrom("tpdm", "tx"))),
    off: fc.uniqueArray(fc.constantFrom(...paths)),
    owners: fc.dictionary(
      fc.constantFrom(...paths),
      fc.record({ owner: fc.constantFrom("other" as const, "unused" as const) }),
    ),
  }),
);

const server = fc.record({
  resources: fc.uniqueArray(fc.constantFrom(...types, ...paths)),
  extensions: fc.uniqueArray(fc.constantFrom("tpdm", "tx")),
  descriptors: fc.uniqueArray(
    fc.record({
      type: fc.constantFrom(...types),
      values: fc.uniqueArray(
        fc.record({ value: uri, shortDescription: word, description: word }).map(({ value, ...rest }) => ({
          ...value,
          ...rest,
        })),
        { selector: (value) => value.uri },
      ),
    }),
    { selector: ({ type }) => type },
  ),
});

const template: fc.Arbitrary<ConnectionTemplate> = fc
  .record({
    name: word,
    settings,
    profile,
    mappings: fc.uniqueArray(
      fc
        .record({ type: fc.constantFrom(...types), code: word, value: uri })
        .map(({ type, code, value }) => ({ type, code, uri: value.uri })),
      { selector: ({ type, code }) => `${type} ${code}` },
    ),
    server,
  })
  .map((given) => ({
    format: "steward-connection" as const,
    version: 1 as const,
    exportedAt: "2026-11-22T10:42:00.000Z",
    notes: [],
    ...given,
  }));

const inOrder = <T extends { type: string; code: string }>(list: readonly T[]) =>
  list.toSorted((one, other) => (`${one.type} ${one.code}` < `${other.type} ${other.code}` ? -1 : 1));

test("what was imported is exported as it was: settings, profile, mappings and what its server had", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  let number = 0;
  await fc.assert(
    fc.asyncProperty(template, async (given) => {
      number += 1;
      const name = `Imported ${number}`;
      const { connection, mappings, steps } = await client.call("connections.import", {
        name,
        template: JSON.parse(JSON.stringify(given)),
      });
      expect([steps, mappings, connection.clonedFrom]).toEqual([[], given.mappings.length, given.name]);
      const exported = await client.call("connections.export", { connection: name });
      expect(exported.settings).toEqual(given.settings);
      expect(exported.profile).toEqual(given.profile);
      expect(exported.server).toEqual(given.server);
      expect(inOrder(exported.mappings)).toEqual(inOrder(given.mappings));
      await client.call("connections.remove", { connection: name });
    }),
    { numRuns: 40 },
  );
});

test("an exported connection becomes another one that works, and holds no key, secret or record", async () => {
  const bench = await setUp({}, { credentials: "keychain" });
  const { client, practice } = bench;
  const mapping = { type: "/ed-fi/gradeLevelDescriptors", code: "09", uri: ninthGrade };
  await client.call("descriptors.map", { connection: "P", mappings: [mapping] });
  await client.call("profiles.name", { connection: "P", name: "District" });
  const exported = await client.call("connections.export", { connection: "P" });
  const text = JSON.stringify(exported);
  for (const secret of [practice.key, practice.secret]) expect(text).not.toContain(secret);
  expect(exported).toMatchObject({ name: "P", profileName: "District", mappings: [mapping] });
  expect(exported.server.resources).toContain("/ed-fi/students");
  expect(exported.server.descriptors.length).toBeGreaterThan(50);

  practice.descriptors.remove(ninthGrade);
  const { key, secret } = practice;
  const copied = await client.call("connections.import", {
    name: "Colleague",
    template: JSON.parse(text),
    credentials: { key, secret },
  });
  expect(copied).toMatchObject({ mappings: 1, connection: { clonedFrom: "P" } });
  expect(copied.differences?.descriptors).toEqual([
    {
      type: "/ed-fi/gradeLevelDescriptors",
      added: [],
      gone: [{ uri: ninthGrade, mappedFrom: ["09"] }],
      changed: [],
    },
  ]);
  expect(await client.call("profile.show", { connection: "Colleague" })).toMatchObject({ name: "District" });
});

test("notes to the dictionary go along, and take no place of what is written there already", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  const note = (topic: Topic, text: string) => client.call("dictionary.note", { topic, text });
  await note("permission.action", "Call the state's desk on Tuesdays.");
  await note("server.busy", "Mornings are bad.");
  const template = await client.call("connections.export", { connection: "P" });
  await note("permission.action", "");
  await note("server.busy", "Evenings are bad.");
  await client.call("connections.import", { name: "Q", template });
  const noteOf = async (topic: Topic) => (await client.call("dictionary.explain", { topic })).note;
  expect(await noteOf("permission.action")).toBe("Call the state's desk on Tuesdays.");
  expect(await noteOf("server.busy")).toBe("Evenings are bad.");
  // Files that were written before there were notes.
  const { notes: _, ...older } = template;
  await client.call("connections.import", { name: "R", template: older });
});

const ninthGrade = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";

test("a template carries nobody's consent to send a key elsewhere", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  const { settings } = await client.call("connections.show", { connection: "P" });
  const trusting = { ...settings, trustedOrigins: ["https://data.example.org"] };
  await client.call("connections.update", { connection: "P", settings: trusting });
  const template = await client.call("connections.export", { connection: "P" });
  expect(template.settings.trustedOrigins).toEqual([]);
  const planted = { ...template, settings: trusting };
  const { connection } = await client.call("connections.import", { name: "Q", template: planted });
  expect(connection.settings.trustedOrigins).toEqual([]);
});

test("what a template holds is told before anything is made of it", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  const mappings = ["09", "9th"].map((code) => ({
    type: "/ed-fi/gradeLevelDescriptors",
    code,
    uri: ninthGrade,
  }));
  await client.call("descriptors.map", { connection: "P", mappings });
  const owners = { "/ed-fi/staffs": { owner: "other" as const } };
  const profile = { extensions: ["sample"], off: ["/ed-fi/grades", "/ed-fi/staffs"], owners };
  await client.call("profile.save", { connection: "P", profile });
  await client.call("schedule.set", { connection: "P", schedule });
  const template = await client.call("connections.export", { connection: "P" });
  const content = await client.call("connections.readTemplate", {
    template: { ...template, settings: { ...template.settings, trustedOrigins: ["https://x.example.org"] } },
  });
  expect(content).toMatchObject({
    name: "P",
    settings: { url: template.settings.url, trustedOrigins: [] },
    extensions: ["sample"],
    unsent: 2,
    hasSchedule: true,
    mappings: 2,
    mappedTypes: 1,
    resources: template.server.resources.length,
  });
  expect(await client.call("connections.list", {})).toHaveLength(1);
});

const schedule = { timing: { kind: "every" as const, minutes: 10 }, timeZone: "America/Chicago" };

test("a schedule goes along, and waits for the first sync of the copy", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  await client.call("schedule.set", { connection: "P", schedule });
  await client.call("connections.clone", { connection: "P", name: "Q" });
  const template = await client.call("connections.export", { connection: "P" });
  await client.call("connections.import", { name: "R", template });
  for (const connection of ["Q", "R"])
    expect(await client.call("schedule.show", { connection })).toMatchObject({
      schedule,
      waits: "first sync",
    });
});

test("a schedule that is none is refused with the template", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  const template = await client.call("connections.export", { connection: "P" });
  const never = { ...schedule, timing: { kind: "at" as const, cron: "0 0 31 2 *" } };
  const given = { name: "Q", template: { ...template, schedule: never } };
  await expect(client.call("connections.import", given)).rejects.toThrow("That time never comes");
  expect(await client.call("connections.list", {})).toHaveLength(1);
});

test("a profile's name that stands for something else here is left alone", async () => {
  const { client } = await setUp({}, { credentials: "keychain" });
  await client.call("profiles.name", { connection: "P", name: "District" });
  const exported = await client.call("connections.export", { connection: "P" });
  const template = { ...exported, profile: { ...exported.profile, off: ["/ed-fi/grades"] } };
  await client.call("connections.import", { name: "Q", template });
  expect((await client.call("connections.export", { connection: "Q" })).profile.off).toEqual([
    "/ed-fi/grades",
  ]);
  expect((await client.call("connections.export", { connection: "P" })).profile.off).toEqual([]);
  expect((await client.call("connections.export", { connection: "Q" })).profileName).toBeUndefined();
});

test.each([
  ["of another program", { format: "something else" }, /This file is no connection template/],
  ["that is no object", "text", /This file is no connection template/],
  [
    "of a newer Steward",
    { format: "steward-connection", version: 2 },
    /written by a newer Steward\. Update Steward/,
  ],
  ["that is damaged", { format: "steward-connection", version: 1 }, /This template is damaged at "name"/],
])("a file %s is refused with a sentence, also where it is only looked at", async (_, template, sentence) => {
  const { client } = await setUp({}, { credentials: "keychain" });
  const refusal = { code: "invalid-input", message: expect.stringMatching(sentence) };
  await expect(client.call("connections.readTemplate", { template })).rejects.toMatchObject(refusal);
  await expect(client.call("connections.import", { name: "Q", template })).rejects.toMatchObject(refusal);
  expect(await client.call("connections.list", {})).toHaveLength(1);
});
