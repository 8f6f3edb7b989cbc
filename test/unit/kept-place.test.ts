import { describe, expect, it } from "vitest";
import { keptPlace, placeToRestore } from "../../renderer/kept-place.ts";
import { connectionIn } from "../../renderer/read-place.ts";
import { connectionTabs, places } from "../../renderer/routes.ts";

describe("the place that is kept", () => {
  it.each([
    places.overview(),
    places.overview("c-1"),
    places.sync("c-1"),
    places.syncFace("c-1", "map", { resource: "/ed-fi/grades" }),
    places.syncFace("c-1", "list", { only: "busy" }),
    places.causes(),
    places.causes("c-1"),
    places.causes("all", { only: "found", who: "source data", order: "newest" }),
    places.records("c-1", { state: "refused" }),
    places.journal("c-1"),
    places.settings(),
    places.connections(),
    places.setUp("c-1", "folder"),
    places.asSent("c-1", "2026-11-30"),
    ...connectionTabs.map((tab) => places.connection("State 2026/27", tab)),
  ])("is where one was: %s", (place) => {
    expect(keptPlace(place)).toBe(place);
  });

  it("is not one record, cause or submission: it may be gone by then, or nobody else's to see", () => {
    expect(keptPlace(places.record("c-1", "17"))).toBe(places.records("c-1"));
    expect(keptPlace(places.cause({ connection: "c-1", id: "4" }))).toBe(places.causes());
    expect(keptPlace(places.submission("c-1", "12"))).toBe(places.sync("c-1"));
  });

  it("begins nothing, and is of no other page", () => {
    expect(keptPlace("/practice/begin")).toBe("/practice");
    expect(keptPlace(places.add())).toBe(places.connections());
    expect(keptPlace("/review/overview")).toBeUndefined();
    expect(keptPlace("/made-up")).toBeUndefined();
  });

  it("is gone back to only while its connection is there", () => {
    const place = places.connection("State 2026/27", "profile");
    expect(connectionIn(place)).toBe("State 2026/27");
    expect(placeToRestore(place, ["State 2026/27"])).toBe(place);
    expect(placeToRestore(place, ["c-1"])).toBeUndefined();
    expect(placeToRestore(places.setUp("c-1", "what"), ["c-2"])).toBeUndefined();
    expect(placeToRestore(places.causes("all", { only: "found" }), [])).toBe("/causes/all/only=found");
    expect(placeToRestore(places.settings(), [])).toBe(places.settings());
    // What somebody wrote into the database by hand opens nothing else.
    expect(placeToRestore("/practice/begin", [])).toBeUndefined();
    expect(placeToRestore(places.record("c-1", "17"), ["c-1"])).toBeUndefined();
    expect(placeToRestore(undefined, [])).toBeUndefined();
  });
});
