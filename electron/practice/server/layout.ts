import type { Dialect } from "./dialect.ts";

export interface PathLayout {
  readonly tenant?: string;
  readonly context?: string;
  readonly year?: number;
  readonly instance?: string;
}

/** Where each part of the API lies, as paths below the origin (protocol sections 1.2 to 1.4). */
export interface Layout {
  /** "" or "/tenant1/2025": discovery stands here. */
  readonly base: string;
  /** With a slash at its end: "/data/v3/". */
  readonly data: string;
  readonly token: string;
  readonly tokenInfo: string;
  readonly metadata: string;
  readonly dependencies: string;
  readonly specification: (name: string) => string;
  /** Of an API Profile. */
  readonly profile: (name: string) => string;
  readonly changeVersions: string;
}

export function layoutOf(dialect: Dialect, given: PathLayout): Layout {
  if (dialect.dms) return dmsLayout(prefix(given));
  return dialect.beforeSeven ? oldLayout(given) : odsLayout(prefix(given), "", "");
}

/** Tenant and context stand before everything from 7.0 on. */
function prefix({ tenant, context, year }: PathLayout): string {
  const route = context ?? year?.toString();
  return [tenant, route].map((part) => (part === undefined ? "" : `/${part}`)).join("");
}

/** Instance and year stand after the API's version before 7.0. */
function oldLayout({ instance, year }: PathLayout): Layout {
  const segment = [instance, year].map((part) => (part === undefined ? "" : `/${part}`)).join("");
  return odsLayout("", segment, instance === undefined ? "" : `/${instance}`);
}

function odsLayout(base: string, segment: string, tokenSegment: string): Layout {
  const metadata = `${base}/metadata/data/v3${segment}`;
  return {
    base,
    data: `${base}/data/v3${segment}/`,
    token: `${base}${tokenSegment}/oauth/token`,
    tokenInfo: `${base}${tokenSegment}/oauth/token_info`,
    metadata: segment === "" ? `${base}/metadata/` : `${base}/metadata${segment}`,
    dependencies: `${metadata}/dependencies`,
    specification: (name) => `${metadata}/${name}/swagger.json`,
    profile: (name) => `${metadata}/profiles/${name}/swagger.json`,
    changeVersions: `${base}/changeQueries/v1${segment}/availableChangeVersions`,
  };
}

function dmsLayout(base: string): Layout {
  return {
    base,
    data: `${base}/data/`,
    token: `${base}/oauth/token`,
    tokenInfo: `${base}/oauth/token_info`,
    metadata: `${base}/metadata/specifications`,
    dependencies: `${base}/metadata/dependencies`,
    specification: (name) => `${base}/metadata/specifications/${name}-spec.json`,
    profile: (name) => `${base}/metadata/specifications/profiles/${name}/resources-spec.json`,
    changeVersions: `${base}/changeQueries/v1/availableChangeVersions`,
  };
}
