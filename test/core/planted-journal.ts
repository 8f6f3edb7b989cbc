import { expect } from "vitest";
import { agency, enrollment, school, setUp, student, write } from "./harness.ts";

/** Of nobody: each is found nowhere else. Placed wherever a file, a code, a key or a server's text could carry it. */
export const planted = [
  "Zyxwalda",
  "Quomberthwaite",
  "7719448203",
  "1907-03-09",
  "9 Vexlorn Crescent",
  "zw.quomb@vexlorn.example",
  "QUOMBER-77",
] as const;
const [first, last, id, birth, street, mail, code] = planted;

const folder = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1), school(2, { gradeLevels: [{ gradeLevelDescriptor: code }] })],
  [`${last}.jsonl`]: [student(id)],
  "students.jsonl": [
    student(id, { firstName: first, lastSurname: last, birthDate: birth }),
    student(`${id}1`, { birthDate: `${birth} ${last}` }),
    student(`${id}2`, { birthSexDescriptor: mail }),
    student(`${id}3`, { firstName: `${street} `.repeat(20) }),
    `{"${last}":`,
  ],
  "studentSchoolAssociations.jsonl": [
    enrollment(id, 1),
    enrollment(`${id}9`, 1),
    enrollment(id, 1, { entryGradeLevelDescriptor: last }),
    enrollment(id, 2),
  ],
};

export async function pushed() {
  const bench = await setUp();
  write(bench.source, folder);
  const { client } = bench;
  await client.call("descriptors.map", {
    connection: "P",
    mappings: [{ type: "sex", code, uri: "uri://ed-fi.org/SexDescriptor#Female" }],
  });
  await client.call("profiles.name", { connection: "P", name: `${first} ${last}` });
  const result = await bench.push();
  expect(result.failed).toBeGreaterThan(0);
  return { ...bench, result };
}
