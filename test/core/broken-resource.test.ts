import { beforeEach, describe, expect, test, vi } from "vitest";
import { setUpFront } from "./front.ts";
import { agency, enrollment, school, setUp, student, write } from "./harness.ts";

// Pauses between the tries are a random share of something: here they take no time.
beforeEach(() => {
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  return () => random.mockRestore();
});

describe("a resource that the server answers by 500 only", () => {
  const isSchools = (url = "") => url.endsWith("/schools");
  const fault = JSON.stringify({ status: 500, type: "urn:ed-fi:api:system", title: "System Error" });

  test("stops nothing else: the push ends, tells it as a cause of the host's, and the next push sends what is left", async () => {
    const bench = await setUp({}, { patience: 1500 });
    let isBroken = true;
    await setUpFront(bench, ({ method, url }, response) => {
      if (!isBroken || method !== "POST" || !isSchools(url)) return false;
      response.writeHead(500, { "content-type": "application/problem+json" }).end(fault);
      return true;
    });
    const schools = Array.from({ length: 20 }, (_, index) => index + 1);
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": schools.map((id) => school(id)),
      "students.jsonl": ["1", "2"].map((id) => student(id)),
      "studentSchoolAssociations.jsonl": ["1", "2"].map((id) => enrollment(id, 1)),
    });
    let wasDown = false;
    bench.client.listen(({ name, data }) => {
      if (name === "run.progress" && data.downSince !== undefined) wasDown = true;
    });
    const result = await bench.push({ connection: "F" });
    expect(result).toMatchObject({
      state: "done",
      exitStatus: 1,
      sent: { created: 3 },
      unknown: 20,
      blocked: 2,
      left: 0,
    });
    expect(wasDown).toBe(false);
    expect(await bench.client.call("causes.list", { connection: "F" })).toMatchObject([
      { kind: "server", who: "the host", status: 500, records: 20, held: 2, resources: ["/ed-fi/schools"] },
    ]);
    isBroken = false;
    expect(await bench.push({ connection: "F" })).toMatchObject({
      exitStatus: 0,
      sent: { created: 22 },
      causes: [],
    });
  });

  test("while everything else is answered so too, the server is down, and the push goes on when it is back", async () => {
    const bench = await setUp();
    let looks = 0;
    await setUpFront(bench, ({ method, url = "" }, response) => {
      if (url.includes("/metadata/") || !url.includes("/data/")) return false;
      if (method === "GET") looks += 1;
      if (looks >= 2) return false;
      response.writeHead(500, { "content-type": "application/problem+json" }).end(fault);
      return true;
    });
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1), school(2)],
      "students.jsonl": Array.from({ length: 100 }, (_, index) => student(String(index))),
    });
    expect(await bench.push({ connection: "F" })).toMatchObject({
      state: "done",
      exitStatus: 0,
      sent: { created: 103 },
      unknown: 0,
      causes: [],
    });
  });
});
