import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { recordId } from "../../electron/core/sources/records-store.ts";
import { createStores } from "../../electron/core/stores.ts";
import { readCandidates } from "../../electron/core/sync/candidates.ts";
import { plannedIn } from "../../electron/core/sync/plan.ts";
import { readIntent } from "../../electron/core/sync/selection-plan.ts";
import { createWorld } from "../../electron/core/sync/world.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { everything } from "../../shared/domain/profile.ts";
import { choosesRecords, PushRequest } from "../../shared/domain/run.ts";

const attendance = "/ed-fi/studentSchoolAttendanceEvents";
const students = "/ed-fi/students";
const paths = [attendance, students] as const;
const { resources, descriptors } = builtInDocuments("ods-7.3");
const whole = readModel([resources, descriptors]);
const model = {
  ...whole,
  resources: whole.resources.filter(({ path }) => paths.some((one) => one === path)),
};

const db = new Database(":memory:");
for (const step of migrations) db.exec(step);
db.exec(`
  INSERT INTO models (id, signature, model) VALUES (1, 'two resources', '{}');
  INSERT INTO record_sets (id, folder, format, model_id) VALUES (1, 'district', 'jsonl', 1);
  INSERT INTO connections (id, uid, name, settings, created_at) VALUES (1, 'a', 'A', '{}', ''), (2, 'b', 'B', '{}', '');`);
const stores = createStores(db, "environment");
afterAll(() => db.close());

const states = ["new", "sent", "changed", "failed", "blocked", "waiting", "unknown", "gone"] as const;
const due: readonly string[] = ["new", "changed", "failed", "blocked", "waiting", "unknown"];
const causes = [1, 2];
const time = fc.integer({ min: 1, max: 6 });
const anyRecord = fc
  .record({
    path: fc.constantFrom(...paths),
    state: fc.constantFrom(...states),
    day: fc.option(fc.integer({ min: 20_000, max: 20_005 })),
    changedAt: fc.option(time),
    cause: fc.option(fc.constantFrom(...causes)),
    status: fc.option(fc.constant(400)),
    at: time,
  })
  .map((drawn) => {
    const { state, cause } = drawn;
    const isTroubled = ["failed", "blocked", "waiting", "unknown"].includes(state);
    return {
      ...drawn,
      day: drawn.path === attendance ? drawn.day : null,
      cause: isTroubled ? cause : null,
      formerCause: state === "changed" ? cause : null,
    };
  });
type Drawn = typeof anyRecord extends fc.Arbitrary<infer T> ? T : never;
type Kept = Drawn & { readonly id: number; readonly firstReadAt: number | null };

const iso = (at: number) => new Date(at).toISOString();
const date = (day: number) => iso(day * 86_400_000).slice(0, 10);
const anyDay = fc.integer({ min: 19_999, max: 20_006 });
const anyChoice = fc.record(
  {
    attendanceOnly: fc.constant(true),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
    causes: fc.subarray(causes, { minLength: 1 }),
    failedSince: time,
    changedSince: time,
    changedUntil: time,
    from: anyDay,
    to: anyDay,
  },
  { requiredKeys: [] },
);
type Choice = typeof anyChoice extends fc.Arbitrary<infer T> ? T : never;

