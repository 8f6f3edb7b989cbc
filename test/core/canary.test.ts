import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { startPractice } from "../../electron/practice/practice.ts";
import { program, start } from "../hosts/command-line.ts";
import { canaries, found, inAllWordings, studentsOfNobody } from "./canaries.ts";
import { eavesdrop, type Interfere } from "./eavesdropper.ts";
import { agency, atEnd, enrollment, ownFolder, school, student, write } from "./harness.ts";

/** Of a person who does not exist; each text is found nowhere else. */
const person = {
  first: "Zyxwalda",
  last: "Quomberthwaite",
  id: "7719448203",
  birth: "1907-03-09",
  street: "9 Vexlorn Crescent",
  mail: "zw.quomb@vexlorn.example",
};
const personal = [...Object.values(person), ...canaries];
const key = "canary-key-Lq8ZtR4w";
const secret = "canary-secret-Jx2Vb7PmKd";
const wrongSecret = "canary-wrong-Nh5Gy1Ts";
const besides = {
  STEWARD_PASSPHRASE: "canary-passphrase-Vd4Rm9Xe",
  STEWARD_PROXY_USER: "canary-proxy-user-Bq6Wk3Zt",
  STEWARD_PROXY_PASSWORD: "canary-proxy-word-Yf8Hc2Lp",
};

const named = (changes: object = {}) =>
  student(person.id, {
    firstName: person.first,
    lastSurname: person.last,
    birthDate: person.birth,
    ...changes,
  });
const withAddress = (studentUniqueId: string) => ({
  studentReference: { studentUniqueId },
  educationOrganizationReference: { educationOrganizationId: 255901 },
  addresses: [
    {
      addressTypeDescriptor: "uri://ed-fi.org/AddressTypeDescriptor#Home",
      stateAbbreviationDescriptor: "uri://ed-fi.org/StateAbbreviationDescriptor#TX",
      streetNumberName: person.street,
      city: person.last,
      postalCode: person.id,
    },
  ],
  electronicMails: [
    {
      electronicMailTypeDescriptor: "uri://ed-fi.org/ElectronicMailTypeDescriptor#Home/Personal",
      electronicMailAddress: person.mail,
    },
  ],
});

/** Wrong in every way that I know of, always with a person's data where the fault is. */
const folder = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [
    school(1),
    school(2, { nameOfInstitution: `${person.first} ${person.last} ${"x".repeat(100)}` }),
    school(3, { gradeLevels: [{ gradeLevelDescriptor: `${person.first} ${person.last}` }] }),
    { ...school(4), schoolId: person.mail },
    school(5, { webSite: person.mail, [person.last]: person.first }),
  ],
  "students.jsonl": [
    ...studentsOfNobody,
    named(),
    named({ firstName: person.street }),
    named({ studentUniqueId: `${person.id}1`, firstName: `${person.first} `.repeat(20) }),
    named({ studentUniqueId: `${person.id}2`, birthDate: `${person.birth} ${person.last}` }),
    named({ studentUniqueId: `${person.id}3`, birthSexDescriptor: person.mail }),
    named({
      studentUniqueId: `${person.id}4`,
      birthSexDescriptor: `uri://ed-fi.org/SexDescriptor#${person.birth}`,
    }),
    named({
      studentUniqueId: `${person.id}5`,
      birthSexDescriptor: `uri://ed-fi.org/SexDescriptor#${person.id}`,
    }),
    named({ studentUniqueId: `${person.id}6`, birthSexDescriptor: [person.first] }),
    JSON.stringify(named()).slice(0, -20),
    `"${person.first}"`,
    person.first,
    `{"${person.last}": `,
  ],
  "studentSchoolAssociations.jsonl": [
    enrollment(person.id, 1),
    enrollment(`${person.id}9`, 1),
    enrollment(person.id, 2),
    enrollment(person.id, 1, { entryDate: person.first }),
    enrollment(person.id, 99, { entryGradeLevelDescriptor: person.street }),
  ],
  "studentEducationOrganizationAssociations.jsonl": [withAddress(person.id), withAddress(`${person.id}9`)],
  "parentsOf.jsonl": [named()],
  "contacts.jsonl": [{ contactUniqueId: `c${person.id}`, firstName: person.first, lastSurname: person.last }],
};

/** A server that says back what it was sent, in every member of its answer. */
const echo: Interfere = (path, body) => {
  if (!path.endsWith("/contacts") && !path.endsWith("/studentEducationOrganizationAssociations"))
    return inAllWordings(path, body);
  const status = path.endsWith("/contacts") ? 409 : 400;
  const all = `${Object.values(person).join(" and ")} of ${body}`;
  const answer = {
    detail: `The request for ${all} was wrong.`,
    type: `urn:ed-fi:api:bad-request:${person.last.toLowerCase()}`,
    title: `Wrong ${all}`,
    status,
    validationErrors: {
      [`$.['${person.last}']`]: [all],
      [`$.${person.last}`]: ["It is required."],
      [`$.addresses[${person.first}].city`]: ["It is required."],
      [`$.addresses[0].${person.last}`]: [`${person.last} is required.`],
      "$.lastSurname": [`The value '${all}' is wrong.`],
      "$.studentReference": [`It is missing the following properties: ${person.first}`],
    },
    errors: [
      all,
      `'${person.first}' is required`,
      `${person.first} is required.`,
      `${person.last}Descriptor value '${person.first}' does not exist.`,
      `The referenced '${person.last}' item does not exist.`,
      `Value "${person.last}" of ${person.mail} must be unique.`,
    ],
  };
  return { status, body: JSON.stringify(answer) };
};

