import { describe, expect, test } from "vitest";
import { connect } from "../practice/api-client.ts";
import { keptRecords } from "./chosen.ts";
import { complete, deleteAll, deletions, onServer, plan } from "./deleting.ts";
import { school, setUp, write } from "./harness.ts";
import { goneIds, locations, rooms, withRooms } from "./rooms.ts";
import { district, statesOf } from "./small-district.ts";
import { room } from "./timetable.ts";

describe("records that have left the files", () => {
  test("stay on the server unless their folder is a complete list of them, and somebody confirms", async () => {
    const bench = await withRooms(30);
    write(bench.source, { "locations.jsonl": rooms(29) });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({
      sent: { deleted: 0 },
      deletes: { total: 0, kept: [{ resource: locations, records: 1, why: "not-complete" }] },
    });
    await complete(bench, ["locations"]);
    expect(await bench.push()).not.toHaveProperty("deletes");
    expect(await bench.push({ deletes: "preview" })).toMatchObject({
      sent: { deleted: 0 },
      deletes: { total: 1, resources: [{ resource: locations, deletes: 1, of: 30, stops: false }] },
    });
    expect(onServer(bench, "locations")).toBe(30);
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({
      planned: 1,
      requests: 1,
      exitStatus: 0,
      sent: { deleted: 1, created: 0 },
    });
    expect(deletions(bench)).toEqual(["locations 204"]);
    expect(onServer(bench, "locations")).toBe(29);
    expect(await statesOf(bench, locations)).toEqual({ sent: 29, deleted: 1 });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({ planned: 0, requests: 0, left: 0 });
  });

  test("are shown before they are deleted, page by page", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(25) });
    await bench.client.call("sources.scan", { connection: "P" });
    const first = await bench.client.call("deletes.list", { connection: "P", limit: 3 });
    const rest = await bench.client.call("deletes.list", { connection: "P", after: first.at(-1)?.id ?? "" });
    const labels = [...first, ...rest].map(({ label, state }) => `${state} ${label}`);
    expect(labels).toEqual(
      [26, 27, 28, 29, 30].map((number) => `gone classroomIdentificationCode R-${number}, schoolId 1`),
    );
  });

  test("are created anew when they come back", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(29) });
    await bench.push({ deletes: "confirm" });
    const told = async () => {
      const { resources } = await bench.client.call("asSent.show", { connection: "P" });
      return resources.find(({ resource }) => resource === locations);
    };
    expect(await told()).toMatchObject({ sent: { created: 29, deleted: 1 }, there: 29 });
    write(bench.source, { "locations.jsonl": rooms(30) });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({
      requests: 1,
      exitStatus: 0,
      sent: { created: 1, deleted: 0 },
    });
    expect(await statesOf(bench, locations)).toEqual({ sent: 30 });
    expect(onServer(bench, "locations")).toBe(30);
    expect(await told()).toMatchObject({ sent: { created: 30, deleted: 0 }, there: 30 });
  });

  test("are no error where somebody else has deleted them (defect 8)", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(29) });
    const api = await connect(bench.practice);
    const last = bench.practice.items(locations).find(({ body }) => JSON.stringify(body).includes("R-30"));
    expect((await api.send("DELETE", `${locations}/${last?.id}`)).status).toBe(204);
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({ exitStatus: 0, sent: { deleted: 1 } });
    expect(deletions(bench)).toEqual(["locations 204", "locations 404"]);
    expect(await statesOf(bench, locations)).toEqual({ sent: 29, deleted: 1 });
  });

  test("stay where the server gave their item another key, under which the files state it", async () => {
    const bench = await withRooms(30);
    const api = await connect(bench.practice);
    const last = bench.practice.items(locations).find(({ body }) => JSON.stringify(body).includes("R-30"));
    const renamed = { ...room(1, 31), id: last?.id };
    expect((await api.send("PUT", `${locations}/${last?.id}`, renamed)).status).toBe(204);
    // Before the list is said to be complete, nobody takes it for the same one.
    write(bench.source, { "locations.jsonl": [...rooms(29), room(1, 31)] });
    expect(await bench.push()).toMatchObject({ sent: { updated: 1, keyChanged: 0 } });
    await complete(bench, ["locations"]);
    expect(await deleteAll(bench)).toMatchObject({
      sent: { deleted: 0 },
      deletes: { total: 0, kept: [{ resource: locations, records: 1, why: "same-item" }] },
    });
    expect(deletions(bench)).toEqual([]);
    expect(onServer(bench, "locations")).toBe(30);
  });

  test("stay, too, where the same push finds out that the server gave their item another key", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    const api = await connect(bench.practice);
    const last = bench.practice.items(locations).find(({ body }) => JSON.stringify(body).includes("R-30"));
    const renamed = { ...room(1, 31), id: last?.id };
    expect((await api.send("PUT", `${locations}/${last?.id}`, renamed)).status).toBe(204);
    write(bench.source, { "locations.jsonl": [room(1, 31), ...rooms(29)] });
    expect(await deleteAll(bench)).toMatchObject({ sent: { updated: 1, deleted: 0 }, deletes: { total: 1 } });
    expect(deletions(bench)).toEqual([]);
    expect(onServer(bench, "locations")).toBe(30);
  });

  test("are deleted from no list that they did not leave: a person names them by their ids", async () => {
    const bench = await withRooms(30);
    write(bench.source, { "locations.jsonl": rooms(28) });
    await bench.push();
    const before = keptRecords(bench.home).length;
    expect(before).toBe(31);
    const ids = await goneIds(bench);
    expect(ids).toHaveLength(2);
    expect(await bench.push({ deletes: "confirm", records: ids.slice(0, 1) })).toMatchObject({
      sent: { deleted: 1 },
      requests: 1,
    });
    expect(await statesOf(bench, locations)).toEqual({ sent: 28, gone: 1, deleted: 1 });
  });
});

