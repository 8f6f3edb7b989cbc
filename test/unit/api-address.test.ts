import { describe, expect, test } from "vitest";
import { readAddress, suggestAddress } from "../../electron/core/api/address.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";

const discoveryOf = (url: string, more: Partial<ConnectionSettings> = {}) =>
  readAddress(ConnectionSettings.parse({ url, ...more })).discovery;

describe("discovery is asked", () => {
  test.each([
    ["https://api.example.org/v7.3/api", {}, "https://api.example.org/v7.3/api"],
    ["https://api.example.org/v7.3/api/", {}, "https://api.example.org/v7.3/api"],
    ["https://api.example.org", {}, "https://api.example.org"],
    ["https://api.example.org//api//?x=1#y", {}, "https://api.example.org/api"],
    ["https://api.example.org/api", { tenant: "tenant1" }, "https://api.example.org/api/tenant1"],
    [
      "https://api.example.org/api/",
      { tenant: "t", context: "255901/2026/" },
      "https://api.example.org/api/t/255901/2026",
    ],
    [
      "https://api.example.org/api/t/2026",
      { tenant: "t", context: "2026" },
      "https://api.example.org/api/t/2026",
    ],
    ["https://api.example.org/api", { context: "a%20b" }, "https://api.example.org/api/a%20b"],
    ["https://api.example.org/api", { year: 2026, instance: "x" }, "https://api.example.org/api"],
  ])("of %s with %j at %s", (url, more, expected) => {
    expect(discoveryOf(url, more)).toBe(expected);
  });
});

describe("http is taken", () => {
  test.each([
    "http://127.0.0.1:8001/api",
    "http://127.9.9.9/api",
    "http://localhost/api",
    "http://[::1]:80/api",
  ])("on this machine: %s", (url) => expect(discoveryOf(url)).toContain("/api"));

  test.each([
    "http://api.example.org",
    "http://127.0.0.1.example.org",
    "http://10.0.0.5",
    "http://localhost.example.org",
    "http://0.0.0.0",
  ])("and refused elsewhere: %s", (url) => {
    expect(() => discoveryOf(url)).toThrow(AppError);
    expect(() => discoveryOf(url)).toThrow(/https address/);
  });
});

test("a password inside the address is refused, and not repeated", () => {
  const attempt = () => discoveryOf("https://me:hidden@api.example.org/");
  expect(attempt).toThrow(/name or a password/);
  expect(attempt).not.toThrow(/hidden/);
});

describe("an address that ends inside an API", () => {
  test.each([
    ["https://h.example/api/data/v3", "https://h.example/api"],
    ["https://h.example/api/data/v3/", "https://h.example/api"],
    ["https://h.example/api/data/v3/2026/ed-fi/students", "https://h.example/api"],
    ["https://h.example/api/data", "https://h.example/api"],
    ["https://h.example/api/data/ed-fi/students?limit=1", "https://h.example/api"],
    ["https://h.example/api/oauth/token", "https://h.example/api"],
    ["https://h.example/api/metadata", "https://h.example/api"],
    ["https://h.example/api/metadata/data/v3/dependencies", "https://h.example/api"],
    ["https://h.example/api/changeQueries/v1/", "https://h.example/api"],
    ["https://h.example/oauth/token/", "https://h.example"],
  ])("%s suggests %s", (url, expected) => expect(suggestAddress(url)).toBe(expected));

  test.each([
    "https://h.example/api",
    "https://h.example",
    "https://h.example/data/api",
    "https://h.example/metadatas",
  ])("%s is left alone", (url) => expect(suggestAddress(url)).toBeUndefined());
});
