import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PersonRule, Resource } from "../../electron/core/model/types.ts";
import { type Linked, layersOf, orderDeletes } from "../../electron/core/sync/deletes/delete-order.ts";
import { type Facts, verdictOf } from "../../electron/core/sync/deletes/delete-rule.ts";

const runs = { numRuns: 10_000 };
const fewer = { numRuns: 1000 };
const anyYears = fc.uniqueArray(fc.integer({ min: 2025, max: 2028 }), { maxLength: 3 });
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  isOfOtherSchool: fc.boolean(),
  isSent: fc.boolean(),
  hasId: fc.boolean(),
  isSameItem: fc.boolean(),
  isUnderOtherKey: fc.boolean(),
  isStated: fc.boolean(),
  unreadable: fc.constantFrom("it" as const, "perhaps" as const, "no" as const),
  isListed: fc.boolean(),
  isNamed: fc.boolean(),
  years: fc.record({ are: fc.constantFrom("stated" as const, "inferred" as const), of: anyYears }),
  folderYears: anyYears.map((years) => new Set(years)),
});
const isDeleted = (facts: Facts) => verdictOf(facts) === "delete";

describe("what may be deleted", () => {
  test("is sent by this connection, has an id of its server, and stands in no other folder and under no other key", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const other of [
          { isSent: false },
          { isOfOtherSchool: true },
          { hasId: false },
          { isSameItem: true },
          { isUnderOtherKey: true },
          { isStated: true },
        ])
          expect(isDeleted({ ...facts, ...other })).toBe(false);
      }),
      runs,
    );
  });

  test("has left a complete list, or was named by a person", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(isDeleted({ ...facts, isListed: false, isNamed: false })).toBe(false);
      }),
      runs,
    );
  });

  test("is of no other school year than the folder, where both are known, whoever named it", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 2000, max: 2024 }), (facts, year) => {
        fc.pre(facts.folderYears.size > 0);
        const stated: Facts = { ...facts, years: { are: "stated", of: [...facts.years.of, year] } };
        expect(isDeleted(stated)).toBe(false);
        const inferred: Facts = { ...facts, isNamed: false, years: { are: "inferred", of: [year] } };
        expect(isDeleted(inferred)).toBe(false);
      }),
      runs,
    );
  });

  test("does not stand in a line that cannot be read, and is not thought to unless a person named it", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(isDeleted({ ...facts, unreadable: "it" })).toBe(false);
        expect(isDeleted({ ...facts, unreadable: "perhaps", isNamed: false })).toBe(false);
      }),
      runs,
    );
  });

  test("is deleted where nothing of all that stands in the way", () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (facts, named) => {
        const free: Facts = {
          ...facts,
          isSent: true,
          isOfOtherSchool: false,
          hasId: true,
          isSameItem: false,
          isUnderOtherKey: false,
          isStated: false,
          unreadable: "no",
          isListed: !named,
          isNamed: named,
          years: { are: "stated", of: [...facts.folderYears] },
        };
        expect(isDeleted(free)).toBe(true);
      }),
      fewer,
    );
  });
});

const resourceOf = (index: number, targets: readonly number[]): Resource => ({
  path: `/ed-fi/r${index}`,
  project: "ed-fi",
  name: `r${index}`,
  entity: `R${index}`,
  kind: "resource",
  identity: { group: `R${index}`, parts: [{ name: "id", paths: [["id"]], type: "integer" }] },
  references: targets.map((target) => ({
    path: [`r${target}Reference`],
    group: `R${target}`,
    targets: [`/ed-fi/r${target}`],
    names: ["id"],
    required: false,
    identity: false,
  })),
  descriptors: [],
  updatableKey: false,
  members: [],
});

/** Resources that refer to each other in any way, in circles too, and a person with the associations that give rights. */
const anyModel = fc
  .record({
    references: fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 1, maxLength: 10 }),
    person: fc.nat(9),
    giving: fc.uniqueArray(fc.nat(9), { maxLength: 2 }),
    busy: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  })
  .map(({ references, person, giving, busy }) => {
    const has = (index: number) => index < references.length && busy[index] === true;
    const resources = references.flatMap((targets, index) =>
      has(index) ? [resourceOf(index, [...new Set(targets)])] : [],
    );
    const rule: PersonRule = {
      person: `/ed-fi/r${person}`,
      group: `R${person}`,
      associations: giving.filter((index) => index !== person).map((index) => `/ed-fi/r${index}`),
    };
    return { resources, persons: [rule] };
  });

