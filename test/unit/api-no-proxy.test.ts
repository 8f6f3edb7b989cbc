import { expect, test } from "vitest";
import { readNoProxy } from "../../electron/core/api/no-proxy.ts";

test.each([
  ["district.org", "district.org"],
  ["district.org", "api.District.org"],
  [".district.org", "district.org"],
  ["*.district.org", "api.district.org"],
  ["localhost, .district.org, 10.1.2.3:8443", "10.1.2.3", "8443"],
  ["api.district.org:443", "api.district.org"],
  ["10.0.0.0/8", "10.200.3.4"],
  ["fd00::/8", "[fd12::1]"],
  ["[::1]:8443", "[::1]", "8443"],
  ["::1", "[::1]"],
  ["*", "anything.example"],
  ["a.example b.example;c.example", "c.example"],
  ["district.org", "district.org."],
])("%j reaches %s directly", (list, host, port = "443") => expect(readNoProxy(list)(host, port)).toBe(true));

test.each([
  ["", "district.org"],
  ["district.org", "otherdistrict.org"],
  ["district.org", "district.org.evil.example"],
  ["api.district.org", "district.org"],
  ["10.1.2.3:8443", "10.1.2.3", "443"],
  ["10.0.0.0/8", "11.0.0.1"],
  ["10.0.0.0/8", "10.example.org"],
  ["10.0.0.0/99", "10.0.0.1"],
  ["1.2.3.4", "9.1.2.3.4"],
  [" , ,", "district.org"],
])("%j leaves %s to the proxy", (list, host, port = "443") =>
  expect(readNoProxy(list)(host, port)).toBe(false),
);
