import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText, parseLossless } from "../../electron/core/model/canonical.ts";
import { compileKeys } from "../../electron/core/model/keys.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { type Rename, Rewriting } from "../../electron/core/model/rewrite.ts";
import { clearPairs } from "../../electron/core/sources/key-pairs.ts";
import { oneEach } from "../../electron/core/sync/keychanges/open-changes.ts";
import {
  createPlan,
  createRemoval,
  type OldDependent,
  type Recreation,
} from "../../electron/core/sync/keychanges/recreate-plan.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";

const { resources: document, descriptors } = builtInDocuments("ods-7.3");
const resources = new Map(
  readModel([document, descriptors]).resources.map((resource) => [resource.path, resource]),
);
const runs = { numRuns: process.env.STEWARD_FULL_SIZE === "1" ? 10_000 : 1000 };

const offering = { localCourseCode: "MATH", schoolId: 1, schoolYear: 2027 };
/** Bodies that refer to sessions: directly, through one other record's key, through two, and beside the key. */
const referring = (sessionName: string): readonly (readonly [string, object])[] => [
  [
    "/ed-fi/courseOfferings",
    { localCourseCode: "MATH", sessionReference: { schoolId: 1, schoolYear: 2027, sessionName } },
  ],
  ["/ed-fi/sections", { sectionIdentifier: "A", courseOfferingReference: { ...offering, sessionName } }],
  [
    "/ed-fi/studentSectionAssociations",
    {
      beginDate: "2026-08-17",
      sectionReference: { ...offering, sectionIdentifier: "A", sessionName },
      studentReference: { studentUniqueId: "1" },
    },
  ],
];
const name = fc.constantFrom("Fall", "Spring", "Autumn", "Summer", "Winter");
/** Each session gets another name, no two the same one, and none that another one gives up. */
const anyRenames = fc
  .uniqueArray(name, { minLength: 1, maxLength: 4 })
  .map((names) => names.map((from, at): Rename => rename(from, `New ${at}`)));
const rename = (from: string, to: string): Rename => ({
  resource: "/ed-fi/sessions",
  from: ["1", "2027", from],
  to: ["1", "2027", to],
});
const turned = ({ resource, from, to }: Rename): Rename => ({ resource, from: to, to: from });

describe("what follows from another key", () => {
  test("is said through all generations, and taken back by the way back", () => {
    fc.assert(
      fc.property(anyRenames, name, (renames, session) => {
        const forward = new Rewriting(resources, renames);
        const backward = new Rewriting(resources, renames.map(turned));
        const other = renames.find(({ from }) => from.includes(session))?.to.at(-1);
        for (const [at, [path, body]] of referring(session).entries()) {
          const text = JSON.stringify(body);
          const rewritten = forward.body(path, text);
          if (other === undefined) {
            expect(rewritten).toBeUndefined();
            continue;
          }
          const [, expected = {}] = referring(other)[at] ?? [];
          expect(canonicalText(rewritten?.body)).toBe(canonicalText(expected));
          const back = backward.body(path, JSON.stringify(rewritten?.body));
          expect(canonicalText(back?.body)).toBe(canonicalText(parseLossless(text)));
        }
      }),
      runs,
    );
  });

  test("reaches no record that does not refer to it, and changes nothing but the reference", () => {
    const forward = new Rewriting(resources, [rename("Fall", "Autumn")]);
    expect(forward.reaches("/ed-fi/students")).toBe(false);
    expect(forward.reaches("/ed-fi/grades")).toBe(true);
    const elsewhere = {
      localCourseCode: "MATH",
      sessionReference: { schoolId: 2, schoolYear: 2027, sessionName: "Fall" },
    };
    expect(forward.body("/ed-fi/courseOfferings", JSON.stringify(elsewhere))).toBeUndefined();
    const [path, section] = referring("Fall")[1] ?? ["", {}];
    const keys = compileKeys(resources.get(path) as never);
    const more = { ...section, sectionName: "Fall", availableCredits: 1 };
    const rewritten = forward.body(path, JSON.stringify(more));
    expect(rewritten?.body).toMatchObject({ sectionName: "Fall", availableCredits: 1 });
    expect(rewritten?.key).toEqual(keys.key({ ...referring("Autumn")[1]?.[1], sectionName: "Fall" }));
  });
});

