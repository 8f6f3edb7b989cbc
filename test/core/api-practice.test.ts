import { describe, expect, test } from "vitest";
import { createApiClient } from "../../electron/core/api/client.ts";
import { discover } from "../../electron/core/api/discovery.ts";
import { fetchDependencies, fetchOpenApi } from "../../electron/core/api/metadata.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { testSteps } from "../../electron/core/api/probe.ts";
import { readProblem } from "../../electron/core/api/problem.ts";
import { createTokens } from "../../electron/core/api/token.ts";
import type { Answer } from "../../electron/core/api/types.ts";
import { classify } from "../../electron/core/causes/classify.ts";
import { fingerprint } from "../../electron/core/causes/fingerprint.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { namesFor } from "../unit/causes-names.ts";
import { settingsFor } from "./api-stub-server.ts";

const kinds = ServerKind.options;
const student = { studentUniqueId: "S1", firstName: "A", lastSurname: "B", birthDate: "2010-01-13" };

async function withApi<T>(
  kind: ServerKind,
  work: (post: (path: string, body: object) => Promise<Answer>) => Promise<T>,
): Promise<T> {
  const practice = await startPractice({ server: kind });
  const settings = settingsFor(practice.url);
  const dispatcher = createDispatcher(settings);
  const server = await discover(settings, dispatcher);
  const { key, secret } = practice;
  const client = createApiClient({
    server,
    settings,
    tokens: createTokens({ credentials: async () => ({ key, secret }) }),
    dispatcher,
  });
  try {
    return await work((path, body) => client.post(path, JSON.stringify(body)));
  } finally {
    await client.close();
    await practice.close();
  }
}

function causeOf(resource: string, answer: Answer) {
  if (answer.kind !== "answer") throw new Error(`an answer was expected, not ${answer.kind}`);
  const problem = readProblem(answer.status, answer.contentType, answer.body);
  const about = { resource, operation: "upsert", names: namesFor(resource) } as const;
  const classification = classify(problem, about);
  return { ...classification, ...fingerprint(about, problem, classification) };
}

describe.each(kinds)("%s", (kind) => {
  test("passes the step test", async () => {
    const practice = await startPractice({ server: kind });
    const steps = [];
    for await (const step of testSteps(settingsFor(practice.url), practice)) steps.push(step);
    await practice.close();
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.map(({ step }) => step)).toEqual([
      "address",
      "tls",
      "discovery",
      "token",
      "token_info",
      "read",
      "permissions",
    ]);
  });

  test("says that a wrong secret is one", async () => {
    const practice = await startPractice({ server: kind });
    const steps = [];
    const wrong = { key: practice.key, secret: "wrong" };
    for await (const step of testSteps(settingsFor(practice.url), wrong)) steps.push(step);
    await practice.close();
    expect(steps.at(-1)).toMatchObject({
      step: "token",
      ok: false,
      advice: expect.stringContaining("does not accept this key and secret"),
    });
  });

  test("gives its documents once, and its dependencies", async () => {
    const practice = await startPractice({ server: kind });
    const settings = settingsFor(practice.url);
    const dispatcher = createDispatcher(settings);
    const asker = { dispatcher, timeout: settings.requestTimeout };
    const server = await discover(settings, dispatcher);
    const openApi = await fetchOpenApi(server, asker);
    expect(openApi.kind).toBe("documents");
    if (openApi.kind === "documents" && openApi.etags.resources !== undefined) {
      expect(await fetchOpenApi(server, asker, openApi.etags)).toEqual({ kind: "not-modified" });
    }
    expect((await fetchDependencies(server, asker))?.length).toBeGreaterThan(10);
    await dispatcher.destroy();
    await practice.close();
  });

  test("takes a student, and says again that it has it", async () => {
    await withApi(kind, async (post) => {
      const first = await post("/ed-fi/students", student);
      expect(first).toMatchObject({
        kind: "answer",
        status: 201,
        id: expect.stringMatching(/^[0-9a-f-]{32,36}$/),
      });
      expect(await post("/ed-fi/students", student)).toMatchObject({
        status: expect.toSatisfy((s) => s === 200 || s === 403),
      });
    });
  });
});

test.each([
  ["ods-5.3", { year: 2019 }],
  ["ods-6.2", { year: 2031, instance: "255901" }],
  ["ods-7.3", { tenant: "tenant1", context: "2026" }],
  ["dms", { tenant: "tenant1", context: "255901" }],
] as const)("%s is found behind %j", async (kind, route) => {
  const practice = await startPractice({ server: kind, pathLayout: route });
  const settings = settingsFor(new URL(practice.url).origin, route);
  const dispatcher = createDispatcher(settings);
  const asker = { dispatcher, timeout: settings.requestTimeout };
  const server = await discover(settings, dispatcher);
  const tokens = createTokens({ credentials: async () => practice });
  const client = createApiClient({ server, settings, tokens, dispatcher });
  expect(await client.post("/ed-fi/students", JSON.stringify(student))).toMatchObject({ status: 201 });
  expect((await fetchOpenApi(server, asker)).kind).toBe("documents");
  expect((await fetchDependencies(server, asker))?.length).toBeGreaterThan(10);
  await client.close();
  await practice.close();
});

describe("the same mistake is the same cause on every server", () => {
  const mistakes: Record<string, readonly [path: string, body: object, kind: string]> = {
    "a missing last name": ["/ed-fi/students", { ...student, lastSurname: undefined }, "validation"],
    "a last name that is too long": [
      "/ed-fi/students",
      { ...student, lastSurname: "x".repeat(200) },
      "validation",
    ],
    "an unknown sex": [
      "/ed-fi/students",
      { ...student, birthSexDescriptor: "uri://ed-fi.org/SexDescriptor#Nonsense" },
      "descriptor",
    ],
    "a school that is not there": [
      "/ed-fi/academicWeeks",
      {
        weekIdentifier: "Week 01",
        beginDate: "2025-08-18",
        endDate: "2025-08-22",
        totalInstructionalDays: 5,
        schoolReference: { schoolId: 987654321 },
      },
      "missing-parent",
    ],
  };

  test.each(Object.entries(mistakes))("%s", async (_, [path, body, expected]) => {
    const causes = [];
    for (const kind of kinds) {
      causes.push(await withApi(kind, async (post) => causeOf(path, await post(path, body))));
    }
    expect(causes.map(({ kind }) => kind)).toEqual(kinds.map(() => expected));
    expect(new Set(causes.map((cause) => cause.fingerprint)).size).toBe(1);
    expect(new Set(causes.map((cause) => `${cause.retry} ${cause.who}`)).size).toBe(1);
  });
});
