import type { KeyChanges } from "../../shared/domain/key-change.ts";

const record = (id: string, resource: string, label: string) => ({
  id,
  resource: `/ed-fi/${resource}`,
  state: "failed" as const,
  label,
});

/** Records of an invented district that the server has under other keys. */
export const found: KeyChanges = {
  renames: [{ resource: "/ed-fi/sections", records: 1 }],
  recreations: 2,
  unconfirmed: 2,
  steps: [
    { what: "create", resource: "/ed-fi/students", records: 2 },
    { what: "move", resource: "/ed-fi/grades", records: 31 },
    { what: "drop", resource: "/ed-fi/studentCohortAssociations", records: 4 },
    { what: "remove", resource: "/ed-fi/grades", records: 31 },
    { what: "remove", resource: "/ed-fi/students", records: 2 },
  ],
  changes: [
    {
      record: record("11", "students", "invented key 2"),
      former: record("1", "students", "invented key 1"),
      foundBy: "source id",
      how: "recreate",
      confirmed: false,
    },
    {
      record: record("12", "sections", "invented section 2"),
      former: record("2", "sections", "invented section 1"),
      foundBy: "row",
      how: "rename",
      confirmed: false,
    },
  ],
};
