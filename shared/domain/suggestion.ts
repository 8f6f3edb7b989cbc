import type { ConnectionSettings, TestStep } from "./connection.ts";

const yearSegment = /^(?:19|20|21)\d\d$/;

/** What a suggestion may change. */
type Place = Pick<ConnectionSettings, "url" | "year" | "context" | "trustedOrigins">;

/** The school year that a connection's settings name: as year, in its context, or in its address. */
export function yearOf({ year, context, url }: Omit<Place, "trustedOrigins">): number | undefined {
  if (year !== undefined) return year;
  const segments = [...(context ?? "").split("/"), ...pathOf(url).split("/").reverse()];
  const found = segments.find((segment) => yearSegment.test(segment));
  return found === undefined ? undefined : Number(found);
}

/** The settings as a step of a test suggests them. */
export function withSuggestion<S extends Place>(
  settings: S,
  suggestion: NonNullable<TestStep["suggestion"]>,
): S {
  const { url, year, trustOrigin } = suggestion;
  const placed = url === undefined ? settings : { ...settings, url };
  const dated = year === undefined ? placed : withYear(placed, year);
  return trustOrigin === undefined
    ? dated
    : { ...dated, trustedOrigins: [...new Set([...dated.trustedOrigins, trustOrigin])] };
}

/** Puts another year where the settings have theirs. */
function withYear<S extends Place>(settings: S, year: number): S {
  const former = yearOf(settings);
  if (former === undefined || settings.year !== undefined) return { ...settings, year };
  const replaced = (path: string): string =>
    path
      .split("/")
      .map((segment) => (segment === String(former) ? String(year) : segment))
      .join("/");
  if (settings.context?.split("/").includes(String(former))) {
    return { ...settings, context: replaced(settings.context) };
  }
  const path = pathOf(settings.url);
  return { ...settings, url: settings.url.slice(0, -path.length) + replaced(path) };
}

/** What stands behind scheme, host and port. */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "");
}
