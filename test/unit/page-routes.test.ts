import { describe, expect, it } from "vitest";
import { connectionTabs, patterns, places, readSetUpStep, readTab } from "../../renderer/routes.ts";

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
