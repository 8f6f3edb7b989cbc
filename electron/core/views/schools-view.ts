import type { FoundSchool } from "../../../shared/domain/source.ts";
import { parseLossless } from "../model/canonical.ts";
import type { RecordsStore } from "../sources/records-store.ts";
import type { SetsStore } from "../sources/sets-store.ts";

const schools = "/ed-fi/schools";
/** More than any state has. */
const most = 20_000;

interface SchoolStores {
  readonly sets: Pick<SetsStore, "collections">;
  readonly records: Pick<RecordsStore, "bodies">;
}

/** The schools of some record sets, as their files name them, by name. */
export function schoolsIn({ sets, records }: SchoolStores, ids: readonly number[]): FoundSchool[] {
  const collections = ids.flatMap((id) =>
    sets.collections(id).filter(({ resource }) => resource === schools),
  );
  const found = collections.flatMap(({ id }) => records.bodies(id, most)).flatMap(schoolOf);
  const byId = new Map(found.map((school) => [school.id, school]));
  return [...byId.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

function schoolOf(text: string): FoundSchool[] {
  const { schoolId, nameOfInstitution } = parseLossless(text) as Record<string, unknown>;
  const id = String(JSON.stringify(schoolId)).replaceAll('"', "");
  if (!/^[1-9]\d{0,17}$/.test(id)) return [];
  return [{ id, name: typeof nameOfInstitution === "string" ? nameOfInstitution : id }];
}
