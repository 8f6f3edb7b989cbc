import { beforeEach, expect } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { type ApiClient, connect, type Reply, sample } from "./api-client.ts";

/** A practice API of its own for each test of a file, and a client of it. */
export function eachWithPractice(options: PracticeOptions = {}): { practice: Practice; api: ApiClient } {
  const given = {} as { practice: Practice; api: ApiClient };
  beforeEach(async () => {
    given.practice = await startPractice(options);
    given.api = await connect(given.practice);
    return () => given.practice.close();
  });
  return given;
}

/** One district, one school, one student who is enrolled there. */
export async function enrol(api: ApiClient, studentUniqueId = "604822"): Promise<void> {
  await api.post("/ed-fi/localEducationAgencies", sample.district);
  await api.post("/ed-fi/schools", sample.school());
  await api.post("/ed-fi/students", sample.student(studentUniqueId));
  const reply = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment(studentUniqueId));
  expect(reply.status).toBe(201);
}

export function failuresOf(reply: Reply): Record<string, string[]> | undefined {
  return (reply.json as { validationErrors?: Record<string, string[]> }).validationErrors;
}

export function errorsOf(reply: Reply): string[] | undefined {
  return (reply.json as { errors?: string[] }).errors;
}

export function detailOf(reply: Reply): string {
  return (reply.json as { detail: string }).detail;
}
