import { expect, test } from "vitest";
import type { AppEvent } from "../../shared/contract.ts";
import { agency, enrollment, school, setUp, student, write } from "./harness.ts";

test("how notifications are shown is quiet in the evening and at the weekend, and kept as it was set, with who did", async () => {
  const bench = await setUp();
  const before = await bench.client.call("notices.show", {});
  expect(before).toEqual({ shown: true, quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] } });
  const wanted = { shown: true, quiet: { on: true, from: "16:30", to: "06:30", days: [5] } };
  const tables: unknown[] = [];
  bench.client.listen((event) => event.name === "data.changed" && tables.push(event.data.tables));
  expect(await bench.client.call("notices.set", wanted)).toEqual(wanted);
  expect(tables).toEqual([["notices", "audit"]]);
  const next = await bench.restart();
  expect(await next.client.call("notices.show", {})).toEqual(wanted);
  const [noted] = await next.client.call("audit.list", {});
  expect(noted).toMatchObject({
    what: "changed when notifications are shown",
    changes: [
      {
        from: "not from 18:00 to 07:00, nor on Sunday, Saturday",
        to: "not from 16:30 to 06:30, nor on Friday",
      },
    ],
  });
  for (const wrong of [{ from: "24:00" }, { to: "7" }, { days: [0, 1, 2, 3, 4, 5, 6] }, { days: [7] }])
    await expect(
      next.client.call("notices.set", { ...wanted, quiet: { ...wanted.quiet, ...wrong } }),
    ).rejects.toMatchObject({ code: "invalid-input" });
});

test("how the pages were left is kept from one start to the next: page, rows and colours, each on its own", async () => {
  const bench = await setUp();
  expect(await bench.client.call("page.show", {})).toEqual({ density: "dense", scheme: "auto" });
  await bench.client.call("page.set", { place: "/sync/P/map" });
  await bench.client.call("page.set", { density: "roomy" });
  const next = await bench.restart();
  expect(await next.client.call("page.show", {})).toEqual({
    place: "/sync/P/map",
    density: "roomy",
    scheme: "auto",
  });
  for (const place of ["https://elsewhere.example", "sync", "/a b", `/${"x".repeat(1000)}`])
    await expect(next.client.call("page.set", { place })).rejects.toMatchObject({ code: "invalid-input" });
});

test("of a cause that opens nothing is told that a wrong column may have filled: no code, no key", async () => {
  const bench = await setUp();
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "students.jsonl": [student("Maria Lopez")],
    "studentSchoolAssociations.jsonl": [
      enrollment("Maria Lopez", 1, {
        entryGradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#Jane Doe",
      }),
      enrollment("Somebody Else", 1),
    ],
  });
  await bench.client.call("descriptors.pull", { connection: "P" });
  const told: Extract<AppEvent, { name: "cause.opened" }>["data"][] = [];
  bench.client.listen((event) => event.name === "cause.opened" && told.push(event.data));
  await bench.push();
  expect(told.map(({ cause }) => cause.title).join()).toMatch(/Jane Doe/);
  expect(told.map((each) => each.told).sort()).toEqual(
    expect.arrayContaining([
      "Grade level: a code is not mapped",
      "students: one that other records refer to is not in your files",
    ]),
  );
  expect(told.map((each) => each.told).join()).not.toMatch(/Jane|Doe|Maria|Lopez|Somebody/);
});

test("what the window has yet to tell outlives a restart, without any code or key, and is taken once", async () => {
  const bench = await setUp({}, { host: "window" });
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "studentSchoolAssociations.jsonl": [enrollment("Maria Lopez", 1), enrollment("Somebody Else", 1)],
  });
  await bench.push();
  const kept = await bench.client.call("notices.waiting", {});
  expect(kept).toEqual([
    {
      key: expect.stringMatching(/^cause \d+$/),
      connection: expect.any(String),
      name: "P (practice)",
      at: expect.any(Number),
      told: "studentSchoolAssociations: the student they refer to is not on the server. 2 records wait by it.",
      cause: expect.any(String),
    },
  ]);
  const next = await bench.restart();
  expect(await next.client.call("notices.waiting", {})).toEqual(kept);
  expect(await next.client.call("notices.take", {})).toEqual(kept);
  expect(await (await next.restart()).client.call("notices.take", {})).toEqual([]);
});

test("of a push that a terminal started nothing waits to be told, and of a connection that was removed nothing any more", async () => {
  const files = { "studentSchoolAssociations.jsonl": [enrollment("1", 1)] };
  const bench = await setUp();
  write(bench.source, files);
  await bench.push();
  expect(await bench.client.call("notices.waiting", {})).toEqual([]);
  const window = await setUp({}, { host: "window" });
  write(window.source, files);
  await window.push();
  expect(await window.client.call("notices.waiting", {})).not.toEqual([]);
  await window.client.call("connections.remove", { connection: "P" });
  expect(await window.client.call("notices.waiting", {})).toEqual([]);
});
