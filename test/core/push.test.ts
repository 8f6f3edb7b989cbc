import { describe, expect, test } from "vitest";
import { setUp, student, write } from "./harness.ts";
import { contactsOf, district } from "./small-district.ts";

describe("a push", () => {
  test("sends everything in dependency order with one token, and nothing the second time (trap 40)", async () => {
    const bench = await setUp();
    write(bench.source, { ...district(["1", "2", "3"]), ...contactsOf("1") });
    const first = await bench.push();
    expect(first).toMatchObject({
      state: "done",
      exitStatus: 0,
      planned: 11,
      requests: 11,
      tokens: 0,
      causes: [],
    });
    expect(first.sent).toMatchObject({ created: 11, updated: 0, unchanged: 0 });
    const order = bench.practice.log().map(({ path }) => path.split("/").at(-1));
    expect(order.indexOf("localEducationAgencies")).toBeLessThan(order.indexOf("schools"));
    expect(order.lastIndexOf("students")).toBeLessThan(order.indexOf("studentSchoolAssociations"));
    expect(order.lastIndexOf("studentSchoolAssociations")).toBeLessThan(
      order.indexOf("studentContactAssociations"),
    );
    expect(await bench.push()).toMatchObject({
      exitStatus: 0,
      planned: 0,
      requests: 0,
      tokens: 0,
      sent: { unchanged: 11 },
    });
    expect(bench.practice.counts().tokenRequests).toBe(1);
  });

  test("sends only what changed", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    await bench.push();
    write(bench.source, {
      "students.jsonl": [student("1"), student("2", { firstName: "Renamed" }), student("3"), student("4")],
    });
    expect(await bench.push()).toMatchObject({ requests: 2, sent: { created: 1, updated: 1, unchanged: 8 } });
    const bodies = bench.practice.items("/ed-fi/students").map(({ body }) => body);
    expect(bodies).toContainEqual(expect.objectContaining({ studentUniqueId: "2", firstName: "Renamed" }));
    // Also what did not change in a push that sent something stays known.
    expect(await bench.push()).toMatchObject({ requests: 0, sent: { unchanged: 10 } });
  });

  test("takes only the resources asked for, and no more records than the limit", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    expect(await bench.push({ resources: ["schools", "localEducationAgencies"] })).toMatchObject({
      requests: 3,
      exitStatus: 0,
      left: 0,
    });
    expect(await bench.push({ limit: 2 })).toMatchObject({ requests: 2, left: 4, exitStatus: 0 });
    expect(await bench.push()).toMatchObject({ requests: 4, left: 0, exitStatus: 0 });
    expect(await bench.push({ force: true, resources: ["students"] })).toMatchObject({
      requests: 3,
      sent: { updated: 3 },
    });
    await expect(bench.push({ resources: ["pupils"] })).resolves.toMatchObject({
      state: "stopped",
      exitStatus: 2,
      reason: expect.stringContaining('no resource "pupils"'),
    });
  });

  test("a preview says what would be sent, and sends nothing", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    const preview = await bench.client.call("push.preview", { connection: "P" });
    expect(preview).toMatchObject({ planned: 9, unchanged: 0 });
    const order = preview.resources.map(({ resource }) => resource);
    expect(order).toHaveLength(4);
    expect(order.indexOf("/ed-fi/localEducationAgencies")).toBeLessThan(order.indexOf("/ed-fi/schools"));
    expect(order.at(-1)).toBe("/ed-fi/studentSchoolAssociations");
    expect(bench.practice.log().filter(({ method }) => method === "POST")).toEqual([]);
  });
});
