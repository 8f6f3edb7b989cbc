import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { AsSent } from "../../electron/core/ledger/as-sent.ts";
import { dayIn, isoDay } from "../../electron/core/ledger/calendar.ts";
import { deleted, type Entry, type Kind, renamed, sent } from "../../electron/core/ledger/entries.ts";
import { createLedgerStore } from "../../electron/core/ledger/ledger-store.ts";
import { packDays } from "../../electron/core/ledger/pack-days.ts";

const db = new Database(":memory:");
for (const step of migrations) db.exec(step);
afterAll(() => db.close());
const ledger = createLedgerStore(db, () => "UTC");
const asSent = new AsSent({ ledger, completed: async () => {}, who: "steward" });

const today = dayIn("UTC", Date.now());
const noon = (day: number) => (day + 0.5) * 86_400_000;
const resources = ["/ed-fi/students", "/ed-fi/sections"] as const;
const digest = (text: string) => createHash("sha256").update(text).digest().subarray(0, 16);

/** Digests by what they stand for: the ledger shows them keyed. */
const shownAs = new Map<string, string>();
const keyOf = (key: number) => digest(`key ${key}`);
const contentOf = (content: number) => digest(`content ${content}`);

const anyDeed = fc.record({
  back: fc.integer({ min: 0, max: 40 }),
  resource: fc.constantFrom(...resources),
  what: fc.constantFrom("created", "updated", "updated", "deleted", "renamed"),
  key: fc.integer({ min: 0, max: 5 }),
  other: fc.integer({ min: 6, max: 8 }),
  content: fc.integer({ min: 0, max: 3 }),
});
type Deed = typeof anyDeed extends fc.Arbitrary<infer T> ? T : never;
/** Packing breaks off after so many steps. */
const anyPacking = fc.record({
  after: fc.nat(),
  keptDays: fc.integer({ min: 5, max: 30 }),
  steps: fc.nat(8),
});

const entriesOf = ({ what, key, other, content }: Deed): readonly Entry[] => {
  if (what === "deleted") return [deleted(keyOf(key))];
  if (what === "renamed") return renamed(keyOf(key), keyOf(other), contentOf(content));
  return [sent(keyOf(key), contentOf(content), what === "created")];
};

/** What was told of each key, in order: the model that the ledger is held against. */
type Told = readonly { day: number; key: string; content: string; kind: Kind }[];
const toldOf = (deeds: readonly Deed[], resource: string): Told =>
  deeds
    .filter((deed) => deed.resource === resource)
    .flatMap((deed) =>
      entriesOf(deed).map(({ kind, key, content }) => ({
        day: today - deed.back,
        kind,
        key: key.toString("hex"),
        content: content?.toString("hex") ?? "",
      })),
    );
const isThere = (kind: Kind) => kind !== "deleted" && kind !== "left";

/** A day's last word on a key: an update of what was made on that day leaves it made on that day. */
function dayWord(kinds: readonly Kind[]): Kind {
  const at = kinds.findLastIndex((kind) => kind !== "updated");
  const made = kinds[at];
  if (made === undefined) return "updated";
  return isThere(made) || at === kinds.length - 1 ? made : "created";
}

function expected(told: Told, day: number) {
  const keys = [...new Set(told.map(({ key }) => key))];
  const lines = keys.flatMap((key) => {
    const words = told.filter((word) => word.key === key && word.day <= day);
    const ofDay = words.filter((word) => word.day === day);
    const [last, lastOfDay] = [words.at(-1), ofDay.at(-1)];
    return [
      {
        key,
        there: last && isThere(last.kind) ? last.content : undefined,
        sent: lastOfDay && [dayWord(ofDay.map(({ kind }) => kind)), lastOfDay.content],
      },
    ];
  });
  return {
    there: new Map(lines.flatMap(({ key, there }) => (there === undefined ? [] : [[key, there]]))),
    sent: new Map(lines.flatMap(({ key, sent }) => (sent === undefined ? [] : [[key, sent]]))),
  };
}

const connection = (id: number) => ({ id, name: "P", settings: { url: "http://localhost" } });

async function listed(id: number, resource: string, day: number, scope: "sent" | "there") {
  const found: { record: string; content: string; what: string }[] = [];
  for (let after: string | undefined; ; after = found.at(-1)?.record) {
    const page = await asSent.list(connection(id), { on: isoDay(day), resource, scope, after, limit: 2 });
    found.push(...page);
    if (page.length < 2) break;
  }
  return found.map(({ record, content, what }) => ({
    key: shownAs.get(record),
    content: what === "deleted" || what === "left" ? "" : shownAs.get(content),
    what,
  }));
}

