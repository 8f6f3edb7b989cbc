import { describe, expect, test } from "vitest";
import { connect } from "../practice/api-client.ts";
import { setUp, student, write } from "./harness.ts";
import { causesOf, district, statesOf } from "./small-district.ts";

/** What other tools are known to do wrong ("defect"), and what servers do that clients did not expect ("trap"). */

describe("a refused record", () => {
  test("is never taken for sent, waits for its repair and for nothing else, and keeps no other record back (defect 1)", async () => {
    const bench = await setUp();
    const wrong = { ...district(["1", "2", "3"]) };
    wrong["students.jsonl"][1] = student("2", { birthDate: "2012-02-31" });
    write(bench.source, wrong);
    expect(await bench.push()).toMatchObject({ failed: 1, blocked: 1, exitStatus: 1 });
    expect(await statesOf(bench, "/ed-fi/students")).toEqual({ sent: 2, failed: 1 });
    for (const _ of [1, 2])
      expect(await bench.push()).toMatchObject({ requests: 0, failed: 1, blocked: 1, exitStatus: 1 });
    write(bench.source, { "students.jsonl": district(["1", "2", "3"])["students.jsonl"] });
    expect(await bench.push()).toMatchObject({ requests: 2, failed: 0, blocked: 0, exitStatus: 0 });
  });

  test("for want of a right keeps no other record of its resource back (defect 15)", async () => {
    const bench = await setUp({ server: "ods-7.3" });
    // Put there by another system, and enrolled nowhere that this key reaches.
    const api = await connect(bench.practice);
    expect((await api.send("POST", "/ed-fi/students", student("1"))).status).toBe(201);
    write(bench.source, {
      ...district(["2", "3"]),
      "students.jsonl": ["1", "2", "3"].map((id) => student(id)),
    });
    expect(await bench.push()).toMatchObject({ waiting: 1, failed: 0, blocked: 0 });
    expect(bench.practice.log().some(({ status }) => status === 403)).toBe(true);
    expect(await statesOf(bench, "/ed-fi/students")).toEqual({ sent: 2, waiting: 1 });
  });

  test("goes again alone when a steward says so, whatever was read before (defect 19)", async () => {
    const bench = await setUp();
    write(bench.source, { ...district([]), "students.jsonl": [student("1", { birthDate: "2012-02-31" })] });
    await bench.push();
    const [cause] = await causesOf(bench);
    const [line] = await bench.client.call("causes.records", { connection: "P", cause: cause?.id ?? "" });
    const again = await bench.restart();
    expect(await again.push({ records: [line?.id ?? ""], force: true })).toMatchObject({
      planned: 1,
      requests: 1,
      failed: 1,
    });
  });
});

describe("what was sent is known", () => {
  test("of each connection by itself: another one on the same folder sends everything (defect 3)", async () => {
    const bench = await setUp();
    write(bench.source, district(["1"]));
    await bench.push();
    await bench.client.call("connections.add", {
      name: "Q",
      settings: { url: `${bench.practice.url}/`, requestTimeout: 3000 },
    });
    await bench.client.call("sources.add", { connection: "Q", folder: bench.source });
    const sent = await bench.push({ connection: "Q" });
    expect(sent).toMatchObject({ planned: 5, failed: 0 });
    expect(await bench.push()).toMatchObject({ requests: 0 });
  });

  test("for good: what did not change is not sent in the run after one that sent a change, nor later (defect 16)", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2"]));
    await bench.push();
    const changed = [student("1", { firstName: "Other" }), student("2")];
    write(bench.source, { "students.jsonl": changed });
    expect(await bench.push()).toMatchObject({ requests: 1, sent: { updated: 1 } });
    for (const _ of [1, 2]) expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
  });
});
