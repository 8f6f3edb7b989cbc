import type { Dialect } from "./dialect.ts";
import type { PathLayout } from "./layout.ts";
import type { Oddities } from "./oddities.ts";
import { type RouteSegment, routeSegments } from "./routes.ts";

/** What discovery needs to know. */
export interface DiscoveryContext {
  readonly dialect: Dialect;
  readonly given: PathLayout;
  readonly dataModels: readonly object[];
  readonly oddities: Oddities;
}

/**
 * The discovery document at a path below the origin, or undefined where there is none (protocol section 1). A server
 * that is asked above its tenant and context prints placeholders for them.
 */
export function discover(context: DiscoveryContext, origin: string, path: string): object | undefined {
  const document = documentAt(context, origin, path);
  const { urls: changes } = context.oddities;
  if (document === undefined || changes === undefined) return document;
  const urls = Object.entries({ ...document.urls, ...changes }).filter(([, url]) => url !== null);
  return { ...document, urls: Object.fromEntries(urls) };
}

interface Document {
  readonly urls: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

function documentAt(context: DiscoveryContext, origin: string, path: string): Document | undefined {
  const { dialect, given } = context;
  const segments = path.split("/").filter((segment) => segment !== "");
  if (dialect.beforeSeven) return segments.length === 0 ? oldDocument(context, origin) : undefined;
  const wanted = routeSegments(dialect, given);
  if (segments.length > wanted.length) return undefined;
  const matches = wanted.every((one, index) => fits(one, segments[index] ?? one.value, dialect));
  if (!matches) return undefined;
  const filled = wanted.map((one, index) => `/${segments[index] ?? `{${one.name}}`}`).join("");
  const base = `${origin}${filled}`;
  return dialect.dms ? dmsDocument(context, base) : odsDocument(context, base);
}

/** The ODS fills in any context; the Data Management Service knows its own. */
function fits({ kind, value }: RouteSegment, segment: string, dialect: Dialect): boolean {
  return segment === value || (kind === "context" && !dialect.dms);
}

function odsDocument({ dialect, dataModels }: DiscoveryContext, base: string): Document {
  const introspection =
    dialect.kind === "ods-7.3" ? { oauthTokenIntrospection: `${base}/oauth/token_info` } : {};
  return {
    version: dialect.version,
    ...(dialect.kind === "ods-7.3" ? { applicationName: "Ed-Fi Alliance ODS/API" } : {}),
    informationalVersion: dialect.version,
    suite: "3",
    build: `${dialect.version}.0.0`,
    dataModels,
    urls: {
      dependencies: `${base}/metadata/data/v3/dependencies`,
      openApiMetadata: `${base}/metadata/`,
      oauth: `${base}/oauth/token`,
      ...introspection,
      dataManagementApi: `${base}/data/v3/`,
      xsdMetadata: `${base}/metadata/xsd`,
      changeQueries: `${base}/changeQueries/v1/`,
    },
  };
}

/** Before 7.0 the document does not know which year or instance the client means: today's year, and a placeholder. */
function oldDocument({ dialect, given, dataModels }: DiscoveryContext, origin: string): Document {
  const instance = given.instance === undefined ? "" : "/{instance}";
  const year = given.year === undefined ? "" : `/${new Date().getFullYear()}`;
  const segment = `${instance}${year}`;
  const slash = segment === "" ? "/" : "";
  return {
    version: dialect.version,
    informationalVersion: dialect.version,
    suite: "3",
    build: `${dialect.version}.0.0`,
    apiMode: apiMode(given),
    dataModels,
    urls: {
      dependencies: `${origin}/metadata/data/v3${segment}/dependencies`,
      openApiMetadata: `${origin}/metadata${segment}${slash}`,
      oauth: `${origin}${instance}/oauth/token`,
      dataManagementApi: `${origin}/data/v3${segment}${slash}`,
      xsdMetadata: `${origin}/metadata/xsd`,
      ...(dialect.kind === "ods-5.3" ? {} : { changeQueries: `${origin}/changeQueries/v1${segment}/` }),
    },
  };
}

function apiMode({ instance, year }: PathLayout): string {
  if (instance !== undefined) return year === undefined ? "District Specific" : "Instance Year Specific";
  return year === undefined ? "Sandbox" : "Year Specific";
}

function dmsDocument({ dialect, dataModels }: DiscoveryContext, base: string): Document {
  return {
    version: dialect.version,
    applicationName: "Ed-Fi API",
    informationalVersion: dialect.version,
    dataModels,
    urls: {
      dependencies: `${base}/metadata/dependencies`,
      openApiMetadata: `${base}/metadata/specifications`,
      oauth: `${base}/oauth/token`,
      tokenInfo: `${base}/oauth/token_info`,
      dataManagementApi: `${base}/data`,
      changeQueries: `${base}/changeQueries/v1/`,
      xsdMetadata: `${base}/metadata/xsd`,
    },
  };
}

const standards = {
  "ods-5.3": "3.3.0-a",
  "ods-6.2": "4.0.0",
  "ods-7.1": "5.0.0",
  "ods-7.3": "5.2.0",
  dms: "5.2.0",
};

const extensionModels: Readonly<Record<string, object>> = {
  sample: { name: "Sample", version: "1.0.0", informationalVersion: "A practice extension" },
};

const unknownModel = (project: string) => ({
  name: project.toUpperCase(),
  version: "1.1.0",
  informationalVersion: project,
});

/** Ed-Fi and every extension that the documents have resources of. */
export function dataModelsOf(dialect: Dialect, projects: readonly string[]): object[] {
  const version = standards[dialect.kind];
  const edFi = {
    name: "Ed-Fi",
    version,
    informationalVersion: `The Ed-Fi Data Model ${version.slice(0, 3)}`,
  };
  const others = [...new Set(projects)].filter((project) => project !== "ed-fi");
  return [edFi, ...others.map((project) => extensionModels[project] ?? unknownModel(project))];
}
