import { describe, expect, test } from "vitest";
import { ifMatch, ifNoneMatch, isSameVersion } from "../../electron/core/api/entity-tags.ts";

const time = "5250093105232954695";
const structured = "17-0a1b2c3d.j._.n.i";

describe("a tag", () => {
  test.each([
    [`"${time}"`, time],
    [time, time],
    [`W/"${time}"`, time],
    [`"${time}-gzip"`, time],
    [`"${structured}"`, structured],
  ])("%s is sent in quotes as the server made it", (etag, bare) => {
    expect(ifMatch(etag)).toEqual({ "if-match": `"${bare}"` });
    expect(ifNoneMatch("dms", etag)).toEqual({ "if-none-match": `"${bare}"` });
  });

  test("goes to an ODS without quotes where a 304 is hoped for (trap 29)", () => {
    expect(ifNoneMatch("ods", `"${time}"`)).toEqual({ "if-none-match": time });
  });

  test("names the same version whatever form the answer had, and another one otherwise", () => {
    expect(isSameVersion(`"${structured}"`, "17-0a1b2c3d.j._.l.g")).toBe(true);
    expect(isSameVersion(structured, "18-0a1b2c3d.j._.n.i")).toBe(false);
    expect(isSameVersion(`"${time}"`, time)).toBe(true);
  });
});
