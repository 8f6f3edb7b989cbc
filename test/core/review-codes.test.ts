import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { agency, school, setUp, student, write } from "./harness.ts";

const sexes = (codes: readonly string[]) =>
  codes.map((birthSexDescriptor, index) => student(`s${index}`, { birthSexDescriptor }));

test("in a review file, codes of one type that are not mapped are told apart, each by its own number everywhere, and none is told", async () => {
  const bench = await setUp();
  const { client } = bench;
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "students.jsonl": sexes(["QX-1", "QX-2", "QX-2", "Zyxwalda Quomb"]),
  });
  await client.call("descriptors.pull", { connection: "P" });
  await bench.push();
  const exported = async () => {
    const { content } = await client.call("journal.export", {});
    expect(gunzipSync(Buffer.from(content, "base64")).toString()).not.toMatch(/QX|Zyxwalda/);
    return client.call("journal.review", { content });
  };
  const { causes, journal } = await exported();
  const unmapped = causes.filter(({ topic }) => topic === "descriptor.unmapped");
  expect(unmapped.map(({ title, held }) => [title, held]).sort()).toEqual([
    ["Sex: a code is not mapped (no. 1)", 1],
    ["Sex: a code is not mapped (no. 2)", 2],
    ["Sex: a code is not mapped (no. 3)", 1],
  ]);
  for (const { id, title } of unmapped)
    expect(journal).toContainEqual(expect.objectContaining({ kind: "cause-change", cause: id, title }));

  // Another folder's code comes later, and takes no other one's number.
  write(bench.source, { "students.jsonl": sexes(["AA-0", "QX-1", "QX-2", "QX-2", "Zyxwalda Quomb"]) });
  await bench.push();
  const titles = new Map((await exported()).causes.map(({ id, title }) => [id, title]));
  for (const { id, title } of unmapped) expect(titles.get(id)).toBe(title);
  expect([...titles.values()]).toContain("Sex: a code is not mapped (no. 4)");
});
