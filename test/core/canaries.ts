import type { Interfere } from "./eavesdropper.ts";
import { student } from "./harness.ts";

/** Of nobody: 40 first names, last names, ids, birth dates and addresses, each found nowhere else. */
interface Person {
  readonly first: string;
  readonly last: string;
  readonly id: string;
  readonly birth: string;
  readonly street: string;
}

const letters = (n: number) => String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26));
export const people: readonly Person[] = Array.from({ length: 40 }, (_, n) => ({
  first: `Zyxw${letters(n)}lda`,
  last: `Quomb${letters(n)}rthwaite`,
  id: `77194${48300 + n}`,
  birth: `19${10 + n}-03-09`,
  street: `${n + 11} Vexl${letters(n)}rn Way`,
}));
export const canaries: readonly string[] = people.flatMap((person) => Object.values(person));

/** Whichever of these texts contain, however they are written. */
export const found = (text: string, values: readonly string[]): readonly string[] => {
  const written = text.toLowerCase();
  return values.filter((value) => written.includes(value.toLowerCase()));
};

export const studentsOfNobody = people.map(({ first, last, id, birth, street }) =>
  student(id, { firstName: first, lastSurname: last, birthDate: birth, birthCity: street }),
);

/** Status, body, and where the server says that the item is, or asks to go to. */
type Answer = readonly [number, object | string, string?];
const ods = (status: number, type: string, more: object): Answer => [
  status,
  { type: `urn:ed-fi:api:${type}`, title: "t", status, correlationId: "c", ...more },
];
const invalid = (path: string, ...texts: string[]): Answer =>
  ods(400, "bad-request:data-validation-failed", {
    detail: "Data validation failed. See 'validationErrors' for details.",
    validationErrors: { [path]: texts },
  });

