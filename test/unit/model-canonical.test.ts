import { describe, expect, it } from "vitest";
import {
  canonicalText,
  cleanBody,
  needsCleaning,
  parseLossless,
} from "../../electron/core/model/canonical.ts";

const canonicalOf = (text: string) => canonicalText(parseLossless(text));

describe("parsing without loss", () => {
  it.each([
    ["a 64-bit id", '{"schoolId":745672453832456001}'],
    ["a negative one in a list", '{"ids":[-9223372036854775807,1]}'],
    ["a long fraction", '{"ratio":0.12345678901234567891}'],
    ["a number beyond a double", '{"size":1e400}'],
    ["digits in a text", '{"code":"123456789012345678901234567890"}'],
  ])("keeps %s", (_, text) => {
    expect(JSON.stringify(parseLossless(text))).toBe(text);
  });

  it("gives plain numbers where a double holds them", () => {
    expect(
      parseLossless('{"a":9007199254740991,"b":1.5000000000000000,"c":745672453832456001}'),
    ).toMatchObject({
      a: 9007199254740991,
      b: 1.5,
    });
  });

  it("refuses what is not JSON", () => {
    expect(() => parseLossless("{'a':1}")).toThrow(SyntaxError);
  });
});

describe("canonical text", () => {
  it.each([
    ["members in another order", '{"a":{"x":1,"y":2},"b":3}', '{"b":3,"a":{"y":2,"x":1}}'],
    ["1, 1.0 and 1e0", '{"a":[1,1,10]}', '{"a":[1.0,1e0,1E+1]}'],
    ["zero and minus zero", '{"a":0}', '{"a":-0.0}'],
    ["a long number with zeros behind the point", '{"a":745672453832456001}', '{"a":745672453832456001.000}'],
    [
      "nulls, empty texts, lists and objects, and nothing",
      '{"a":1}',
      '{"a":1,"b":null,"c":"","d":[],"e":{"f":[null]}}',
    ],
    ["midnight without a zone and the day", '{"a":"2026-08-17"}', '{"a":"2026-08-17T00:00:00.000"}'],
    ["one instant in two zones", '{"a":"2026-08-17T10:00:00Z"}', '{"a":"2026-08-17T05:00:00.000-05:00"}'],
    ["a time without seconds", '{"a":"2026-08-17T10:30:00"}', '{"a":"2026-08-17T10:30"}'],
    ["an escaped text", '{"a":"é"}', '{"a":"\\u00e9"}'],
  ])("is equal for %s", (_, one, other) => {
    expect(canonicalOf(other)).toBe(canonicalOf(one));
  });

  it.each([
    ["neighbours beyond 2^53", '{"a":745672453832456001}', '{"a":745672453832456002}'],
    ["a number and its text", '{"a":1}', '{"a":"1"}'],
    ["another order of a list", '{"a":[1,2]}', '{"a":[2,1]}'],
    ["midnight with and without a zone", '{"a":"2026-08-17T00:00:00"}', '{"a":"2026-08-17T00:00:00Z"}'],
    [
      "two instants in one fraction of a second",
      '{"a":"2026-08-17T10:00:00.1Z"}',
      '{"a":"2026-08-17T10:00:00.1001Z"}',
    ],
    ["days that do not exist", '{"a":"2026-02-31T00:00:00Z"}', '{"a":"2026-03-03T00:00:00Z"}'],
    ["false and nothing", '{"a":false}', "{}"],
    ["zero and nothing", '{"a":0}', "{}"],
    ["white space and nothing", '{"a":" "}', "{}"],
  ])("differs for %s", (_, one, other) => {
    expect(canonicalOf(other)).not.toBe(canonicalOf(one));
  });

  it("of a number with a huge exponent stays short", () => {
    expect(canonicalOf('{"a":1e999999999}').length).toBeLessThan(40);
  });
});

describe("cleaning a body", () => {
  const clean = (text: string) => JSON.stringify(cleanBody(parseLossless(text) as object));

  it("takes away what the server gave (trap 22)", () => {
    expect(
      clean(
        '{"id":"1","_etag":"2","_lastModifiedDate":"3","studentReference":{"studentUniqueId":"S1","link":{"rel":"Student","href":"/x"}}}',
      ),
    ).toBe('{"studentReference":{"studentUniqueId":"S1"}}');
  });

  it("takes a descriptor's own number away, and no other member of such a name (trap 18)", () => {
    expect(clean('{"sexDescriptorId":5,"codeValue":"F","namespace":"uri://x"}')).toBe(
      '{"codeValue":"F","namespace":"uri://x"}',
    );
    expect(clean('{"sexDescriptorId":5,"codeValue":"F"}')).toBe('{"sexDescriptorId":5,"codeValue":"F"}');
  });

  it("keeps an id below the top, and a link that is not in a reference", () => {
    const text = '{"a":{"id":1,"_etag":"2"},"site":{"link":"https://example.org"}}';
    expect(clean(text)).toBe(text);
  });

  it("takes away nulls, empty texts, lists and objects at any depth", () => {
    expect(clean('{"a":null,"b":[{"c":"","d":1},{"e":null}],"f":{"g":[]},"h":0,"i":false}')).toBe(
      '{"b":[{"d":1}],"h":0,"i":false}',
    );
  });

  it("keeps every digit of a long number", () => {
    expect(clean('{"a":null,"b":745672453832456001}')).toBe('{"b":745672453832456001}');
  });

  it("gives the same object back when nothing had to change", () => {
    const body = { a: 1, list: [{ b: "x" }], reference: { link: "kept" } };
    expect(cleanBody(body)).toBe(body);
  });

  it("is asked for wherever it could change something, however the text spells it", () => {
    for (const text of [
      '{"a": null}',
      '{"a":[ ]}',
      '{"a":{\n}}',
      '{"\\u0069d":"1"}',
      '{"_\\u0065tag":"1"}',
    ]) {
      expect(needsCleaning(text)).toBe(true);
    }
    expect(needsCleaning('{"a":1,"b":["x"],"c":{"d":false}}')).toBe(false);
  });
});
