import { describe, expect, test } from "vitest";
import { compareServers } from "../../electron/core/connections/differences.ts";
import { yearsAdvice } from "../../electron/core/connections/school-years.ts";
import { changesOf, isMoved, needsTest } from "../../electron/core/connections/settings-changes.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";

const grades = "/ed-fi/gradeLevelDescriptors";
const value = (code: string, description = "") => ({
  uri: `uri://ed-fi.org/GradeLevelDescriptor#${code}`,
  namespace: "uri://ed-fi.org/GradeLevelDescriptor",
  codeValue: code,
  shortDescription: code,
  description,
});
const uri = (code: string) => value(code).uri;
const server = (
  descriptors: { type: string; values: ReturnType<typeof value>[] }[],
  resources = [grades],
  extensions: string[] = [],
) => ({ resources, extensions, descriptors });
const nothing = { added: [], gone: [] };

describe("two servers", () => {
  test("that have the same are told to have the same", () => {
    const one = server([{ type: grades, values: [value("1"), value("2")] }]);
    const none = { descriptors: [], resources: nothing, extensions: nothing, notCompared: [] };
    expect(compareServers(one, one, [])).toEqual(none);
  });

  test("differ in values: new, gone with the codes that are mapped to them, described otherwise, spelled otherwise", () => {
    const former = server([{ type: grades, values: [value("1"), value("2", "two"), value("ninth grade")] }]);
    const present = server([
      { type: grades, values: [value("2", "second"), value("Ninth grade"), value("3")] },
    ]);
    const mapping = { type: grades, code: "01", uri: uri("1").toUpperCase() };
    const other = { ...mapping, type: "/ed-fi/sexDescriptors", code: "M" };
    expect(compareServers(former, present, [mapping, other]).descriptors).toEqual([
      {
        type: grades,
        added: [uri("3")],
        gone: [{ uri: uri("1"), mappedFrom: ["01"] }],
        changed: [
          { uri: uri("2"), from: "2: two", to: "2: second" },
          { uri: uri("Ninth grade"), from: uri("ninth grade"), to: uri("Ninth grade") },
        ],
      },
    ]);
  });

  test("are not compared in types that one of them does not show, and this is said", () => {
    const shown = server([{ type: grades, values: [value("1")] }]);
    const hidden = server([]);
    const lost = compareServers(shown, hidden, []);
    expect(lost.descriptors).toEqual([]);
    expect(lost.notCompared).toEqual([
      "Not compared are the values that the server does not show to this key: gradeLevelDescriptors.",
    ]);
    expect(compareServers(hidden, shown, []).notCompared).toEqual([
      "Not compared are the values that were not known of the former server: gradeLevelDescriptors.",
    ]);
  });

  test("differ in whole types: all values of one that is gone are gone, all of a new one are new", () => {
    const own = "/sample/petDescriptors";
    const one = server([{ type: own, values: [value("1")] }], [own], ["sample"]);
    const other = server([], [grades], ["tpdm"]);
    const compared = compareServers(one, other, [{ type: own, code: "a", uri: uri("1") }]);
    expect(compared).toMatchObject({
      descriptors: [{ type: own, gone: [{ uri: uri("1"), mappedFrom: ["a"] }] }],
      resources: { added: [grades], gone: [own] },
      extensions: { added: ["tpdm"], gone: ["sample"] },
    });
    expect(compareServers(other, one, []).descriptors).toMatchObject([{ type: own, added: [uri("1")] }]);
  });

  test("name one extension in two ways without differing", () => {
    const one = server([], [], ["grand-bend"]);
    expect(compareServers(one, server([], [], ["grandBend"]), []).extensions).toEqual(nothing);
  });
});

test.each([
  [[2026], 2027, "Your files hold 2026, the server's address says 2027."],
  [[2025, 2026], 2027, "Your files hold 2025 and 2026, the server's address says 2027."],
  [[2026, 2027], 2027, "Your files hold 2026 beside 2027, and the server's address says 2027"],
  [[2027], 2027, undefined],
  [[], 2027, undefined],
  [[2026], undefined, undefined],
])("years %j in the files for a server of %s", (inData, ofServer, sentence) => {
  const advice = yearsAdvice(inData, ofServer);
  if (sentence === undefined) expect(advice).toBeUndefined();
  else expect(advice).toContain(sentence);
});

describe("changed settings", () => {
  const before = ConnectionSettings.parse({ url: "https://a.example.org", proxy: "http://p:1" });

  test("are told with old and new, in words, and never with a name or password in an address", () => {
    const now = {
      ...before,
      url: "https://user:hidden@b.example.org",
      year: 2027,
      otherUrls: ["https://user:hidden@c.example.org", "https://d.example.org"],
    };
    const { proxy: _, ...without } = now;
    expect(changesOf(before, without)).toEqual([
      { field: "url", from: "https://a.example.org", to: "https://b.example.org" },
      { field: "proxy", from: "http://p:1" },
      { field: "otherUrls", to: "https://c.example.org, https://d.example.org" },
      { field: "year", to: "2027" },
    ]);
  });

  test.each([
    [{ year: 2027 }, true, true],
    [{ caFile: "ca.pem" }, false, true],
    [{ noProxy: "localhost" }, false, true],
    [{ trustedOrigins: ["https://x.org"] }, false, true],
    [{ concurrency: 3 }, false, false],
    [{ requestTimeout: 5000 }, false, false],
  ])("%j", (change, moved, tested) => {
    const changes = changesOf(before, { ...before, ...change });
    expect([isMoved(changes), needsTest(changes)]).toEqual([moved, tested]);
  });
});