interface Row extends Linked {
  readonly resource: string;
}

/** Records of these resources that refer to earlier ones only, so that none goes in a circle. */
const recordsOf = (resources: readonly Resource[]): fc.Arbitrary<Row[]> =>
  fc
    .array(fc.tuple(fc.nat(), fc.array(fc.nat(), { maxLength: 4 })), {
      maxLength: resources.length === 0 ? 0 : 25,
    })
    .map((drawn) => {
      const rows: Row[] = [];
      for (const [index, [of, targets]] of drawn.entries()) {
        const resource = resources[of % resources.length];
        const reachable = rows.filter((row) =>
          resource?.references.some((reference) => reference.targets.includes(row.resource)),
        );
        const refers = targets.flatMap(
          (target) => reachable[target % Math.max(reachable.length, 1)]?.key ?? [],
        );
        rows.push({ id: index, key: 1000 + index, refers, resource: resource?.path ?? "" });
      }
      return rows;
    });
/** A record beside each that it refers to. */
const targetsOf = (row: Row, rows: readonly Row[]): (readonly [Row, Row])[] =>
  rows.filter(({ key }) => row.refers.includes(key)).map((target) => [row, target]);
const anyRecords = anyModel.chain((model) =>
  fc.record({ model: fc.constant(model), rows: recordsOf(model.resources) }),
);

describe("the order of deletions", () => {
  test("has every resource once, each group behind those that it waits for", () => {
    fc.assert(
      fc.property(anyModel, ({ resources, persons }) => {
        const groups = orderDeletes(resources, persons);
        expect(groups.flatMap((group) => group.resources).sort()).toEqual(
          resources.map(({ path }) => path).sort(),
        );
        for (const [place, { after }] of groups.entries())
          for (const before of after) expect(before).toBeLessThan(place);
      }),
      fewer,
    );
  });

  test("deletes no record before one that refers to it", () => {
    fc.assert(
      fc.property(anyRecords, ({ model, rows }) => {
        const groups = orderDeletes(model.resources, model.persons);
        const placeOf = (row: Row) => groups.findIndex(({ resources }) => resources.includes(row.resource));
        const layers = groups.map((group, place) =>
          group.isTangled ? layersOf(rows.filter((row) => placeOf(row) === place)) : [],
        );
        const layerOf = (row: Row) =>
          layers[placeOf(row)]?.findIndex((layer) => layer.includes(row.id)) ?? -1;
        for (const [row, target] of rows.flatMap((row) => targetsOf(row, rows))) {
          if (placeOf(row) === placeOf(target)) expect(layerOf(row)).toBeLessThan(layerOf(target));
          else expect(groups[placeOf(target)]?.after).toContain(placeOf(row));
        }
      }),
      runs,
    );
  });

  test("has each record in one layer, also where they go in a circle", () => {
    const anyLinked = fc
      .array(fc.array(fc.nat(14), { maxLength: 3 }), { maxLength: 15 })
      .map((drawn) => drawn.map((refers, id): Linked => ({ id, key: id, refers })));
    fc.assert(
      fc.property(anyLinked, (rows) => {
        const ids = layersOf(rows).flat();
        expect([...ids].sort((one, other) => one - other)).toEqual(rows.map(({ id }) => id));
      }),
      fewer,
    );
  });

  test("leaves what gives a right to the end: all that takes it, or has nothing to do with it, is gone by then (trap 35)", () => {
    fc.assert(
      fc.property(anyModel, ({ resources, persons }) => {
        const groups = orderDeletes(resources, persons);
        const placeOf = (path: string) => groups.findIndex((group) => group.resources.includes(path));
        const given = persons.flatMap(({ associations }) => associations);
        const giving = given.filter((path) => placeOf(path) >= 0);
        for (const { path } of resources) {
          // What one of them refers to, over any number of steps, has to stay until that one is deleted.
          if (giving.some((association) => association === path || leads(resources, association, path)))
            continue;
          for (const association of giving)
            expect(groups[placeOf(association)]?.after).toContain(placeOf(path));
        }
      }),
      runs,
    );
  });
});

/** References lead from one resource to another. */
function leads(resources: readonly Resource[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const path of seen) {
    const { references = [] } = resources.find((resource) => resource.path === path) ?? {};
    for (const { targets } of references) for (const target of targets) seen.add(target);
    if (path !== from && path === to) return true;
  }
  return false;
}
