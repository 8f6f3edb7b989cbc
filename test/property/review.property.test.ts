import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { CausesQuery } from "../../electron/core/causes/causes-store.ts";
import { addSorts, withFound } from "../../electron/core/check/beside-open.ts";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { createJournal } from "../../electron/core/journal/create-journal.ts";
import { createStores } from "../../electron/core/stores.ts";
import { reviewTransport } from "../../renderer/review/review-transport.ts";
import { createClient } from "../../shared/client.ts";
import { commands } from "../../shared/contract.ts";
import type { JournalPage } from "../../shared/domain/journal.ts";

const db = new Database(":memory:");
for (const step of migrations) db.exec(step);
db.exec(`
  INSERT INTO connections (id, uid, name, settings, created_at) VALUES
    (1, 'a', 'A', '{"url":"http://127.0.0.1/"}', ''), (2, 'b', 'B', '{"url":"https://api.example.org/"}', '');`);
const stores = createStores(db, "environment");
const { journal, reviews } = createJournal(stores, { show: async () => ({ changes: [], gaps: [] }) });
afterAll(() => db.close());

const uids = { 1: "a", 2: "b" } as const;
const resources = ["/ed-fi/grades", "/ed-fi/students", "/tpdm/surveys"];
const iso = (at: number) => new Date(at).toISOString();
const time = fc.integer({ min: 1, max: 5 }).map((day) => day * 86_400_000);
const anyCause = fc.record({
  connection: fc.constantFrom(1 as const, 2 as const),
  kind: fc.constantFrom("validation" as const, "permission" as const),
  who: fc.constantFrom("source data" as const, "the host" as const),
  resource: fc.constantFrom(...resources),
  failed: fc.nat(3),
  held: fc.nat(3),
  repaired: fc.nat(2),
  at: time,
  clears: fc.option(time, { nil: undefined }),
});
const anyLine = fc.record({
  kind: fc.constantFrom("run" as const, "refusal" as const, "setting" as const),
  connection: fc.constantFrom(1, 2),
  at: time,
});
type DrawnCause = typeof anyCause extends fc.Arbitrary<infer T> ? T : never;
type DrawnLine = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;
const anyScope = fc.constantFrom(undefined, "a", "b");
const anyQuestion = fc
  .record({
    connection: anyScope,
    cleared: fc.boolean(),
    kind: fc.constantFrom(undefined, "validation" as const),
    who: fc.constantFrom(undefined, "the host" as const),
    resource: fc.constantFrom(undefined, ...resources),
    only: fc.constantFrom(undefined, "ready" as const, "found" as const),
    found: fc.boolean(),
    order: fc.constantFrom("releases" as const, "newest" as const, "resource" as const),
    offset: fc.nat(3),
    limit: fc.integer({ min: 1, max: 30 }),
  })
  // What a check found is not looked for among the cleared ones.
  .map((asked) => ({ ...asked, only: asked.cleared && asked.only === "found" ? undefined : asked.only }));
const anyStretch = fc.record({
  connection: anyScope,
  kind: fc.constantFrom(undefined, "run" as const, ["refusal" as const, "cause-change" as const]),
  since: fc.option(time.map(iso), { nil: undefined }),
  before: fc.option(time.map(iso), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 7 }),
});

/** As the core's commands do it. */
const listed = ({ found, ...query }: CausesQuery & { readonly found: boolean }) =>
  (found || query.only === "found" ? withFound(stores, query) : stores.causes.list(query)).map(({ id }) =>
    String(id),
  );
function summarized(connection: number | null, cleared: boolean, found: boolean) {
  const summary = stores.causeHistory.summary(connection, cleared);
  const ofCheck = stores.checksStore.summary(connection);
  return { ...(found && !cleared ? addSorts(summary, ofCheck) : summary), found: ofCheck.found };
}

const numberOf = (uid: string | undefined) => (uid === undefined ? null : uid === "a" ? 1 : 2);

/** Of some causes it has been found that they would go on, and of others that they will come. */
async function check(causes: readonly DrawnCause[]) {
  for (const connection of [1, 2]) {
    const found = causes.flatMap(({ failed, held, kind, who, resource, ...cause }, number) =>
      cause.connection !== connection || failed === 0
        ? []
        : {
            ...{ kind, who, resource, failed, held, about: null, topic: null, example: null, records: [] },
            ...{ id: `check-${number}`, title: `found ${number}`, resources: [resource] },
            fingerprint: number % 3 === 0 ? `cause ${number}` : `found ${number}`,
          },
    );
    const ended = { startedAt: 1, endedAt: 2, resources: null, checked: 9, problems: 1, refused: 1, held: 0 };
    const basis = { files: "", mapping: "", profile: "", server: "" };
    await stores.checksStore.replace(connection, { ...ended, basis }, found);
  }
}

