import { describe, expect, test } from "vitest";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import { withSuggestion, yearOf } from "../../shared/domain/suggestion.ts";

const settings = (more: Partial<ConnectionSettings> = {}) =>
  ConnectionSettings.parse({ url: "https://h.example/api", ...more });

describe("the year of a connection is put where it stands", () => {
  test.each([
    [{ year: 2025 }, { year: 2026 }],
    [{ context: "2025" }, { context: "2026" }],
    [{ context: "255901/2025" }, { context: "255901/2026" }],
    [{ url: "https://h.example:2025/api/2025" }, { url: "https://h.example:2025/api/2026" }],
    [{ url: "https://h.example/2025/t1/", context: "x" }, { url: "https://h.example/2026/t1/" }],
  ] as const)("%j", (before, after) => {
    expect(yearOf(settings(before))).toBe(2025);
    expect(withSuggestion(settings(before), { year: 2026 })).toEqual({ ...settings(before), ...after });
  });

  test("and is entered as the year where there was none", () => {
    expect(yearOf(settings({ context: "255901" }))).toBeUndefined();
    expect(withSuggestion(settings(), { year: 2026 }).year).toBe(2026);
  });
});

test("an address takes the place of the former one, an origin comes beside those that are trusted", () => {
  const before = settings({ trustedOrigins: ["https://a.example"] });
  expect(withSuggestion(before, { url: "https://b.example", trustOrigin: "https://c.example" })).toEqual({
    ...before,
    url: "https://b.example",
    trustedOrigins: ["https://a.example", "https://c.example"],
  });
});
