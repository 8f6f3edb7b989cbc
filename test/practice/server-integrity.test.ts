import fc from "fast-check";
import { expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { type ApiClient, connect, sample } from "./api-client.ts";

const schoolId = 255901001;
const names = ["Fall", "Spring", "Summer"];

const sessionBody = (sessionName: string) => ({
  sessionName,
  schoolReference: { schoolId },
  schoolYearTypeReference: { schoolYear: 2025 },
  beginDate: "2024-08-20",
  endDate: "2024-12-20",
  termDescriptor: "uri://ed-fi.org/TermDescriptor#Fall Semester",
  totalInstructionalDays: 80,
});

const offeringBody = (sessionName: string) => ({
  localCourseCode: "ALG",
  schoolReference: { schoolId },
  courseReference: { courseCode: "ALG", educationOrganizationId: 255901 },
  sessionReference: { schoolId, schoolYear: 2025, sessionName },
});

const sectionBody = (sessionName: string) => ({
  sectionIdentifier: "S1",
  courseOfferingReference: { localCourseCode: "ALG", schoolId, schoolYear: 2025, sessionName },
});

const bodies = { sessions: sessionBody, courseOfferings: offeringBody, sections: sectionBody } as const;
type Name = keyof typeof bodies;

const step = fc.oneof(
  fc.record({
    act: fc.constant("POST" as const),
    resource: fc.constantFrom<Name>("sessions", "courseOfferings", "sections"),
    name: fc.constantFrom(...names),
  }),
  fc.record({
    act: fc.constant("DELETE" as const),
    resource: fc.constantFrom<Name>("sessions", "courseOfferings", "sections"),
    name: fc.nat(2),
  }),
  fc.record({
    act: fc.constant("PUT" as const),
    resource: fc.constant<Name>("sessions"),
    name: fc.constantFrom(...names),
    at: fc.nat(2),
  }),
);

interface Stored {
  readonly sessionName?: string;
  readonly sessionReference?: { readonly sessionName: string };
  readonly courseOfferingReference?: { readonly sessionName: string };
}

const held = (practice: Practice, resource: Name) =>
  practice.items(`/ed-fi/${resource}`) as readonly { readonly id: string; readonly body: Stored }[];

async function take(
  practice: Practice,
  api: ApiClient,
  one: typeof step extends fc.Arbitrary<infer T> ? T : never,
) {
  if (one.act === "POST") return api.post(`/ed-fi/${one.resource}`, bodies[one.resource](one.name));
  const item = held(practice, one.resource)[one.act === "PUT" ? one.at : one.name];
  const path = `/ed-fi/${one.resource}/${item?.id ?? "0".repeat(32)}`;
  return one.act === "PUT" ? api.send("PUT", path, sessionBody(one.name)) : api.send("DELETE", path);
}

function expectWhole(practice: Practice): void {
  const sessions = held(practice, "sessions").map((item) => item.body.sessionName);
  const offerings = held(practice, "courseOfferings").map((item) => item.body.sessionReference?.sessionName);
  const sections = held(practice, "sections").map((item) => item.body.courseOfferingReference?.sessionName);
  for (const list of [sessions, offerings, sections]) expect(new Set(list).size).toBe(list.length);
  for (const name of offerings) expect(sessions).toContain(name);
  for (const name of sections) expect(offerings).toContain(name);
}

it("never holds a reference to nothing or a key twice, whatever the order of writes, renames and deletions", async () => {
  const practice = await startPractice();
  try {
    const api = await connect(practice);
    await api.post("/ed-fi/localEducationAgencies", sample.district);
    await api.post("/ed-fi/schools", sample.school());
    const course = await api.post("/ed-fi/courses", {
      courseCode: "ALG",
      courseTitle: "Algebra",
      numberOfParts: 1,
      educationOrganizationReference: { educationOrganizationId: 255901 },
      identificationCodes: [
        {
          identificationCode: "ALG",
          courseIdentificationSystemDescriptor:
            "uri://ed-fi.org/CourseIdentificationSystemDescriptor#LEA course code",
        },
      ],
    });
    expect(course.status).toBe(201);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        for (const one of steps) {
          const reply = await take(practice, api, one);
          expect([200, 201, 204, 404, 409]).toContain(reply.status);
          expectWhole(practice);
        }
      }),
      { numRuns: 60 },
    );
    // When nothing refers to anything any more, everything can go.
    for (const resource of ["sections", "courseOfferings", "sessions"] as const) {
      for (const item of held(practice, resource)) {
        expect((await api.send("DELETE", `/ed-fi/${resource}/${item.id}`)).status).toBe(204);
      }
    }
  } finally {
    await practice.close();
  }
});