const filesBelow = (home: string) =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Tables and columns that hold a person's data, other than the two that may. */
function columnsWithPersons(home: string): string[] {
  const db = new Database(join(home, "steward.db"), { readonly: true });
  try {
    const columns = db
      .prepare<[], { table: string; column: string }>(
        `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`,
      )
      .all();
    return columns
      .filter(
        ({ table, column }) =>
          !["records.body", "answers.message", "codes.code"].includes(`${table}.${column}`),
      )
      .flatMap(({ table, column }) => {
        const values = db.prepare<[], unknown>(`SELECT "${column}" FROM "${table}"`).pluck().all();
        const leaks = values.flatMap((value) =>
          found(Buffer.isBuffer(value) ? value.toString("latin1") : String(value), personal),
        );
        return leaks.length > 0 ? [`${table}.${column}: ${[...new Set(leaks)].join(", ")}`] : [];
      });
  } finally {
    db.close();
  }
}

test("no person's data and no secret leaves the sync database, whatever a district states and a server answers (defect 14)", {
  // Some thirty processes, one after the other.
  timeout: 180_000,
}, async () => {
  const place = ownFolder();
  const home = join(place, "home");
  const source = join(place, "district");
  const practice = await startPractice({ key, secret, seed: 1 });
  atEnd(practice.close);
  const server = await eavesdrop(practice.url, echo);
  atEnd(server.close);
  write(source, folder);

  let said = "";
  /** What these commands show to the steward on purpose may name persons; nothing may show a secret. */
  let shown = "";
  const steward = async (words: readonly string[], known = secret) => {
    const { status, stdout, stderr } = await start(
      program,
      [...words, "--credentials-from-env", "--home", home],
      { STEWARD_KEY: key, STEWARD_SECRET: known, ...besides },
    ).outcome;
    if (words[0] === "record" || words.includes("--cause")) shown += stdout + stderr;
    else said += stdout + stderr;
    return { status, stdout };
  };
  const statusOf = async (words: readonly string[], known = secret) => (await steward(words, known)).status;

  expect(await statusOf(["connection", "add", "P", "--url", server.url], wrongSecret)).toBe(3);
  expect(await statusOf(["connection", "add", "P", "--url", server.url])).toBe(0);
  expect(await statusOf(["connection", "test", "P", "--json"])).toBe(0);
  expect(await statusOf(["source", "add", "P", source])).toBe(0);
  expect(await statusOf(["source", "scan", "P"])).toBe(1);
  expect(await statusOf(["source", "scan", "P", "--json"])).toBe(1);
  expect(await statusOf(["push", "P", "--dry-run", "--json"])).toBe(0);
  expect(await statusOf(["push", "P"])).toBe(1);
  expect(await statusOf(["push", "P", "--force", "--json"])).toBe(1);
  expect(await statusOf(["causes", "P"])).toBe(0);
  const causes: { id: string }[] = JSON.parse((await steward(["causes", "P", "--json"])).stdout);
  expect(causes.length).toBeGreaterThan(8);
  for (const { id } of causes.slice(0, 3)) await steward(["causes", "P", "--cause", id, "--json"]);
  await steward(["record", "P", "4294967296"]);
  for (const words of [["status"], ["runs", "P"], ["connection", "show", "P"], ["source", "list", "P"]]) {
    expect(await statusOf(words)).toBe(0);
    expect(await statusOf([...words, "--json"])).toBe(0);
  }
  expect(await statusOf(["journal", "list", "P", "--json"])).toBe(0);
  expect(await statusOf(["journal", "export", join(place, "review.gz")])).toBe(0);
  expect(await statusOf(["review", join(place, "review.gz"), "--json"])).toBe(0);
  await steward(["doctor", "--json"]);
  expect(await statusOf(["push", "P", "--force"], wrongSecret)).toBe(3);
  await server.close();
  expect(await statusOf(["push", "P", "--force", "--json"])).toBe(4);
  expect(await statusOf(["connection", "test", "P"])).toBeGreaterThan(0);

  const secrets = [key, secret, wrongSecret, ...Object.values(besides), ...server.secrets()];
  expect(server.secrets().length, "Basic pairs and tokens passed").toBeGreaterThanOrEqual(3);
  expect(found(said + shown, secrets), "secrets on standard output or error").toEqual([]);
  const leaks = said.split("\n").filter((line) => found(line, personal).length > 0);
  expect(leaks, "persons on standard output or error").toEqual([]);
  for (const file of filesBelow(home)) {
    const text = readFileSync(file, "latin1");
    expect(found(text, secrets), `secrets in ${basename(file)}`).toEqual([]);
    if (!basename(file).startsWith("steward.db"))
      expect(found(text, personal), `persons in ${basename(file)}`).toEqual([]);
  }
  expect(columnsWithPersons(home)).toEqual([]);
  expect(found(readFileSync(join(home, "steward.db"), "latin1"), personal)).toEqual(personal);
});