describe("the guard", () => {
  test("lets nothing be sent or deleted where a resource loses more than 5 %, until the total is typed", async () => {
    const bench = await withRooms(40);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(37), "schools.jsonl": [school(1), school(2), school(3)] });
    const weighed = { of: 40, deletes: 3, share: 0.075, stops: true };
    const refusal = expect.stringContaining("confirm its total, 3.");
    expect(await plan(bench)).toMatchObject({ total: 3, stops: true, resources: [weighed], refusal });
    expect(await plan(bench, { confirmDeletes: 3 })).not.toHaveProperty("refusal");
    const refused = await bench.push({ deletes: "confirm" });
    expect(refused).toMatchObject({ state: "stopped", exitStatus: 2, requests: 0, left: 1 });
    expect(refused.reason).toBe(
      "Nothing was sent. 3 of 40 locations (7.5 %) would be deleted, more than 5 % or 500 of a resource. If the list is right, confirm its total, 3.",
    );
    const other = await bench.push({ deletes: "confirm", confirmDeletes: 2 });
    expect(other.reason).toContain("2 deletes were confirmed, and there are 3 now.");
    expect(onServer(bench, "locations")).toBe(40);
    expect(await bench.push({ deletes: "confirm", confirmDeletes: 3 })).toMatchObject({
      exitStatus: 0,
      sent: { created: 1, deleted: 3 },
    });
  });
});

test("a folder's complete lists are shown with it, and go with it", async () => {
  const bench = await setUp();
  write(bench.source, district([]));
  await complete(bench, ["students", "/ed-fi/schools"], ["1"]);
  const listed = () => bench.client.call("sources.list", { connection: "P" });
  expect(await listed()).toMatchObject([
    {
      complete: [
        { resource: "/ed-fi/schools", schools: ["1"] },
        { resource: "/ed-fi/students", schools: ["1"] },
      ],
    },
  ]);
  await expect(complete(bench, ["pupils"])).rejects.toThrow('This server has no resource "pupils"');
  const source = { connection: "P", folder: bench.source };
  await bench.client.call("sources.remove", source);
  expect(await bench.client.call("sources.add", source)).not.toHaveProperty("complete");
});
