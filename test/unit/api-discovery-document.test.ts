import { describe, expect, test } from "vitest";
import { readDiscovery } from "../../electron/core/api/discovery-document.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";

const origin = "https://h.example";
const settings = (more: Partial<ConnectionSettings> = {}) =>
  ConnectionSettings.parse({ url: `${origin}/api`, ...more });
const models = [{ name: "Ed-Fi", version: "5.2.0", informationalVersion: "The Ed-Fi Data Model 5.2" }];

/** What a server of 5.3 or 6.2 with a database per year prints: this year's, whatever year is meant. */
const byYear = (instance: string) => ({
  version: "5.3",
  informationalVersion: "5.3",
  suite: "3",
  build: "5.3.1.1",
  apiMode: instance === "" ? "Year Specific" : "Instance Year Specific",
  dataModels: models,
  urls: {
    dependencies: `${origin}/api/metadata/data/v3${instance}/2024/dependencies`,
    openApiMetadata: `${origin}/api/metadata${instance}/2024`,
    oauth: `${origin}/api${instance}/oauth/token`,
    dataManagementApi: `${origin}/api/data/v3${instance}/2024`,
    changeQueries: `${origin}/api/changeQueries/v1${instance}/2024/`,
  },
});

const newer = (prefix = "") => ({
  version: "7.3",
  informationalVersion: "7.3.2",
  suite: "3",
  build: "7.3.1.1",
  applicationName: "Ed-Fi Alliance ODS/API",
  dataModels: [...models, { name: "TPDM", version: "1.1.0" }],
  urls: {
    dependencies: `${origin}/api${prefix}/metadata/data/v3/dependencies`,
    openApiMetadata: `${origin}/api${prefix}/metadata/`,
    oauth: `${origin}/api${prefix}/oauth/token`,
    oauthTokenIntrospection: `${origin}/api${prefix}/oauth/token_info`,
    dataManagementApi: `${origin}/api${prefix}/data/v3/`,
    changeQueries: `${origin}/api${prefix}/changeQueries/v1/`,
  },
});

const dms = (prefix = "") => ({
  version: "8.0.0",
  applicationName: "Ed-Fi API",
  informationalVersion: "8.0.0+abc",
  dataModels: models,
  urls: {
    dependencies: `${origin}/api${prefix}/metadata/dependencies`,
    openApiMetadata: `${origin}/api${prefix}/metadata/specifications`,
    oauth: `${origin}/api${prefix}/oauth/token`,
    tokenInfo: `${origin}/api${prefix}/oauth/token_info`,
    dataManagementApi: `${origin}/api${prefix}/data`,
  },
});

test("ODS/API 7.3: version to the patch, models, and data without a slash behind it", () => {
  expect(readDiscovery(newer(), settings())).toEqual({
    product: "ods",
    version: "7.3.2",
    dataModels: [
      { name: "Ed-Fi", version: "5.2.0" },
      { name: "TPDM", version: "1.1.0" },
    ],
    endpoints: {
      data: `${origin}/api/data/v3`,
      oauth: `${origin}/api/oauth/token`,
      dependencies: `${origin}/api/metadata/data/v3/dependencies`,
      openApi: `${origin}/api/metadata/`,
      tokenInfo: `${origin}/api/oauth/token_info`,
      changeQueries: `${origin}/api/changeQueries/v1/`,
    },
  });
});

test("DMS: no version in the data path, and another name for token_info (trap 1)", () => {
  expect(readDiscovery(dms(), settings())).toMatchObject({
    product: "dms",
    version: "8.0.0",
    endpoints: { data: `${origin}/api/data`, tokenInfo: `${origin}/api/oauth/token_info` },
  });
});

test("metadata that the host has switched off is absent, and no reason to fail", () => {
  const { dataManagementApi, oauth } = newer().urls;
  const server = readDiscovery({ ...newer(), urls: { dataManagementApi, oauth } }, settings());
  expect(server?.endpoints).toEqual({ data: `${origin}/api/data/v3`, oauth });
});

