import { describe, expect, test } from "vitest";
import { operationsOf, permissionRows } from "../../renderer/permission-rows.ts";
import {
  callAbout,
  changeWords,
  decide,
  isSameProfile,
  sentWords,
  shownResources,
  switchExtension,
  whyWords,
  withoutUnknown,
} from "../../renderer/profile-draft.ts";
import { profileRows } from "../../renderer/profile-rows.ts";
import type { PermissionsView } from "../../shared/domain/permissions.ts";
import type { Profile, ProfileView } from "../../shared/domain/profile.ts";

const everything: Profile = { extensions: "all", off: [], owners: {} };
const grades = "/ed-fi/grades";
const candidates = "/tpdm/candidates";

function viewOf(profile: Profile = everything): ProfileView {
  const line = (resource: string, records: number) => ({
    resource,
    project: resource.split("/")[1] ?? "",
    kind: "resource" as const,
    owner: "us" as const,
    off: profile.off.includes(resource),
    records,
    parts: [],
  });
  return {
    profile,
    projects: ["ed-fi", "tpdm", "tx"].map((project) => ({ project, resources: 1, parts: 0, on: true })),
    resources: [line(grades, 27_000), line("/ed-fi/schools", 12), line(candidates, 3), line("/tx/crdcs", 0)],
    apiProfiles: { assigned: [], hidden: [] },
    unknown: [],
  };
}

describe("a profile that is not saved", () => {
  test("has one decision for each resource", () => {
    const off = decide(everything, [grades], "off");
    expect(off).toEqual({ ...everything, off: [grades] });
    const other = callAbout(decide(off, [grades], "other"), grades, "555-0100");
    expect(other).toEqual({ ...everything, owners: { [grades]: { owner: "other", contact: "555-0100" } } });
    expect(decide(other, [grades], "unused").owners[grades]).toEqual({
      owner: "unused",
      contact: "555-0100",
    });
    expect(decide(other, [grades], "sent")).toEqual(everything);
    expect(callAbout(other, grades, " ").owners[grades]).toEqual({ owner: "other" });
    expect(callAbout(everything, grades, "555-0100")).toBe(everything);
  });

  test("names the extensions that stay when one is switched off, and keeps those of other servers", () => {
    expect(switchExtension(viewOf(), everything, "tpdm").extensions).toEqual(["tx"]);
    const some: Profile = { ...everything, extensions: ["mi", "tx"] };
    expect(switchExtension(viewOf(some), some, "TPDM").extensions).toEqual(["tpdm", "tx", "mi"]);
  });

  test("tells what it changes, and what it comes to", () => {
    const next = decide(switchExtension(viewOf(), everything, "tpdm"), [grades], "other");
    expect(changeWords(viewOf(), next)).toEqual([
      "TPDM off",
      "no later extensions",
      "grades: another system sends it",
    ]);
    const lines = shownResources(viewOf(), next);
    expect(lines.map(({ why }) => why)).toEqual(["other", undefined, "extension", undefined]);
    expect(sentWords(lines)).toBe(
      "2 resources are sent; your files hold 12 records for 1 of them. 27,003 records of your files stay here.",
    );
    expect(lines.map((line) => line.why && whyWords(line.why, line))).toEqual([
      "Another system sends it",
      undefined,
      "Its extension TPDM is off",
      undefined,
    ]);
  });

  test("is the same in another order", () => {
    const one: Profile = { ...everything, extensions: ["tx", "mi"], off: ["/ed-fi/a", "/ed-fi/b"] };
    expect(isSameProfile(one, { ...one, extensions: ["mi", "tx"], off: ["/ed-fi/b", "/ed-fi/a"] })).toBe(
      true,
    );
    expect(isSameProfile(one, { ...one, apiProfile: "State" })).toBe(false);
  });

  test("loses what the server does not know, and nothing else", () => {
    const given: Profile = {
      extensions: ["tx", "mi"],
      off: [grades, "/ed-fi/nones"],
      owners: { "/ed-fi/lost": { owner: "unused" } },
    };
    expect(withoutUnknown(given, ["mi", "/ed-fi/nones", "/ed-fi/lost"])).toEqual({
      extensions: ["tx"],
      off: [grades],
      owners: {},
    });
  });

  test("is shown by project; what the files do not hold is left out unless something was decided of it", () => {
    const keys = (profile: Profile, search = "") =>
      profileRows(shownResources(viewOf(), profile), { search, inFiles: true }).map(({ key }) => key);
    expect(keys(everything)).toEqual([
      "ed-fi resource",
      grades,
      "/ed-fi/schools",
      "tpdm resource",
      candidates,
    ]);
    expect(keys(decide(everything, ["/tx/crdcs"], "off"))).toContain("/tx/crdcs");
    expect(keys(everything, "Cand")).toEqual(["tpdm resource", candidates]);
  });
});

describe("permissions", () => {
  const view: PermissionsView = {
    now: {
      at: "",
      namespacePrefixes: [],
      organizations: [],
      profiles: [],
      resources: [
        { resource: "/ed-fi/Schools", operations: ["Create", "ReadChanges"] },
        { resource: "/ed-fi/parents", operations: ["Read"] },
      ],
    },
    changes: [],
    gaps: [
      { resource: grades, missing: ["Create"], records: 27_000, sentence: "" },
      { resource: "/ed-fi/schools", missing: [], records: 2, sentence: "schools out of reach" },
    ],
  };

  test("begin with what is missing, then what is sent most of", () => {
    const rows = permissionRows(view, viewOf(), { search: "", sentOnly: false });
    expect(rows.map(({ resource, records }) => [resource, records])).toEqual([
      [grades, 27_000],
      ["/ed-fi/Schools", 12],
      ["/ed-fi/parents", undefined],
    ]);
    expect(rows.map(({ missing }) => [...missing])).toEqual([["Create"], [], []]);
    expect(permissionRows(view, viewOf(), { search: "", sentOnly: true })).toHaveLength(2);
    expect(permissionRows(view, undefined, { search: "par", sentOnly: false })).toHaveLength(1);
  });

  test("show the operations that a server names besides the usual ones", () => {
    expect(operationsOf(view)).toEqual(["Create", "Read", "Update", "Delete", "ReadChanges"]);
  });
});