const paths = ["/ed-fi/students", "/ed-fi/studentSchoolAssociations", "/ed-fi/grades"] as const;
const anyRecreations = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 6 })
  .map((made) => made.map((isMade, at): Recreation => ({ oldRecord: at, resource: paths[0], isMade })));
const anyWork = anyRecreations.chain((recreations) =>
  fc.record({
    recreations: fc.constant(recreations),
    dependents: fc
      .array(
        fc.record({
          resource: fc.constantFrom(paths[1], paths[2]),
          successor: fc.constantFrom("to come", "there", "none"),
          of: fc.uniqueArray(fc.nat({ max: recreations.length - 1 }), { minLength: 1, maxLength: 2 }),
        }),
        { maxLength: 20 },
      )
      .map((drawn) => drawn.map((one, at): OldDependent => ({ ...one, record: 100 + at }))),
  }),
);

describe("the plan of making records anew", () => {
  test("has what is depended on before what depends on it, the way back for removals, and every record once", () => {
    fc.assert(
      fc.property(anyWork, ({ recreations, dependents }) => {
        const plan = createPlan(recreations);
        for (const dependent of dependents) plan.take(dependent);
        const steps = plan.steps({ order: paths, moving: new Map() });
        const places = steps.map(({ what, resource }) => {
          const place = paths.indexOf(resource as (typeof paths)[number]);
          return what === "create" ? place : what === "move" ? 10 + place : 30 - place;
        });
        expect(places).toEqual([...places].sort((one, other) => one - other));
        const sum = (...kinds: string[]) =>
          steps.filter(({ what }) => kinds.includes(what)).reduce((all, { records }) => all + records, 0);
        expect(sum("create")).toBe(recreations.filter(({ isMade }) => !isMade).length);
        expect(sum("move")).toBe(dependents.filter(({ successor }) => successor === "to come").length);
        expect(sum("remove", "drop")).toBe(recreations.length + dependents.length);
      }),
      runs,
    );
  });

  test("removes nothing whose successor is not on the server, nothing that is still hung on, and forgets nothing else", () => {
    fc.assert(
      fc.property(anyWork, ({ recreations, dependents }) => {
        const removal = createRemoval(recreations);
        const removed = new Set(dependents.filter((one) => removal.take(one)).map(({ record }) => record));
        const old = removal.old();
        const isMade = (record: number) => recreations[record]?.isMade === true;
        for (const { record, successor, of } of dependents)
          expect(removed.has(record)).toBe(successor !== "to come" && of.every(isMade));
        for (const { oldRecord } of recreations) {
          const hanging = dependents.filter(({ of }) => of.includes(oldRecord));
          const isFree = isMade(oldRecord) && hanging.every(({ record }) => removed.has(record));
          expect(old.includes(oldRecord)).toBe(isFree);
        }
      }),
      runs,
    );
  });
});

test("of several records that one could have been none is taken, but for one that is not only retained", () => {
  const anyOpen = fc.array(fc.record({ newRecord: fc.nat({ max: 4 }), isRetained: fc.boolean() }));
  fc.assert(
    fc.property(anyOpen, (open) => {
      const taken = oneEach(open);
      for (const of of Map.groupBy(open, ({ newRecord }) => newRecord).values()) {
        const left = of.filter(({ isRetained }) => !isRetained);
        const [only] = of.length === 1 ? of : left.length === 1 ? left : [];
        expect(taken.filter((one) => of.includes(one))).toEqual(only ? [only] : []);
      }
    }),
    runs,
  );
});

test("an old record is paired with one new record or with none", () => {
  const anyPairs = fc.array(fc.record({ newRecord: fc.nat({ max: 9 }), oldRecord: fc.nat({ max: 9 }) }));
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const kept = [...clearPairs(pairs)];
      for (const { oldRecord } of pairs) {
        const of = pairs.filter((pair) => pair.oldRecord === oldRecord);
        expect(kept.filter((pair) => pair.oldRecord === oldRecord)).toEqual(of.length === 1 ? of : []);
      }
    }),
    runs,
  );
});