describe("a server with a database for each year", () => {
  test("gets the steward's year, not the year that it prints (trap 2)", () => {
    expect(readDiscovery(byYear(""), settings({ year: 2019 }))?.endpoints).toEqual({
      data: `${origin}/api/data/v3/2019`,
      oauth: `${origin}/api/oauth/token`,
      dependencies: `${origin}/api/metadata/data/v3/2019/dependencies`,
      openApi: `${origin}/api/metadata/2019`,
      changeQueries: `${origin}/api/changeQueries/v1/2019/`,
    });
  });

  test("gets the instance too, where the document leaves it open", () => {
    const more = { year: 2019, instance: "255901" };
    expect(readDiscovery(byYear("/{instance}"), settings(more))?.endpoints).toEqual({
      data: `${origin}/api/data/v3/255901/2019`,
      oauth: `${origin}/api/255901/oauth/token`,
      dependencies: `${origin}/api/metadata/data/v3/255901/2019/dependencies`,
      openApi: `${origin}/api/metadata/255901/2019`,
      changeQueries: `${origin}/api/changeQueries/v1/255901/2019/`,
    });
  });

  test("is not used without a year", () => {
    expect(() => readDiscovery(byYear(""), settings())).toThrow(/Enter the school year/);
  });

  test("is not used without its instance", () => {
    expect(() => readDiscovery(byYear("/{instance}"), settings({ year: 2019 }))).toThrow(
      /Enter the instance/,
    );
  });
});

test("a year for a server that has none is not quietly left out", () => {
  expect(() => readDiscovery(newer(), settings({ year: 2026 }))).toThrow(/Leave the year empty/);
  expect(() => readDiscovery(newer(), settings({ instance: "x" }))).toThrow(/Leave the instance empty/);
});

test("a year inside tenant or context is left as it is", () => {
  expect(readDiscovery(newer("/t1/2026"), settings())?.endpoints.data).toBe(`${origin}/api/t1/2026/data/v3`);
  expect(readDiscovery(dms("/255901/2026"), settings())?.endpoints.data).toBe(
    `${origin}/api/255901/2026/data`,
  );
});

test.each([
  ["/{tenantIdentifier}", /Enter the tenant/],
  ["/{tenant}", /Enter the tenant/],
  ["/{schoolYearFromRoute}", /"schoolYearFromRoute".*as context/],
  ["/%7BdistrictId%7D", /"districtId".*as context/],
])("a placeholder %s says what to enter", (prefix, sentence) => {
  expect(() => readDiscovery(newer(prefix), settings())).toThrow(sentence);
  expect(() => readDiscovery(dms(prefix), settings())).toThrow(sentence);
});

test.each([
  ["oauth", "http://h.example/api/oauth/token"],
  ["dataManagementApi", "https://internal:8443/api/data/v3/"],
  ["openApiMetadata", "https://h.example:8443/metadata/"],
  ["oauthTokenIntrospection", "https://evil.example/token_info"],
])("a URL of another origin is refused: %s", (name, url) => {
  const body = { ...newer(), urls: { ...newer().urls, [name]: url } };
  const attempt = () => readDiscovery(body, settings());
  expect(attempt).toThrow(new URL(url).origin);
  expect(attempt).toThrow(origin);
});

test.each([
  {},
  [],
  null,
  "x",
  { version: "7.3" },
  { urls: {} },
  { urls: { oauth: "/x" } },
  { swagger: "2.0" },
])("%j is no discovery document", (body) => expect(readDiscovery(body, settings())).toBeUndefined());

test("relative URLs are refused with a sentence, not with an exception of URL", () => {
  const body = { ...newer(), urls: { ...newer().urls, oauth: "/oauth/token" } };
  expect(() => readDiscovery(body, settings())).toThrow(/Ask the host/);
});
