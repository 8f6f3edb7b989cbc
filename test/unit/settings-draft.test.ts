import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, emptyDraft, problemsOf, settingsOf } from "../../renderer/settings-draft.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";

const url = "https://api.example.org";
const stored = ConnectionSettings.parse({
  url,
  year: 2027,
  tenant: "district",
  proxy: "http://proxy.example.org:8080",
  otherUrls: ["https://b.example.org", "https://c.example.org"],
  trustedOrigins: ["https://login.example.net"],
  requestsPerSecond: 12.5,
  requestTimeout: 30_000,
  keepOthersChanges: true,
  schools: ["255901001", "255901044"],
});

describe("a draft of settings", () => {
  it("gives back what was stored when nothing was typed", () => {
    expect(ConnectionSettings.parse(settingsOf(draftOf(stored)))).toEqual(stored);
  });

  it("holds only what was filled in, so that the core's defaults stand for the rest", () => {
    expect(settingsOf({ ...emptyDraft, url: `  ${url} ` })).toEqual({ url });
  });

  it("leaves out what was emptied", () => {
    const settings = settingsOf({ ...draftOf(stored), proxy: " ", year: "", otherUrls: "\n \n" });
    expect(settings).not.toHaveProperty("proxy");
    expect(settings).not.toHaveProperty("year");
    expect(settings).not.toHaveProperty("otherUrls");
  });

  it("takes times in seconds, and gives them to the core in milliseconds", () => {
    expect(settingsOf({ ...emptyDraft, url, requestSeconds: "2.5", connectSeconds: "10" })).toMatchObject({
      requestTimeout: 2500,
      connectTimeout: 10_000,
    });
  });

  it.each([
    ["url", ""],
    ["url", "api.example.org"],
    ["url", "ftp://api.example.org"],
    ["proxy", "proxy"],
    ["otherUrls", "https://b.example.org\nnonsense"],
    ["year", "26"],
    ["year", "2026-27"],
    ["year", "2026.5"],
    ["concurrency", "0"],
    ["concurrency", "many"],
    ["concurrency", "2.5"],
    ["requestSeconds", "900"],
    ["connectSeconds", "-1"],
    ["requestsPerSecond", "0"],
    ["keyReminderDays", "0"],
    ["sentHistoryDays", "6"],
    ["schools", "255901001, Grand Bend"],
    ["schools", "0255901001"],
  ] as const)("says what is wrong with %s: %j", (field, value) => {
    const problems = problemsOf({ ...emptyDraft, url, [field]: value });
    expect(Object.keys(problems)).toEqual([field]);
  });

  it("without problems is always taken by the core", () => {
    const words = fc.oneof(
      fc.constantFrom(
        "",
        " ",
        "2027",
        "12.5",
        "0",
        "https://x.org",
        "http://x.org:1",
        "x",
        "1e3",
        "0x10",
        "Infinity",
      ),
      fc.string({ maxLength: 8 }),
    );
    const fields = [
      "url",
      "proxy",
      "otherUrls",
      "year",
      "requestsPerSecond",
      "concurrency",
      "requestSeconds",
    ];
    fc.assert(
      fc.property(fc.record(Object.fromEntries(fields.map((field) => [field, words]))), (typed) => {
        const draft = { ...emptyDraft, url, ...typed };
        if (Object.keys(problemsOf(draft)).length > 0) return;
        expect(ConnectionSettings.safeParse(settingsOf(draft)).error).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});
