import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCore } from "../../electron/core/core.ts";
import { canonicalText, parseLossless } from "../../electron/core/model/canonical.ts";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { createClient } from "../../shared/client.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { expectCountsExact } from "./counts.ts";
import { atEnd, ownFolder } from "./harness.ts";

const full = process.env.STEWARD_FULL_SIZE === "1";
const students = full ? 100 : 4;
const grade = "/ed-fi/gradeLevelDescriptors";
const written = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";

interface Place {
  readonly name: string;
  readonly source: string;
  readonly practice: Practice;
  readonly records: number;
  /** What this connection alone maps "Ninth grade" to. */
  readonly mapped: string;
}

const canonical = (text: string) => canonicalText(parseLossless(text));

/** Each with a district of its own seed, a server of its own, a key of its own. */
async function makePlaces(folder: string): Promise<Place[]> {
  const places: Place[] = [];
  for (const [index, server] of [...ServerKind.options, ...ServerKind.options].entries()) {
    const source = join(folder, `district ${index}`);
    mkdirSync(source);
    const { records } = await generateDistrict(source, { students, seed: 100 + index });
    const practice = await startPractice({ server, seed: index });
    atEnd(practice.close);
    const codeValue = `Ninth grade of ${index}`;
    practice.descriptors.add(grade, { namespace: "uri://ed-fi.org/GradeLevelDescriptor", codeValue });
    const mapped = `uri://ed-fi.org/GradeLevelDescriptor#${codeValue}`;
    places.push({ name: `Server ${index}`, source, practice, records, mapped });
  }
  return places;
}

/** What a server must have in the end, by resource: the lines of its own folder, with its own mapping. */
function expectServerHasItsDistrict({ source, practice, mapped }: Place) {
  let found = 0;
  for (const file of readdirSync(source).filter((name) => name.endsWith(".jsonl"))) {
    const lines = readFileSync(join(source, file), "utf8").split("\n").filter(Boolean);
    const items = practice.items(`/ed-fi/${file.replace(".jsonl", "")}`);
    const has = items.map(({ body }) => canonical(JSON.stringify(body)));
    const wanted = lines.map((line) => canonical(line.replaceAll(written, mapped)));
    expect(has.toSorted(), file).toEqual(wanted.toSorted());
    found += items.length;
  }
  return found;
}

test("ten connections over five kinds of server push at the same time: each server gets its own data, with one token each", {
  timeout: 600_000,
}, async () => {
  const folder = ownFolder();
  const home = join(folder, "home");
  mkdirSync(home);
  atEnd(() => expectCountsExact(home));
  const places = await makePlaces(folder);
  const core = createCore({
    home,
    credentials: "keychain",
    reportBug: (error) => {
      throw error;
    },
  });
  atEnd(core.close);
  const client = createClient(core);
  for (const { name, source, practice, mapped } of places) {
    const { url, key, secret } = practice;
    await client.call("connections.add", { name, settings: { url }, credentials: { key, secret } });
    await client.call("sources.add", { connection: name, folder: source });
    const mappings = [{ type: grade, code: written, uri: mapped }];
    await client.call("descriptors.map", { connection: name, mappings });
  }

  const runs = await Promise.all(places.map(({ name }) => client.call("push.start", { connection: name })));
  const results = await Promise.all(runs.map(({ id }) => client.call("runs.result", { run: id })));

  for (const [index, place] of places.entries()) {
    const { practice, records } = place;
    expect(results[index], place.name).toMatchObject({ exitStatus: 0, sent: { created: records } });
    expect(expectServerHasItsDistrict(place), place.name).toBe(records);
    expect(practice.tokens(), place.name).toMatchObject({ asked: 1, refused: 0 });
  }
  const again = await Promise.all(places.map(({ name }) => client.call("push.start", { connection: name })));
  for (const { id } of again)
    expect(await client.call("runs.result", { run: id })).toMatchObject({ requests: 0, tokens: 0 });
});
