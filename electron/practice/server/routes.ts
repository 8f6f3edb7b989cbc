import type { Dialect } from "./dialect.ts";
import type { PathLayout } from "./layout.ts";
import type { Problem } from "./problems.ts";

/** One segment between the root and the API: a tenant, or a part of the context (protocol sections 1.3 and 1.4). */
export interface RouteSegment {
  readonly kind: "tenant" | "context";
  /** As discovery names it: "schoolYearFromRoute". */
  readonly name: string;
  readonly value: string;
}

/** The segments of a server from 7.0 on, outermost first. A context may have several: "west/2025". */
export function routeSegments(dialect: Dialect, { tenant, context, year }: PathLayout): RouteSegment[] {
  const values = (context ?? year?.toString() ?? "").split("/").filter((value) => value !== "");
  const names = dialect.dms
    ? { tenant: "tenant", year: "schoolYear", other: "districtId" }
    : { tenant: "tenantIdentifier", year: "schoolYearFromRoute", other: "instanceId" };
  return [
    ...(tenant === undefined ? [] : [{ kind: "tenant" as const, name: names.tenant, value: tenant }]),
    ...values.map((value) => ({
      kind: "context" as const,
      name: isYear(value) ? names.year : names.other,
      value,
    })),
  ];
}

const isYear = (value: string) => /^\d{4}$/.test(value);

/** A path as the server understands it, and what is wrong with where it leads. */
export interface Routed {
  readonly path: string;
  readonly problem?: Problem;
}

/**
 * Reads a path below the origin. The ODS looks at the tenant at once, but needs the context only for data: tokens and
 * metadata are given for any, also for one that there is no ODS for.
 */
export function route(dialect: Dialect, given: PathLayout, path: string): Routed {
  if (dialect.beforeSeven) return { path: withYear(given, path) };
  const wanted = routeSegments(dialect, given);
  const segments = path.split("/").slice(1);
  const tenant = wanted[0]?.kind === "tenant" ? segments[0] : undefined;
  if (tenant !== undefined && tenant !== "" && tenant !== wanted[0]?.value) {
    return { path, problem: { kind: "no-tenant", tenant } };
  }
  const api = segments[wanted.length]?.toLowerCase() ?? "";
  const known = ["data", "oauth", "metadata", "changequeries"].includes(api);
  const asked = segments.slice(0, wanted.length);
  if (!known || wanted.every((one, index) => one.value === asked[index])) return { path };
  const rest = segments.slice(wanted.length);
  const base = wanted.map((one) => one.value);
  if (!dialect.dms && (api === "oauth" || api === "metadata"))
    return { path: `/${[...base, ...rest].join("/")}` };
  const values = wanted.map((one, index) => `${one.name}=${asked[index]}`);
  return { path, problem: { kind: "no-instance", values } };
}

/** Metadata of 5.x and 6.x are the same for all years; only data belong to one. */
function withYear({ year }: PathLayout, path: string): string {
  if (year === undefined || !/^\/metadata\//i.test(path)) return path;
  return path.replace(/\/\d{4}(?=\/|$)/, `/${year}`);
}
