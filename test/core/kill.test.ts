import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { canonicalText, parseLossless } from "../../electron/core/model/canonical.ts";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { program, start } from "../hosts/command-line.ts";
import { expectCountsExact } from "./counts.ts";
import { atEnd, ownFolder } from "./harness.ts";

/** The acceptance test's own sizes, for a run by hand: STEWARD_FULL_SIZE=1. */
const full = process.env.STEWARD_FULL_SIZE === "1";
const kills = full ? 30 : 6;
const students = full ? 295 : 50;
/** Kills among deletes, and (every other one) among what comes back. */
const deleteRounds = full ? 10 : 2;
const concurrency = 32;
/** Outcomes that may be waiting to be stored when the process ends. */
const unstored = 500;

/** 32 bits of a linear congruence: the same kills and changes in every run. */
function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Place {
  readonly home: string;
  readonly source: string;
  readonly practice: Practice;
}

function steward({ home, practice }: Place, ...words: string[]) {
  const argv = [...words, "--credentials-from-env", "--home", home];
  return start(program, argv, { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret });
}

const canonical = (text: string) => canonicalText(parseLossless(text));
const linesOf = (file: string) => readFileSync(file, "utf8").split("\n").filter(Boolean);
const filesOf = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".jsonl"));

function serverHas({ practice }: Place, resource: string): Set<string> {
  return new Set(practice.items(resource).map(({ body }) => canonical(JSON.stringify(body))));
}

/** Records of a data folder that nobody has open: how many are marked sent, and which of these the server does not have. */
function markedSent(place: Place) {
  const db = new Database(join(place.home, "steward.db"), { readonly: true });
  try {
    const resources = db
      .prepare<[], { id: number; resource: string }>("SELECT id, resource FROM collections")
      .all();
    const sent = db
      .prepare<[number], string>(
        "SELECT r.body FROM states s JOIN records r ON r.id = s.record_id WHERE s.state = 'sent' AND r.collection_id = ?",
      )
      .pluck();
    let marked = 0;
    const missing: object[] = [];
    for (const { id, resource } of resources) {
      const has = serverHas(place, resource);
      for (const body of sent.all(id)) {
        marked += 1;
        if (!has.has(canonical(body))) missing.push({ resource, body });
      }
    }
    return { marked, missing };
  } finally {
    db.close();
  }
}

const changeable: readonly { file: string; member: string; value: (round: number) => unknown }[] = [
  { file: "courses.jsonl", member: "courseTitle", value: (round) => `Round ${round}` },
  { file: "grades.jsonl", member: "numericGradeEarned", value: (round) => round },
  {
    file: "studentSchoolAttendanceEvents.jsonl",
    member: "attendanceEventReason",
    value: (round) => `Round ${round}`,
  },
];

/** Other content in a few records of some files. Returns how many. */
function change({ source }: Place, round: number, random: (below: number) => number): number {
  let changed = 0;
  for (const { file, member, value } of changeable) {
    const lines = linesOf(join(source, file));
    for (let times = 0; times < 5; times++) {
      const at = random(lines.length);
      const body = JSON.parse(lines[at] ?? "{}");
      if (body[member] === value(round)) continue;
      lines[at] = JSON.stringify({ ...body, [member]: value(round) });
      changed += 1;
    }
    writeFileSync(join(source, file), `${lines.join("\n")}\n`);
  }
  return changed;
}

/** What leaves its files in every other change, and comes back in the one after it: nothing else refers to these. */
const leaving = [
  "studentHealths.jsonl",
  "studentSchoolAttendanceEvents.jsonl",
  "studentSectionAttendanceEvents.jsonl",
];

/** Takes the last lines out of some files, or puts back what was taken. Returns how many lines it moved. */
function leave({ source }: Place, taken: Map<string, string[]>): number {
  let moved = 0;
  for (const file of leaving) {
    const lines = linesOf(join(source, file));
    const back = taken.get(file);
    const out = back ? [] : lines.splice(-Math.ceil(lines.length / 10));
    if (back) taken.delete(file);
    else taken.set(file, out);
    writeFileSync(join(source, file), `${[...lines, ...(back ?? [])].join("\n")}\n`);
    moved += back?.length ?? out.length;
  }
  return moved;
}

const confirming = (total: number) => ["--deletes", "confirm", "--confirm-deletes", String(total)];

/** How many records a push would delete now. */
async function deletesNow(place: Place): Promise<number> {
  const { stdout } = await steward(place, "push", "P", "--dry-run", "--deletes", "preview", "--json").outcome;
  return JSON.parse(stdout).deletes.total;
}

