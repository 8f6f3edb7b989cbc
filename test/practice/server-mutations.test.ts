import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { isScalar, type Member, type Shape } from "../../electron/practice/server/model.ts";
import { readModel } from "../../electron/practice/server/openapi.ts";
import { type ApiClient, connect } from "./api-client.ts";
import { districtOf, load, samples, standardDocuments } from "./samples.ts";

type Body = Record<string, unknown>;
interface Mutation {
  readonly what: string;
  readonly body: Body;
  readonly statuses: readonly number[];
}

describe.skipIf(samples === undefined)("the sample district", () => {
  const openApi = samples === undefined ? [] : standardDocuments("DS 5.1 of ODS/API 7.2");
  let practice: Practice;
  let api: ApiClient;
  let refused: string[];
  beforeAll(async () => {
    practice = await startPractice({ openApi });
    api = await connect(practice);
    refused = await load(practice, api);
  }, 300_000);
  afterAll(() => practice.close());

  it("is accepted record by record in dependency order, and what does not belong is refused", async () => {
    expect(refused).toEqual([]);
    // 3,294 descriptor values and 32,125 records; one school year was there already.
    expect(practice.counts().byStatus).toEqual({ 201: 35_418, 200: 1 });
    const [enrolment] = districtOf().get("studentSchoolAssociations") ?? [];
    const stray = (enrolment ?? "").replace(/"schoolId":\s*\d+/, '"schoolId":1');
    expect((await api.post("/ed-fi/studentSchoolAssociations", stray)).status).toBe(409);
  });

  it("has no record that is taken when it is spoilt in one place, and nothing of it is stored", {
    timeout: 300_000,
  }, async () => {
    const model = readModel(openApi);
    const before = practice.counts().byStatus[201];
    const accepted: string[] = [];
    let tried = 0;
    for (const [name, [line]] of districtOf()) {
      const resource = model.byPath.get(`/ed-fi/${name}`.toLowerCase());
      if (resource === undefined || line === undefined) continue;
      const body = JSON.parse(line) as Body;
      for (const mutation of mutationsOf(resource.shape, body)) {
        const reply = await api.post(resource.path, mutation.body);
        tried += 1;
        if (!mutation.statuses.includes(reply.status))
          accepted.push(`${resource.path} ${mutation.what}: ${reply.status}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(tried).toBeGreaterThan(1000);
    expect(practice.counts().byStatus[201]).toBe(before);
  });
});

/** Every way to spoil one member: left out, wrong type, too long, unknown value, pointing nowhere, a row twice. */
function mutationsOf(shape: Shape, body: Body, wrap: (inner: Body) => Body = (inner) => inner): Mutation[] {
  return shape.members.flatMap((member) => {
    const value = body[member.name];
    if (value === undefined) return [];
    const without = Object.fromEntries(Object.entries(body).filter(([name]) => name !== member.name));
    const change = (what: string, next: unknown, statuses: readonly number[]): Mutation => ({
      what: `${what} ${member.name}`,
      body: wrap({ ...body, [member.name]: next }),
      statuses,
    });
    const missing = member.required
      ? [{ what: `without ${member.name}`, body: wrap(without), statuses: [400] }]
      : [];
    return [...missing, ...spoilt(member, value, change), ...inside(member, value, body, wrap)];
  });
}

type Change = (what: string, next: unknown, statuses: readonly number[]) => Mutation;

function spoilt(member: Member, value: unknown, change: Change): Mutation[] {
  if (member.kind === "descriptor") return [change("unknown", "uri://ed-fi.org/X#nope", [400])];
  if (member.kind === "string") {
    return member.maxLength === undefined
      ? []
      : [change("too long", "x".repeat(member.maxLength + 1), [400])];
  }
  if (isScalar(member)) return [change("untyped", "abc", [400])];
  if (member.kind === "collection" && Array.isArray(value))
    return [change("twice", [...value, value[0]], [400])];
  if (member.kind !== "reference") return [];
  return member.parts
    .filter((part) => part.kind !== "descriptor")
    .map((part) => {
      const lost = part.kind === "date" ? "1901-01-01" : part.kind === "integer" ? 987_654 : "nowhere";
      return change(`lost ${part.name} of`, { ...(value as Body), [part.name]: lost }, [400, 403, 409]);
    });
}

function inside(member: Member, value: unknown, body: Body, wrap: (inner: Body) => Body): Mutation[] {
  if (member.kind === "object") {
    return mutationsOf(member.shape, value as Body, (inner) => wrap({ ...body, [member.name]: inner }));
  }
  if (member.kind !== "collection" || !Array.isArray(value)) return [];
  const [first, ...others] = value as Body[];
  if (first === undefined) return [];
  return mutationsOf(member.shape, first, (inner) => wrap({ ...body, [member.name]: [inner, ...others] }));
}
