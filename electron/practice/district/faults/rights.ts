import type { KeyRights } from "../../server/rights.ts";
import type { PlantedFault } from "./planted.ts";

export type { PlantedFault } from "./planted.ts";

const everything = ["Create", "Read", "Update", "Delete", "ReadChanges"] as const;

/** What a key may do of a practice API that refuses what a district's truth says: to be given to it when it starts. */
export function rightsIn(faults: readonly PlantedFault[]): Pick<KeyRights, "claims"> {
  const closed = faults.filter(({ fault }) => fault === "missing-permission").map(({ resource }) => resource);
  if (closed.length === 0) return {};
  return {
    claims: { resources: { "*": everything, ...Object.fromEntries(closed.map((path) => [path, []])) } },
  };
}