async function expectAnswers(id: number, deeds: readonly Deed[], from: number) {
  // Every day on which something was told, and the one after it.
  const told = deeds.flatMap(({ back }) => [today - back, Math.min(today - back + 1, today)]);
  for (const day of new Set([from, ...told, today])) {
    if (day < from) continue;
    const report = await asSent.show(connection(id), isoDay(day), undefined);
    for (const resource of resources) {
      const { there, sent: flow } = expected(toldOf(deeds, resource), day);
      const counted = report.resources.find((one) => one.resource === resource);
      expect(counted?.there ?? 0).toBe(there.size);
      const kinds = [...flow.values()].map(([kind]) => kind);
      for (const kind of ["created", "updated", "renamed", "deleted"] as const)
        expect(counted?.sent[kind] ?? 0).toBe(kinds.filter((one) => one === kind).length);
      if (!ledger.resources(id, day).includes(resource)) continue;
      const had = await listed(id, resource, day, "there");
      expect(new Map(had.map(({ key, content }) => [key, content]))).toEqual(there);
      const got = await listed(id, resource, day, "sent");
      expect(new Map(got.map(({ key, what, content }) => [key, [what, content]]))).toEqual(flow);
    }
  }
}

/** A ledger that does a number of steps of a packing, and then no more. */
function breakingOff(steps: number) {
  const abort = new AbortController();
  let left = steps;
  const step = () => {
    if (left <= 0) abort.abort();
    left -= 1;
  };
  const counted: typeof ledger = {
    ...ledger,
    notePacked: (...given) => {
      step();
      return ledger.notePacked(...given);
    },
    removeOldest: (span, upTo) => {
      step();
      return ledger.removeOldest(span, upTo);
    },
  };
  return { counted, signal: abort.signal };
}

function noteKeyed() {
  const probe = Array.from({ length: 9 }, (_, key) => sent(keyOf(key), contentOf(key % 4), true));
  ledger.note(9_999, "/probe", 0, probe);
  const row = db.prepare<[], Buffer>("SELECT entries FROM ledger WHERE resource = '/probe'").pluck().get();
  for (const [index, { key, content }] of probe.entries()) {
    shownAs.set(row?.toString("hex", index * 33, index * 33 + 16) ?? "", key.toString("hex"));
    shownAs.set(row?.toString("hex", index * 33 + 16, index * 33 + 32) ?? "", content?.toString("hex") ?? "");
  }
  db.exec("DELETE FROM ledger WHERE resource = '/probe'");
}

test("whenever past days are packed, and wherever that breaks off, the ledger says of kept days what it was told", async () => {
  db.pragma("foreign_keys = OFF");
  noteKeyed();
  let id = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyDeed, { maxLength: 30 }),
      fc.array(anyPacking, { maxLength: 3 }),
      async (drawn, packings) => {
        id += 1;
        const deeds = [...drawn].sort((one, other) => other.back - one.back);
        let keptFrom = today - 41;
        for (const [index, deed] of deeds.entries()) {
          ledger.note(id, deed.resource, noon(today - deed.back), entriesOf(deed));
          for (const packing of packings.filter(({ after }) => after % deeds.length === index)) {
            // As on that day.
            const then = { connection: id, today: today - deed.back, keptDays: packing.keptDays };
            const { counted, signal } = breakingOff(packing.steps);
            await packDays(counted, then, signal);
            keptFrom = Math.max(keptFrom, ledger.gap(id)?.keptFrom ?? keptFrom);
          }
        }
        await expectAnswers(id, deeds, keptFrom);
      },
    ),
    { numRuns: 60 },
  );
});

test("a day that is packed takes one row of a resource, and a key one entry in it", async () => {
  const id = 5_000_001;
  const many = Array.from({ length: 400 }, (_, index) => sent(digest(`many ${index}`), contentOf(0), true));
  for (let time = 0; time < 5; time++) ledger.note(id, resources[0], noon(today - 9), many);
  await packDays(ledger, { connection: id, today, keptDays: 400 }, new AbortController().signal);
  const rows = db.prepare<[number], number>("SELECT length(entries) FROM ledger WHERE connection_id = ?");
  expect(rows.pluck().all(id)).toEqual([400 * 33]);
});

test("days beyond those that are kept are told no more, and what stood at their end is", async () => {
  const id = 5_000_002;
  ledger.note(id, resources[0], noon(today - 40), [sent(keyOf(1), contentOf(1), true)]);
  ledger.note(id, resources[0], noon(today - 39), [deleted(keyOf(1)), sent(keyOf(2), contentOf(1), true)]);
  ledger.note(id, resources[0], noon(today - 3), [sent(keyOf(3), contentOf(1), true)]);
  await packDays(ledger, { connection: id, today, keptDays: 30 }, new AbortController().signal);
  const first = isoDay(today - 30);
  const report = await asSent.show(connection(id), first, undefined);
  expect(report).toMatchObject({ keptFrom: first, resources: [{ there: 1, sent: { created: 0 } }] });
  await expect(asSent.show(connection(id), isoDay(today - 31), undefined)).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining(first),
  });
  await expect(asSent.show(connection(id), isoDay(today + 1), undefined)).rejects.toMatchObject({
    code: "invalid-input",
  });
});
