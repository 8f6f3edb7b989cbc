import { describe, expect, test } from "vitest";
import { firstPlace, requestOf } from "../../renderer/copy-place.ts";
import { draftOf, suggested } from "../../renderer/settings-draft.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";

const settings = (given: Partial<ConnectionSettings> = {}) =>
  ConnectionSettings.parse({ url: "https://api.example.org", ...given });
const named = (name: string, given: Partial<ConnectionSettings> = {}) => ({
  name,
  settings: settings(given),
});

describe("the place of a copy", () => {
  test("of a new school year begins with the next year, wherever the address has it", () => {
    expect(firstPlace(named("State 2026-27", { year: 2027 }), "roll-over")).toMatchObject({
      name: "State 2027-28",
      year: "2028",
    });
    expect(firstPlace(named("Hub", { context: "255901/2027" }), "roll-over")).toMatchObject({
      name: "Hub (new year)",
      year: "2028",
    });
    expect(firstPlace(named("Hub"), "roll-over").year).toBe("");
  });

  test("of a plain clone is the same one, under another name", () => {
    const place = firstPlace(named("Hub", { year: 2027, tenant: "west" }), "clone");
    expect(place).toMatchObject({ name: "Hub (copy)", year: "2027", tenant: "west", sources: true });
  });

  test("asks for nothing that is as it was", () => {
    const former = settings({ tenant: "west", context: "2027" });
    const place = firstPlace({ name: "Hub", settings: former }, "import");
    expect(requestOf(place, former)).toEqual({ name: "Hub", url: former.url, sources: false });
    expect(requestOf({ ...place, tenant: "east ", context: " " }, former)).toMatchObject({ tenant: "east" });
  });
});

describe("a suggestion of the test", () => {
  test("puts the year where the draft has one, and an origin into the list once", () => {
    const draft = draftOf(settings({ context: "255901/2026" }));
    expect(suggested(draft, { year: 2027 })).toMatchObject({ context: "255901/2027", year: "" });
    expect(suggested({ ...draft, context: "" }, { year: 2027 })).toMatchObject({ context: "", year: "2027" });
    const origin = "https://login.example.org";
    const once = suggested(draft, { trustOrigin: origin });
    expect(suggested(once, { trustOrigin: origin }).trustedOrigins).toEqual([origin]);
  });
});