/** How servers of all versions word a refusal, and how none does, each with a person's data wherever a value can stand. */
const wordings: readonly ((person: Person) => Answer)[] = [
  ({ first, last }) => [400, { message: `Validation of '${first}' failed.\n${last} is required.\n` }],
  ({ first, id }) => [
    400,
    { message: `The request is invalid: ${first} ${id}`, modelState: { [first]: [id] } },
  ],
  ({ birth, last }) => [
    400,
    { message: `Unable to resolve value '${birth}' to an existing '${last}Descriptor' resource.` },
  ],
  ({ id, last }) => [
    409,
    { message: `The value supplied for the related '${last}' resource does not exist. ${id}` },
  ],
  ({ id, first }) => [
    409,
    { message: `A natural key conflict occurred. The duplicate keys and values are (${first} = ${id})` },
  ],
  ({ id, last }) => [
    403,
    {
      message: `Authorization denied. The claim 'EducationOrganizationId' of ${last} (${id}) does not reach '${last}'.`,
    },
  ],
  ({ first }) => [400, `<html><body><h1>${first}</h1></body></html>`],
  ({ first, birth }) => [400, `${first} ${birth}`],
  ({ first, last, id }) => [
    409,
    { error: { message: first, failures: [{ resourceName: last, identity: [{ id }] }] } },
  ],
  ({ last, first }) => [400, { error: "invalid_request", error_description: `${last}, ${first}` }],
  ({ first, last }) => invalid(`$.${first}`, `${last} is required and should not be left empty.`),
  ({ first, last }) =>
    invalid("$.lastSurname", `${first} must be between 2 and 75 characters in length.`, last),
  ({ street, last }) =>
    invalid(`$.addresses[0].${last}`, `${street} cannot contain leading or trailing spaces.`),
  ({ birth, last }) => invalid(`$.['${last}']`, `The value '${birth}' is not valid for ${last}.`),
  ({ last }) => invalid("$.schoolReference", `SchoolReference is missing the following properties: ${last}`),
  ({ first, id }) =>
    invalid("$.birthDate", `Could not convert string to DateTime: ${first}. Path '${id}', line 1.`),
  ({ first }) =>
    invalid("$.hispanicLatinoEthnicity", `Unexpected value for boolean: ${first} (type: String)`),
  ({ last }) =>
    invalid(
      "$.otherNames",
      `The 2nd item of the ${last} has the same identifying values as another item earlier in the list.`,
    ),
  ({ first, last }) =>
    invalid(
      "$.schoolId",
      `All values supplied for '${first}' must match. Align these: '${first}', '${last}'`,
    ),
  ({ first, street }) =>
    invalid("$.birthSexDescriptor", `${first}Descriptor value '${street}' does not exist.`),
  ({ id }) =>
    invalid(
      "$.birthSexDescriptor",
      `SexDescriptor value 'uri://ed-fi.org/SexDescriptor#${id}' does not exist.`,
    ),
  ({ birth, last }) => invalid("$.x", `${last} Value is "${birth}" but should be "boolean"`),
  ({ first, last }) =>
    invalid("$.", `'${first}' is invalid after a value. Expected either ',' or '${last}'.`),
  ({ last, id }) =>
    ods(400, "bad-request:data-validation-failed:key-change-not-supported", {
      detail: `Identifying values for the ${last} data (${id}) cannot be changed.`,
    }),
  ({ last, first }) =>
    ods(409, "data-conflict:unresolved-reference", {
      detail: `The referenced '${last}' item does not exist.`,
      validationErrors: { [`$.${first}Reference`]: [`The referenced ${first} item does not exist.`] },
    }),
  ({ last, first }) =>
    ods(409, "data-conflict:dependent-item-exists", {
      detail: `The requested action cannot be performed because this item is referenced by existing ${last}, ${first} item(s).`,
    }),
  ({ last, id }) =>
    ods(409, "data-conflict:non-unique-values", {
      detail: "A value must be unique.",
      errors: [
        `A primary key conflict occurred in the '${last}' table. The duplicate key is (${last}) = (${id}).`,
      ],
    }),
  ({ id, last }) =>
    ods(403, "security:authorization:relationships:access-denied:element-required", {
      detail: `Access to the requested data could not be authorized. Hint: You may need to create a corresponding '${last}' item.`,
      errors: [
        `No relationships have been established between the caller's education organization id claim ('${id}') and the resource item's '${last}' value.`,
      ],
    }),
  ({ last }) =>
    ods(403, "security:authorization:namespace:access-denied:namespace-mismatch", {
      detail: `The 'Namespace' value of '${last}' does not start with any of the prefixes ('${last}').`,
    }),
  ({ last, first }) =>
    ods(403, `security:authorization:${last.toLowerCase()}`, {
      errors: [`The claim set '${first}' of ${last}`],
    }),
  ({ last }) =>
    ods(404, "not-found", { detail: `The specified ${last} could not be found.`, errors: [last] }),
  ({ last, id }) => ods(405, last, { title: id, detail: `${last} does not support '${id}'.` }),
  ({ first, last, street, birth }) =>
    ods(400, "bad-request:data", {
      detail: `See https://help.example/${first}/${last}?born=${birth}&at=${encodeURIComponent(street)}`,
      errors: [`The request for /ed-fi/students?studentUniqueId=${last} (${first}) failed.`],
    }),
  // 302 would be tried again and again: a sign-in page of a network.
  ({ first, last, id }) => [305, "", `https://elsewhere.example/${first}/${last}?id=${id}`],
  ({ first, last, id }) => [201, "", `https://elsewhere.example/ed-fi/students/${first}-${last}?id=${id}`],
  ({ first, last, street, birth }) => ods(418, first, { title: last, detail: street, errors: [birth] }),
];

/** Answers each of these students in one of all wordings; leaves the others to the server. */
export const inAllWordings: Interfere = (path, body) => {
  if (!path.endsWith("/students")) return undefined;
  const sent: { studentUniqueId?: unknown } = JSON.parse(body);
  const at = people.findIndex(({ id }) => id === sent.studentUniqueId);
  const person = people[at];
  const answer = person && wordings[at % wordings.length]?.(person);
  if (!answer) return undefined;
  const [status, said, location] = answer;
  const text = typeof said === "string" ? said : JSON.stringify(said);
  return { status, body: text, ...(location !== undefined && { location }) };
};