async function fill(causes: readonly DrawnCause[], lines: readonly DrawnLine[]) {
  db.exec(
    "DELETE FROM found_causes; DELETE FROM checks; DELETE FROM causes; DELETE FROM answers; DELETE FROM runs; DELETE FROM audit;",
  );
  causes.forEach(({ connection, clears, failed, held, repaired, at, ...draft }, number) => {
    const title = `cause ${number}`;
    const id = stores.causes.ensure(connection, { fingerprint: title, title, ...draft }, iso(at));
    const sum = failed + held + repaired;
    stores.causes.change(id, { failed, held, repaired, joined: sum }, { why: "source" }, at);
    if (clears === undefined && sum > 0) return;
    if (sum === 0) stores.causes.change(id, { failed: 1, joined: 1 }, { why: "source" }, at);
    const left = sum === 0 ? { failed: -1 } : { failed: -failed, held: -held, repaired: -repaired };
    stores.causes.change(id, { ...left, accepted: sum }, { why: "source" }, at + (clears ?? 0));
  });
  await check(causes);
  const run = db.prepare(
    "INSERT INTO runs (connection_id, state, request, started_at, ended_at) VALUES (?, 'done', '{}', ?, ?)",
  );
  const audit = db.prepare(
    "INSERT INTO audit (at, who, connection_id, what, changes) VALUES (?, 'x', ?, 'rotated the key', '[]')",
  );
  const answer = db.prepare(
    "INSERT INTO answers (connection_id, record_id, run_id, at, status, message) VALUES (?, 1, ?, ?, 400, '')",
  );
  const first = Number(run.run(1, iso(0), iso(0)).lastInsertRowid);
  for (const { kind, connection, at } of lines) {
    if (kind === "run") run.run(connection, iso(at), iso(at));
    else if (kind === "setting") audit.run(iso(at), connection);
    else answer.run(connection, first, at);
  }
}

test("whatever happened, a review tells the same causes in the same order, and the same lines page by page, as where it was made", async () => {
  const property = fc.asyncProperty(
    fc.array(anyCause, { maxLength: 12 }),
    fc.array(anyLine, { maxLength: 20 }),
    fc.array(anyQuestion, { minLength: 4, maxLength: 4 }),
    fc.array(anyStretch, { minLength: 3, maxLength: 3 }),
    fc.boolean(),
    async (causes, lines, questions, stretches, isClosed) => {
      stores.connections.setClosed(2, isClosed ? iso(0) : null);
      await fill(causes, lines);
      const there = createClient(reviewTransport(await reviews.make(undefined)));
      for (const asked of questions) {
        const connection = numberOf(asked.connection);
        const found = commands["causes.list"].output.parse(await there.call("causes.list", asked));
        expect(found.map(({ id }) => id)).toEqual(listed({ ...asked, connection }));
        const { cleared, found: beside } = asked;
        const summary = { connection: asked.connection, cleared, found: beside };
        expect(await there.call("causes.summary", summary)).toEqual(summarized(connection, cleared, beside));
      }
      for (const asked of stretches) {
        const number = numberOf(asked.connection);
        const own = stores.connections.list().find(({ id }) => id === number);
        let [here, elsewhere]: (string | undefined)[] = [];
        do {
          const one: JournalPage = journal.list(own, { ...asked, after: here });
          const other: JournalPage = await there.call("journal.list", { ...asked, after: elsewhere });
          expect(other.lines).toEqual(one.lines);
          [here, elsewhere] = [one.next, other.next];
          expect(elsewhere === undefined).toBe(here === undefined);
        } while (here !== undefined);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});

test("a review answers what pages of it ask as the contract has it, and refuses all else with a sentence", async () => {
  await fill(
    [
      {
        connection: 1,
        kind: "permission",
        who: "the host",
        resource: "/ed-fi/grades",
        failed: 2,
        held: 1,
        repaired: 0,
        at: 1,
        clears: undefined,
      },
    ],
    [],
  );
  const review = await reviews.make(undefined);
  const { call, listen } = reviewTransport(review);
  const [cause] = review.causes;
  const connection = uids[1];
  const asked = {
    "connections.list": {},
    "connections.show": { connection },
    "status.show": {},
    "activity.show": { connection },
    "runs.progress": {},
    "causes.list": {},
    "causes.summary": {},
    "causes.show": { connection, cause: cause?.id },
    "dictionary.list": {},
    "dictionary.explain": { topic: cause?.topic },
    "permissions.show": { connection },
    "journal.list": {},
  } as const;
  for (const [name, input] of Object.entries(asked)) {
    const reply = await call(name, input);
    expect(reply, name).toMatchObject({ ok: true });
    if (reply.ok) commands[name as keyof typeof asked].output.parse(reply.value);
  }
  const others = Object.keys(commands).filter((name) => !(name in asked));
  expect(others.length).toBeGreaterThan(50);
  for (const name of [...others, "constructor", "__proto__"])
    expect(await call(name, {}), name).toMatchObject({
      ok: false,
      error: {
        code: "conflict",
        message: expect.stringMatching(/^Review of A and B, made .*nothing can be changed here/),
      },
    });
  expect(await call("causes.show", { connection, cause: "999" })).toMatchObject({
    ok: false,
    error: { code: "not-found" },
  });
  expect(listen(() => expect.unreachable())).toBeTypeOf("function");
});
