import { describe, expect, test } from "vitest";
import { trendOf } from "../../electron/core/causes/trend.ts";
import { isGranted } from "../../electron/core/profile/grants.ts";
import { needsPerson } from "../../shared/domain/cause.ts";
import type { Permissions } from "../../shared/domain/permissions.ts";

const day = (at: number) => Math.floor(at / 10);

test("the trend says what waited at the end of each day, also of days on which nothing happened", () => {
  const events = [
    { until: 45, before: 7, after: 0 },
    { until: 41, before: 5, after: 7 },
    { until: 22, before: 2, after: 5 },
  ];
  const waiting = trendOf(events, { days: 6, now: 55, dayOf: day }).map((point) => point.waiting);
  expect(waiting).toEqual([2, 2, 5, 5, 0, 0]);
  expect(trendOf(events, { days: 2, now: 55, dayOf: day }).at(-1)?.day).toBe("1970-01-06");
});

describe("what a key was refused for", () => {
  const rights: Permissions = {
    at: "",
    namespacePrefixes: ["uri://a.org"],
    organizations: [{ id: "1" }],
    profiles: [],
    resources: [{ resource: "/ed-fi/Grades", operations: ["Read"] }],
  };
  const more = (change: Partial<Permissions>): Permissions => ({ ...rights, ...change });
  const create = [{ resource: "/ed-fi/grades", operations: ["Create", "Read"] }];
  const grades = { topic: "permission.action", resource: "/ed-fi/grades" } as const;

  test.each([
    [true, grades, rights, more({ resources: create })],
    [
      false,
      grades,
      rights,
      more({ resources: [{ resource: "/ed-fi/grades", operations: ["Read", "Delete"] }] }),
    ],
    [false, grades, more({ resources: create }), more({ resources: create })],
    [false, { ...grades, resource: "/ed-fi/courses" }, rights, more({ resources: create })],
    [false, { ...grades, topic: "permission.ownership" }, rights, more({ resources: create })],
    [
      true,
      { ...grades, topic: "permission.namespace" },
      rights,
      more({ namespacePrefixes: ["uri://b.org"] }),
    ],
    [true, { ...grades, topic: "permission.relationship" }, rights, more({ organizations: [{ id: "2" }] })],
  ] as const)(
    "is granted (%s) when the server says so and not before: %j",
    (granted, refusal, before, now) => {
      expect(isGranted(refusal, before, now)).toBe(granted);
    },
  );

  test("may be granted by another claim set, where a server lists no operations", () => {
    const { resources: _, ...unlisted } = rights;
    const [before, now] = [
      { ...unlisted, claimSet: "Old" },
      { ...unlisted, claimSet: "New" },
    ];
    expect(isGranted(grades, before, now)).toBe(true);
    expect(isGranted(grades, before, { ...now, resources: [] })).toBe(false);
  });
});

test("a cause needs a person unless all of it goes by itself", () => {
  expect(needsPerson({ who: "mapping", releases: 4, ready: 0 })).toBe(true);
  expect(needsPerson({ who: "mapping", releases: 4, ready: 4 })).toBe(false);
  expect(needsPerson({ who: "wait", releases: 4, ready: 0 })).toBe(false);
});