/** The server has what the files state, and nothing else. */
function expectServerLikeFiles(place: Place) {
  for (const file of filesOf(place.source)) {
    const stated = new Set(linesOf(join(place.source, file)).map(canonical));
    const has = serverHas(place, `/ed-fi/${file.replace(".jsonl", "")}`);
    expect(has.size, file).toBe(stated.size);
    expect(
      [...stated].filter((text) => !has.has(text)),
      file,
    ).toEqual([]);
  }
}

/** Starts a push and ends it the hard way once it has come so far. False: it was at its end before. */
async function kill(place: Place, isFar: () => boolean, words: readonly string[] = []): Promise<boolean> {
  const push = steward(place, "push", "P", "--concurrency", String(concurrency), ...words);
  let ended = false;
  void push.outcome.then(() => {
    ended = true;
  });
  while (!ended && !isFar()) await pause(1);
  push.child.kill("SIGKILL");
  const { status } = await push.outcome;
  return status === null;
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

test(`${kills} kills at any moment of a push: nothing is lost, nothing is taken for sent that is not, little is sent twice (defect 3)`, {
  timeout: full ? 3_600_000 : 120_000,
}, async () => {
  const folder = ownFolder();
  // Tokens of killed processes stay alive on the server, which gives a key no more than fifteen: short ones here.
  const practice = await startPractice({ seed: 1, latency: 3, tokenSeconds: 20 });
  atEnd(practice.close);
  const place = { home: join(folder, "home"), source: join(folder, "district"), practice };
  const { records } = await generateDistrict(place.source, { students, seed: 1 });
  expect((await steward(place, "connection", "add", "P", "--url", practice.url).outcome).status).toBe(0);
  const lists = leaving.map((file) => file.replace(".jsonl", "")).join();
  const source = steward(place, "source", "add", "P", place.source, "--complete", lists);
  expect((await source.outcome).status).toBe(0);

  const random = seeded(7);
  const posts = () => practice.counts().writes;
  const atFirst = posts();
  const perKill: number[] = [];
  let statements = records;
  for (let round = 0; round < kills; round++) {
    const before = posts();
    const far = before + 1 + random(Math.ceil((2 * records) / kills));
    // The first one ends while the files are being read, before anything was sent.
    const log = join(place.home, "steward.db-wal");
    await kill(place, round === 0 ? () => sizeOf(log) > 500_000 : () => posts() >= far);
    expect(markedSent(place).missing).toEqual([]);
    perKill.push(posts() - before);
    if (round % 2 === 1) statements += change(place, round, random);
  }

  const last = await steward(place, "push", "P", "--json").outcome;
  const result = JSON.parse(last.stdout);
  expect(result).toMatchObject({
    state: "done",
    exitStatus: 0,
    failed: 0,
    blocked: 0,
    waiting: 0,
    unknown: 0,
    left: 0,
  });
  expectServerLikeFiles(place);
  expectCountsExact(place.home);
  expect(markedSent(place)).toEqual({ marked: records, missing: [] });

  const twice = posts() - atFirst - statements;
  const figures = {
    records,
    kills,
    requests: posts() - atFirst,
    byStatus: practice.counts().byStatus,
    statements,
    twice,
    perKill,
  };
  if (full) console.log(JSON.stringify(figures));
  expect(twice, JSON.stringify(figures)).toBeLessThanOrEqual(kills * (unstored + concurrency));
  const quiet = JSON.parse((await steward(place, "push", "P", "--json").outcome).stdout);
  expect(quiet).toMatchObject({ requests: 0, exitStatus: 0 });

  const taken = new Map<string, string[]>();
  const deletes = { kills: 0, requests: 0, twice: 0 };
  for (let round = 0; round < deleteRounds; round++) {
    const before = posts();
    const moved = leave(place, taken);
    const wanted = moved + change(place, kills + round, random);
    const words = taken.size > 0 ? confirming(moved) : [];
    const far = before + 1 + random(wanted - 1);
    if (await kill(place, () => posts() >= far, words)) deletes.kills += 1;
    expect(markedSent(place).missing).toEqual([]);
    const rest = taken.size > 0 ? confirming(await deletesNow(place)) : [];
    const end = JSON.parse((await steward(place, "push", "P", "--json", ...rest).outcome).stdout);
    expect(end).toMatchObject({ state: "done", causes: [], exitStatus: 0, failed: 0, unknown: 0, left: 0 });
    expectServerLikeFiles(place);
    expectCountsExact(place.home);
    deletes.requests += posts() - before;
    deletes.twice += posts() - before - wanted;
  }
  if (full) console.log(JSON.stringify({ deletes }));
  expect(deletes.twice).toBeLessThanOrEqual(deleteRounds * (unstored + concurrency));
});
