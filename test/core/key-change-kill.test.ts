import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { canonicalText } from "../../electron/core/model/canonical.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { program, start } from "../hosts/command-line.ts";
import { expectCountsExact } from "./counts.ts";
import { atEnd, ownFolder, write } from "./harness.ts";
import { firstNames, keyedDistrict } from "./key-change-district.ts";

const full = process.env.STEWARD_FULL_SIZE === "1";
/** Writes after which a push is killed: making a student anew takes eight, and the session's new name one. */
const killAt = full ? [1, 2, 3, 4, 5, 6, 7, 8] : [2, 4, 7];

test("a plan that is killed in the middle goes on with the next push, without another word and without an orphan", {
  timeout: 120_000,
}, async () => {
  const folder = ownFolder();
  const practice = await startPractice({ latency: 25, tokenSeconds: 20 });
  atEnd(practice.close);
  const [home, source] = [join(folder, "home"), join(folder, "district")];
  mkdirSync(source);
  const steward = (...words: string[]) =>
    start(program, [...words, "--credentials-from-env", "--home", home], {
      STEWARD_KEY: practice.key,
      STEWARD_SECRET: practice.secret,
    });
  const writes = () => practice.counts().writes;
  const kill = async (after: number, ...words: string[]) => {
    const push = steward(...words);
    let ended = false;
    void push.outcome.then(() => {
      ended = true;
    });
    while (!ended && writes() < after) await pause(1);
    push.child.kill("SIGKILL");
    return (await push.outcome).status === null;
  };
  const ids = Object.keys(keyedDistrict()).map((name) => `${name.replace(".jsonl", "")}=sourceKey`);
  write(source, keyedDistrict());
  expect((await steward("connection", "add", "P", "--url", practice.url).outcome).status).toBe(0);
  expect((await steward("source", "add", "P", source, "--source-id", ids.join()).outcome).status).toBe(0);
  expect((await steward("push", "P").outcome).status).toBe(0);

  let kills = 0;
  const bare: object[] = [];
  let before = keyedDistrict();
  for (const [round, at] of killAt.entries()) {
    const names = { ...firstNames, student: `${2000 + round}`, session: `Session ${round}` };
    write(source, keyedDistrict(names));
    if (await kill(writes() + at, "push", "P", "--key-changes", "confirm", "--concurrency", "2")) kills += 1;
    const { stdout } = await steward("push", "P", "--json").outcome;
    expect(JSON.parse(stdout)).toMatchObject({ state: "done", failed: 0, blocked: 0, unknown: 0, left: 0 });
    bare.push(before["students.jsonl"]?.[0] ?? {});
    before = keyedDistrict(names);
    for (const [name, lines] of Object.entries(before)) {
      const has = practice.items(`/ed-fi/${name.replace(".jsonl", "")}`).map(({ body }) => text(body));
      const wanted = name === "students.jsonl" ? [...lines, ...bare] : lines;
      expect(has.sort(), `${name}, round ${round}`).toEqual(wanted.map(text).sort());
    }
    const { stdout: listed } = await steward("keychanges", "P", "--json").outcome;
    expect(JSON.parse(listed)).toMatchObject({ recreations: 0, renames: [] });
    expectCountsExact(home);
  }
  expect(kills).toBeGreaterThan(killAt.length / 2);
});

const text = (body: object) => canonicalText({ ...body, sourceKey: undefined, id: undefined });
