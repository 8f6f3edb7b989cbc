import { describe, expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { practiceSchoolYear } from "../../electron/practice/model/school-year.ts";
import { AppError } from "../../shared/errors.ts";
import { another, pairOf, setUpKept } from "./another-server.ts";
import { agency, school, write } from "./harness.ts";
import { entries } from "./memory-keychain.ts";

describe("a clone", () => {
  test("without credentials is there, and says before anything is sent that key and secret are to be entered", async () => {
    const bench = await setUpKept();
    const { client, practice } = bench;
    write(bench.source, { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1)] });
    await client.call("sources.scan", { connection: "P" });
    const next = await another();
    const copied = await client.call("connections.clone", {
      connection: "P",
      name: "Q",
      url: next.url,
      sources: true,
    });
    expect(copied).toMatchObject({ steps: [], connection: { name: "Q", clonedFrom: "P" } });
    expect(copied.connection.key).toBeUndefined();
    expect(copied.differences).toBeUndefined();
    const wanted = /"Q" has no key and secret yet\. Enter them/;
    for (const asked of [
      client.call("push.start", { connection: "Q" }),
      client.call("descriptors.pull", { connection: "Q" }),
      client.call("permissions.show", { connection: "Q", refresh: true }),
    ])
      await expect(asked).rejects.toThrow(wanted);
    expect(next.tokens().asked).toBe(0);
    // It works before its server is reached: profile, sources, a preview.
    expect((await client.call("profile.show", { connection: "Q" })).resources.length).toBeGreaterThan(100);
    expect(await client.call("push.preview", { connection: "Q" })).toMatchObject({ planned: 2 });
    const differences = await client.call("connections.differences", { connection: "Q" });
    expect(differences.notCompared.join(" ")).toContain("has not been asked yet");
    const seen = await client.call("connections.differences", { connection: "Q", refresh: true });
    expect(seen.notCompared.join(" ")).toContain("values have not been read from the server yet");
    const { steps } = await client.call("connections.test", { connection: "Q" });
    expect(steps.at(-1)).toMatchObject({ step: "token", ok: false, advice: expect.stringMatching(wanted) });
    expect(next.tokens().asked).toBe(0);

    await client.call("connections.rotate", { connection: "Q", credentials: pairOf(next) });
    const run = await client.call("push.start", { connection: "Q" });
    expect(await client.call("runs.result", { run: run.id })).toMatchObject({ exitStatus: 0 });
    expect(next.items("/ed-fi/schools")).toHaveLength(1);
    expect(practice.items("/ed-fi/schools")).toHaveLength(0);
    const after = await client.call("connections.differences", { connection: "Q" });
    expect(after).toMatchObject({ descriptors: [], resources: { added: [], gone: [] } });
  });

  test("has a profile of its own, or the same named one, and the settings but for what belongs to the old address", async () => {
    const bench = await setUpKept();
    const { client } = bench;
    const off = { extensions: "all" as const, off: ["/ed-fi/grades"], owners: {} };
    await client.call("profile.save", { connection: "P", profile: off });
    const { settings } = await client.call("connections.show", { connection: "P" });
    await client.call("connections.update", {
      connection: "P",
      settings: { ...settings, concurrency: 7, keyReminderDays: 30 },
    });
    await client.call("connections.clone", { connection: "P", name: "Own" });
    await client.call("profile.save", { connection: "Own", profile: { ...off, off: [] } });
    expect((await client.call("profile.show", { connection: "P" })).profile.off).toEqual(["/ed-fi/grades"]);

    await client.call("profiles.name", { connection: "P", name: "District" });
    await client.call("connections.clone", { connection: "P", name: "Shared" });
    expect(await client.call("profile.show", { connection: "Shared" })).toMatchObject({ name: "District" });
    const shared = await client.call("connections.show", { connection: "Shared" });
    expect(shared.settings).toMatchObject({ url: settings.url, concurrency: 7, keyReminderDays: 30 });
    const [entry] = await client.call("audit.list", { connection: "Shared" });
    expect(entry).toMatchObject({ what: 'cloned from "P"', connection: "Shared" });
  });

  test("leaves allowed origins behind, and other servers when it goes to another address", async () => {
    const bench = await setUpKept();
    const { client, practice } = bench;
    const { settings } = await client.call("connections.show", { connection: "P" });
    const otherUrls = [practice.url.replace("127.0.0.1", "localhost")];
    const spread = { ...settings, otherUrls, trustedOrigins: ["https://data.example.org"] };
    await client.call("connections.update", { connection: "P", settings: spread });
    const same = await client.call("connections.clone", { connection: "P", name: "Same place" });
    expect(same.connection.settings).toMatchObject({ trustedOrigins: [], otherUrls });
    const moved = await client.call("connections.clone", {
      connection: "P",
      name: "Elsewhere",
      url: "https://next.example.org/api",
    });
    expect(moved.connection.settings).toMatchObject({ trustedOrigins: [], otherUrls: [] });
  });

  test("sends its key to another origin only where that was said of it, in the same step", async () => {
    const bench = await setUpKept();
    const { client, practice } = bench;
    const data = new URL(practice.url).origin;
    const front = await another({ ...pairOf(practice), oddities: { derivedOrigin: data } });
    const copy = { connection: "P", name: "Q", url: front.url, credentials: pairOf(practice) };
    const asked = practice.tokens().asked;
    await expect(client.call("connections.clone", copy)).rejects.toMatchObject({
      code: "unusable",
      details: {
        steps: expect.arrayContaining([
          expect.objectContaining({ step: "discovery", suggestion: { trustOrigin: data } }),
        ]),
      },
    });
    expect(practice.tokens().asked).toBe(asked);
    expect(await client.call("connections.list", {})).toHaveLength(1);

    const allowed = await client.call("connections.clone", { ...copy, trustedOrigins: [data] });
    expect(allowed.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(allowed.connection.settings.trustedOrigins).toEqual([data]);
    const [entry] = await client.call("audit.list", { connection: "Q" });
    expect(entry?.changes).toContainEqual({ field: "trustedOrigins", to: data });

    // What was said of that copy's key is not said of the next one's.
    const again = { ...copy, connection: "Q", name: "R", url: undefined };
    await expect(client.call("connections.clone", again)).rejects.toMatchObject({ code: "unusable" });
    const template = await client.call("connections.export", { connection: "Q" });
    const file = { template, name: "S", credentials: pairOf(practice) };
    await expect(client.call("connections.import", file)).rejects.toMatchObject({ code: "unusable" });
    const imported = await client.call("connections.import", { ...file, trustedOrigins: [data] });
    expect(imported.connection.settings).toMatchObject({ url: front.url, trustedOrigins: [data] });
  });

  test("is not made when the new server does not know the key, or the name is taken", async () => {
    const bench = await setUpKept();
    const { client, practice } = bench;
    const wrong = { connection: "P", name: "Q", credentials: { key: practice.key, secret: "wrong" } };
    const refusal = await client.call("connections.clone", wrong).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({
      code: "unusable",
      message: expect.stringContaining("Nothing was copied."),
    });
    await expect(client.call("connections.clone", { connection: "P", name: "p" })).rejects.toThrow(
      'There is a connection "P" already',
    );
    expect(await client.call("connections.list", {})).toHaveLength(1);
    expect([...entries.keys()].filter((account) => !account.endsWith(" token"))).toHaveLength(1);
  });

  test("is told that the files hold another year than the address says", async () => {
    const bench = await setUpKept({ pathLayout: { context: "2026" } });
    const { client } = bench;
    const calendar = (schoolYear: number) => ({
      calendarCode: `main ${schoolYear}`,
      schoolReference: { schoolId: 1 },
      schoolYearTypeReference: { schoolYear },
      calendarTypeDescriptor: "uri://ed-fi.org/CalendarTypeDescriptor#School",
    });
    write(bench.source, { "calendars.jsonl": [calendar(2026)] });
    await client.call("sources.scan", { connection: "P" });
    const next = await another({ pathLayout: { context: "2027" } });
    const { differences } = await client.call("connections.clone", {
      connection: "P",
      name: "Q",
      url: next.url,
      sources: true,
      credentials: pairOf(next),
    });
    expect(differences?.years).toEqual({
      inData: [2026],
      ofServer: 2027,
      advice: expect.stringContaining("Your files hold 2026, the server's address says 2027."),
    });
    write(bench.source, { "calendars.jsonl": [calendar(2026), calendar(2027)] });
    await client.call("sources.scan", { connection: "Q" });
    const both = await client.call("connections.differences", { connection: "Q" });
    expect(both.years.advice).toContain("Your files hold 2026 beside 2027");
    write(bench.source, { "calendars.jsonl": [calendar(2027)] });
    await client.call("sources.scan", { connection: "Q" });
    const right = await client.call("connections.differences", { connection: "Q" });
    expect(right.years).toEqual({ inData: [2027], ofServer: 2027 });
  });

  test("finds the one year of a whole district's files, whatever years its students' records are of", async () => {
    const bench = await setUpKept();
    await generateDistrict(bench.source, { students: 30, seed: 1 });
    await bench.client.call("sources.scan", { connection: "P" });
    await bench.client.call("connections.clone", { connection: "P", name: "Q", sources: true });
    const { years } = await bench.client.call("connections.differences", { connection: "Q" });
    expect(years).toEqual({ inData: [practiceSchoolYear] });
    expect((await bench.client.call("permissions.show", { connection: "P" })).gaps).toEqual([]);
  });

  test("puts another year where the original has its own", async () => {
    const { client } = await setUpKept({ pathLayout: { context: "2026" } });
    const { settings } = await client.call("connections.show", { connection: "P" });
    const clone = async (name: string, place: { year?: number; url?: string; context?: string }) =>
      (await client.call("connections.clone", { connection: "P", name, ...place })).connection.settings;
    const { origin } = new URL(settings.url);
    expect(await clone("By its address", { year: 2027 })).toMatchObject({ url: `${origin}/2027` });
    const outright = await clone("By context", { url: origin, context: "2027" });
    expect(outright).toMatchObject({ url: origin, context: "2027" });
    expect(outright.year).toBeUndefined();
  });

  test("says which extensions and resources the new server has or lacks", async () => {
    const bench = await setUpKept({ extensions: ["sample"] });
    const next = await another();
    const { differences } = await bench.client.call("connections.clone", {
      connection: "P",
      name: "Q",
      url: next.url,
      credentials: pairOf(next),
    });
    expect(differences?.extensions).toEqual({ added: [], gone: ["sample"] });
    expect(differences?.resources.added).toEqual([]);
    expect(differences?.resources.gone.length).toBeGreaterThan(0);
    expect(differences?.resources.gone.filter((path) => !path.startsWith("/sample/"))).toEqual([]);
    expect(differences?.notCompared.join(" ")).toContain("school year");
  });
});