/** Lays the records into the database, as the reading and the runs of two connections would. */
function keep(drawn: readonly Drawn[], firstReadAt: readonly (number | null)[]): Kept[] {
  for (const [index, path] of paths.entries())
    db.prepare(
      "INSERT INTO collections (id, set_id, resource, next_position, first_read_at) VALUES (?, 1, ?, ?, ?)",
    ).run(index + 1, path, drawn.length, firstReadAt[index] ?? null);
  const record = db.prepare(
    `INSERT INTO records (id, collection_id, key, hash, refs, file_id, gone, body, event_day, changed_at)
     VALUES (?, ?, ?, x'00', x'', 1, ?, '{}', ?, ?)`,
  );
  const state = db.prepare(
    `INSERT INTO states (connection_id, record_id, state, cause_id, former_cause, status, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  return drawn.map((one, position) => {
    const collection = paths.indexOf(one.path) + 1;
    const id = recordId(collection, position);
    const key = Buffer.alloc(16);
    key.writeUInt32LE(position);
    record.run(id, collection, key, Number(one.state === "gone"), one.day, one.changedAt);
    if (one.state !== "new") state.run(1, id, one.state, one.cause, one.formerCause, one.status, one.at);
    // What another connection knows of it is nobody's business here.
    state.run(2, id, one.state === "gone" ? "gone" : "failed", 1, null, 400, 6);
    return { ...one, id, firstReadAt: firstReadAt[collection - 1] ?? null };
  });
}

/** What was asked for, and the records that this means by what is known of each. */
function mean(kept: readonly Kept[], { attendanceOnly, picks, from, to, ...choice }: Choice, force: boolean) {
  const eligible = kept.filter(({ path }) => !attendanceOnly || path === attendance);
  const picked =
    eligible.length > 0 ? picks?.map((pick) => eligible[pick % eligible.length]?.id ?? 0) : undefined;
  const { failedSince, changedSince, changedUntil } = choice;
  const failed = ({ state, formerCause, status, at }: Kept, since: number) =>
    at >= since && (["failed", "unknown"].includes(state) || (formerCause !== null && status !== null));
  const changed = ({ changedAt, firstReadAt }: Kept, since = 0, until = Number.POSITIVE_INFINITY) => {
    const at = changedAt ?? firstReadAt;
    return at !== null && at >= since && at < until;
  };
  const isMeant = (record: Kept) =>
    (!picked || picked.includes(record.id)) &&
    (!choice.causes || choice.causes.some((id) => record.cause === id || record.formerCause === id)) &&
    (failedSince === undefined || failed(record, failedSince)) &&
    ((changedSince === undefined && changedUntil === undefined) ||
      changed(record, changedSince, changedUntil)) &&
    ((from === undefined && to === undefined) ||
      (record.day !== null && record.day >= (from ?? 0) && record.day <= (to ?? 1e6)));
  const request = PushRequest.parse({
    connection: "A",
    force,
    ...(attendanceOnly && { resources: [attendance] }),
    ...(picked && { records: picked.map(String) }),
    ...(choice.causes && { causes: choice.causes.map(String) }),
    ...(failedSince !== undefined && { failedSince: iso(failedSince) }),
    ...(changedSince !== undefined && { changedSince: iso(changedSince) }),
    ...(changedUntil !== undefined && { changedUntil: iso(changedUntil) }),
    ...(from !== undefined && { dateFrom: date(from) }),
    ...(to !== undefined && { dateTo: date(to) }),
  });
  const ids = eligible
    .filter((record) => record.state !== "gone" && isMeant(record) && (force || due.includes(record.state)))
    .map(({ id }) => id);
  return { request, ids: ids.sort((one, other) => one - other) };
}

test("in whatever state records are, those that are chosen are planned and read for sending, and no others", async () => {
  db.exec(`INSERT INTO causes (id, connection_id, fingerprint, kind, title, who, resource, first_seen, last_seen)
    VALUES (1, 1, 'x', 'validation', 'X', 'source data', '', '', ''), (2, 1, 'y', 'validation', 'Y', 'source data', '', '', '')`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRecord, { maxLength: 30 }),
      fc.array(fc.option(time), { minLength: 2, maxLength: 2 }),
      anyChoice,
      fc.boolean(),
      async (drawn, firstReadAt, choice, force) => {
        db.exec("DELETE FROM states; DELETE FROM records; DELETE FROM collections");
        const { request, ids } = mean(keep(drawn, firstReadAt), choice, force);
        fc.pre(choosesRecords(request));
        const base = createWorld(stores, 1, [1], { model, profile: everything });
        const { world, pending } = await readIntent(base, request, new AbortController().signal);
        expect(pending.reduce((sum, one) => sum + plannedIn(one, force), 0)).toBe(ids.length);
        const read: number[] = [];
        for (const collection of world.collections)
          for await (const page of readCandidates(world, collection, force))
            read.push(...page.map(({ id }) => id));
        const selected = askedFor(read, request);
        expect(selected).toEqual(ids);
      },
    ),
    { numRuns: 1000 },
  );
});

/** A push reads the collections of the resources that were asked for. */
const askedFor = (read: readonly number[], { resources: asked }: PushRequest) =>
  asked ? read.filter((id) => id < recordId(2, 0)) : read;
