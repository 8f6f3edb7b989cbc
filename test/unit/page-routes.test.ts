import { describe, expect, it } from "vitest";
import { readCausesChoice } from "../../renderer/causes-filter.ts";
import { connectionIn, filterIn, readPlace } from "../../renderer/read-place.ts";
import { connectionTabs, patterns, places, readSetUpStep, readTab } from "../../renderer/routes.ts";
import { scopeAt } from "../../renderer/scope.ts";

describe("places", () => {
  it("are found again by the pattern of their page, whatever a connection is called", () => {
    for (const tab of connectionTabs) {
      const place = places.connection("State 2026/27", tab);
      expect(place).not.toContain(" ");
      expect(place.split("/")).toHaveLength(tab === "overview" ? 3 : 4);
    }
    expect(places.overview()).toBe(patterns.overview);
    expect(places.overview("c-1")).toBe("/overview/c-1");
    expect(places.setUp("c-1", "check")).toBe("/connections/add/c-1/check");
    expect(places.records("c-1", { resource: "/ed-fi/students", state: "" })).toBe(
      "/records/c-1/resource=%2Fed-fi%2Fstudents",
    );
    expect(places.record("c-1", "12884901888")).toBe("/records/c-1/record/12884901888");
  });

  it("know their tabs and steps, and nothing else", () => {
    expect(readTab(undefined)).toBe("overview");
    expect(readTab("descriptors")).toBe("descriptors");
    expect(readTab("constructor")).toBeUndefined();
    expect(readSetUpStep("what")).toBe("what");
    expect(readSetUpStep("key")).toBeUndefined();
  });
});

describe("an address", () => {
  const odd = "State 2026/27";
  it.each([
    ["/", "overview", {}],
    ["/overview/c-1", "overviewOf", { id: "c-1" }],
    ["/connections/add", "add", {}],
    ["/connections/add/c-1/what", "setUp", { id: "c-1", step: "what" }],
    [
      places.connection(odd, "profile", "find=x"),
      "connection",
      { id: odd, tab: "profile", filter: "find=x" },
    ],
    ["/causes", "causes", {}],
    ["/causes/all/only=ready", "causes", { scope: "all", filter: "only=ready" }],
    ["/causes/all/c-1/7", "cause", { scope: "all", connection: "c-1", cause: "7" }],
    ["/records/c-1/record/9", "record", { id: "c-1", record: "9" }],
    ["/records/c-1/file=a%25b", "recordsOf", { id: "c-1", filter: "file=a%25b" }],
    ["/sync/c-1/map", "syncOf", { id: "c-1", view: "map" }],
    ["/sync/%ZZ", "syncOf", { id: "%ZZ" }],
  ])("is read as its page was written: %s", (path, page, params) => {
    expect(readPlace(path)).toEqual({ page, params });
  });

  it("of no page is none", () => {
    for (const path of ["/made-up", "/causes/a/b/c/d/e", "/settings/about/more", "", "/review/causes"])
      expect(readPlace(path), path).toBeUndefined();
  });

  it("says which connection it is about, and what narrows it", () => {
    expect(connectionIn(places.journal("all", { sort: "causes" }))).toBeUndefined();
    expect(connectionIn(places.causes("c-1"))).toBe("c-1");
    expect(filterIn(places.journal("all", { sort: "causes" }))).toBe("sort=causes");
    expect(filterIn(places.settings())).toBeUndefined();
  });

  it("of causes says which of them, in which order; what is none is left out", () => {
    const choice = { cleared: true, who: "source data", kind: "validation", order: "newest" } as const;
    const path = places.cause({ connection: "c-1", id: "7" }, "all", choice);
    expect(readCausesChoice(filterIn(path))).toEqual({ ...choice, only: undefined, resource: undefined });
    const none = readCausesChoice("show=x&only=y&kind=constructor&who=toString&order=z");
    expect(none).toEqual(readCausesChoice(undefined));
    expect(places.causes("all", none)).toBe("/causes");
    expect(places.foundCauses("c-1")).toBe("/causes/c-1/only=found");
  });
});

describe("the same page about another connection", () => {
  it.each([
    ["/", "/overview/c-2", "/"],
    ["/settings", "/overview/c-2", "/"],
    ["/sync/c-1/map/only=all", "/sync/c-2/map/only=all", "/sync"],
    ["/causes/c-1/c-1/7/only=ready", "/causes/c-2/only=ready", "/causes/all/only=ready"],
    ["/journal/all/sort=causes", "/journal/c-2/sort=causes", "/journal/all/sort=causes"],
    ["/records/c-1/record/9", "/records/c-2", "/records"],
    ["/connections/c-1/schedule", "/connections/c-2/schedule", "/connections"],
    ["/connections/add/c-1/what", "/connections/c-2", "/connections"],
    ["/as-sent/c-1/2026-11-30", "/as-sent/c-2/2026-11-30", "/connections"],
  ])("keeps what narrows %s", (path, ofAnother, ofAll) => {
    expect(scopeAt(path).placeFor("c-2")).toBe(ofAnother);
    expect(scopeAt(path).placeFor(undefined)).toBe(ofAll);
  });
});
