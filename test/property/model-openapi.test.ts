import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileKeys } from "../../electron/core/model/keys.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { compileTypeCheck } from "../../electron/core/model/type-check.ts";
import type { Model } from "../../electron/core/model/types.ts";
import { AppError } from "../../shared/errors.ts";
import { gradesDocument } from "../unit/model-grades.ts";

/** The places of a document where something else can stand. */
function placesOf(value: unknown, place: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...place, name]))];
}

function replaced(value: unknown, place: readonly string[], replacement: unknown): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return replacement;
  const copy = structuredClone(value) as Record<string, unknown>;
  return Object.assign(copy, { [name]: replaced(copy[name], rest, replacement) });
}

const document = gradesDocument();
const places = placesOf(document);
const oddities = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    "",
    "object",
    [],
    {},
    [null],
    { $ref: 5 },
    { $ref: "#/components/schemas/edFi_grade" },
  ),
  fc.constantFrom(
    { $ref: "#/constructor/prototype" },
    { properties: { x: null } },
    { type: ["string", "null"] },
  ),
  fc.jsonValue(),
);

/** The model, or undefined where the document is refused; anything else that is thrown fails the test. */
function readOdd(place: readonly string[], odd: unknown): Model | undefined {
  try {
    return readModel([replaced(document, place, odd)]);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return undefined;
  }
}

describe("reading odd documents", () => {
  it("gives a model or a refusal, never a crash", () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), oddities, (place, odd) => {
        for (const resource of readOdd(place, odd)?.resources ?? []) {
          expect(resource.identity.parts.length).toBeGreaterThan(0);
          compileKeys(resource).references({});
          compileTypeCheck(resource)({});
        }
      }),
      { numRuns: 500 },
    );
  });

  it("gives all resources of a group equally many key parts, and references as many names", () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), oddities, (place, odd) => {
        const resources = readOdd(place, odd)?.resources ?? [];
        const counts = new Map(resources.map(({ identity }) => [identity.group, identity.parts.length]));
        for (const { identity, references } of resources) {
          expect(identity.parts).toHaveLength(counts.get(identity.group) ?? 0);
          for (const { group, names, targets } of references) {
            if (targets.length > 0) expect(names).toHaveLength(counts.get(group) ?? 0);
          }
        }
      }),
    );
  });
});

describe("reading bodies", () => {
  const { resources } = readModel([document]);

  it("gives keys and references of any object, never a crash", () => {
    fc.assert(
      fc.property(fc.constantFrom(...resources), fc.object(), (resource, body) => {
        const keys = compileKeys(resource);
        expect(keys.key(body)?.length ?? resource.identity.parts.length).toBe(resource.identity.parts.length);
        for (const { reference, values } of keys.references(body)) {
          expect(values).toHaveLength(resource.references[reference]?.names.length ?? 0);
        }
        compileTypeCheck(resource)(body);
      }),
    );
  });
});
