import { afterEach, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { request } from "./api-client.ts";
import { mediaType, profileDefinitions } from "./profiles.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(server: ServerKind): Promise<Practice> {
  const practice = await startPractice({ server, profileDefinitions });
  started.push(practice);
  return practice;
}

describe("the documents of profiles", () => {
  it.each([
    ["ods-6.2", "/metadata/data/v3/profiles/names-only/swagger.json", "edFi_student"],
    ["ods-7.3", "/metadata/data/v3/profiles/names-only/swagger.json", "edFi_student"],
    ["dms", "/metadata/specifications/profiles/names-only/resources-spec.json", "EdFi_Student"],
  ] as const)("are listed by %s, and hold only what the profile leaves", async (server, path, schema) => {
    const practice = await start(server);
    const { urls } = (await request("GET", practice.url)).json as { urls: { openApiMetadata: string } };
    const list = (await request("GET", urls.openApiMetadata)).json as Record<string, string>[];
    expect(list.filter(({ prefix }) => prefix === "Profiles").map(({ name }) => name)).toEqual(
      profileDefinitions.map(({ name }) => name),
    );
    const entry = list.find(({ name }) => name === "Names-Only");
    expect(entry?.endpointUri).toBe(practice.url + path);
    const document = (await request("GET", entry?.endpointUri ?? "")).json as Record<string, never>;
    expect(Object.keys(document.paths ?? {})).toEqual(["/ed-fi/students", "/ed-fi/students/{id}"]);
    const { components, definitions: old } = document as {
      components?: { schemas: object };
      definitions?: object;
    };
    const schemas = (components?.schemas ?? old) as Record<
      string,
      { properties: object; required: string[] }
    >;
    const members = (use: string) =>
      Object.keys(schemas[`${schema}_${use}`]?.properties ?? {}).filter((name) => !/^(id|_.*)$/.test(name));
    expect(members("readable")).toEqual(["studentUniqueId", "firstName", "lastSurname"]);
    expect(members("writable")).toEqual(["studentUniqueId", "birthDate", "firstName", "lastSurname"]);
    const text = JSON.stringify(document);
    expect(text).toContain(mediaType("names-only", "writable"));
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = pointer
        .split("/")
        .reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document);
      expect(found, pointer).toBeDefined();
    }
  });
});
