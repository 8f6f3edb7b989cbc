import { expect } from "vitest";
import { complete } from "./deleting.ts";
import { type Bench, setUp, write } from "./harness.ts";
import { district } from "./small-district.ts";
import { course, offering, room, section, session } from "./timetable.ts";

export const rooms = (count: number, schoolId = 1) =>
  Array.from({ length: count }, (_, index) => room(schoolId, index + 1));
export const locations = "/ed-fi/locations";

/** A school with so many rooms, on the server. */
export async function withRooms(count: number): Promise<Bench> {
  const bench = await setUp();
  write(bench.source, { ...district([]), "locations.jsonl": rooms(count) });
  expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { created: count + 3 } });
  return bench;
}

/** What would be deleted if the folder were a complete list. */
export async function goneIds(bench: Bench): Promise<string[]> {
  await complete(bench, ["locations"]);
  const lines = await bench.client.call("deletes.list", { connection: "P" });
  await complete(bench, []);
  return lines.map(({ id }) => id);
}

/** A section, and what it hangs on. */
export const schedule = {
  "courses.jsonl": [course],
  "sessions.jsonl": [session(1, 2027)],
  "courseOfferings.jsonl": [offering(1, 2027)],
  "locations.jsonl": rooms(1),
  "sections.jsonl": [section(1, 2027, 1)],
};
