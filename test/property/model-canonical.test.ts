import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalText,
  cleanBody,
  needsCleaning,
  parseLossless,
} from "../../electron/core/model/canonical.ts";

const names = fc.oneof(
  fc.constantFrom(
    "id",
    "_etag",
    "link",
    "schoolReference",
    "sexDescriptorId",
    "codeValue",
    "namespace",
    "__proto__",
  ),
  fc.string({ maxLength: 6 }),
);
const days = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const scalars = fc.oneof(
  fc.string(),
  fc.constantFrom("", null, true, false, "2026-08-17T00:00:00"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  days,
);
const { body: bodies } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, scalars, tie("list"), tie("body")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  body: fc.dictionary(names, tie("value"), { maxKeys: 6 }),
}));
const parsed = bodies.map((body) => parseLossless(JSON.stringify(body)) as object);

/** The same body with the members of every object turned round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

describe("canonical text", () => {
  it("does not depend on the order of members", () => {
    fc.assert(
      fc.property(parsed, (body) => {
        expect(canonicalText(turned(body))).toBe(canonicalText(body));
      }),
    );
  });

  it("is itself canonical", () => {
    fc.assert(
      fc.property(parsed, (body) => {
        const text = canonicalText(body);
        expect(canonicalText(parseLossless(text))).toBe(text);
      }),
    );
  });

  it("does not change when a number gets zeros, or an exponent", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (id) => {
        const plain = canonicalText(parseLossless(`{"id":${id}}`));
        expect(plain).toBe(`{"id":${id}}`);
        expect(canonicalText(parseLossless(`{"id":${id}.00}`))).toBe(plain);
        expect(canonicalText(parseLossless(`{"id":${id}.0e0}`))).toBe(plain);
      }),
    );
  });
});

describe("parsing without loss", () => {
  it("brings every 64-bit integer back as it was", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), (ids) => {
        const text = `{"ids":[${ids.join(",")}]}`;
        expect(JSON.stringify(parseLossless(text))).toBe(text);
      }),
    );
  });
});

describe("cleaning a body", () => {
  it("twice is the same as once", () => {
    fc.assert(
      fc.property(parsed, (body) => {
        const once = cleanBody(body);
        expect(cleanBody(once)).toBe(once);
      }),
    );
  });

  it("is never needed where the quick look says no", () => {
    fc.assert(
      fc.property(parsed, fc.constantFrom(undefined, 1, "\t"), (body, indent) => {
        if (cleanBody(body) !== body) expect(needsCleaning(JSON.stringify(body, null, indent))).toBe(true);
      }),
    );
  });

  it("leaves nothing empty behind", () => {
    fc.assert(
      fc.property(parsed, (body) => {
        const text = JSON.stringify(cleanBody(body));
        if (text !== "{}") expect(JSON.stringify(JSON.parse(text, dropNothing))).toBe(text);
      }),
    );
  });
});

/** Fails on what cleaning should have taken away. */
function dropNothing(name: string, value: unknown): unknown {
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (value === null || value === "" || isEmpty) throw new Error(`"${name}" is still empty.`);
  return value;
}
