import { ofAll, type PageName, patterns } from "./routes.ts";

type Named<Part extends string> = Part extends `:${infer Name}?`
  ? { readonly [N in Name]?: string }
  : Part extends `:${infer Name}`
    ? { readonly [N in Name]: string }
    : unknown;

/** What a pattern names in an address: "/as-sent/:id/:day?" an id, and perhaps a day. */
type Params<Pattern extends string> = Pattern extends `${infer First}/${infer Rest}`
  ? Named<First> & Params<Rest>
  : Named<Pattern>;

export type ParamsOf<Name extends PageName> = Params<(typeof patterns)[Name]>;

export type Place = {
  readonly [Name in PageName]: { readonly page: Name; readonly params: ParamsOf<Name> };
}[PageName];

/** "/causes/:scope?/:filter?" with what it names as the groups of an expression. */
const expressionOf = (pattern: string) =>
  new RegExp(
    `^${pattern.replace(/\/:(\w+)\?/g, "(?:/(?<$1>[^/]+))?").replace(/\/:(\w+)/g, "/(?<$1>[^/]+)")}/?$`,
  );

const pages = Object.entries(patterns).map(([page, pattern]) => [page, expressionOf(pattern)] as const);

/** Which page an address is of, and what it says to it. Undefined: of none that there is. Pure. */
export function readPlace(path: string): Place | undefined {
  for (const [page, expression] of pages) {
    const found = expression.exec(path);
    if (found) return { page, params: paramsOf(found.groups ?? {}) } as Place;
  }
  return undefined;
}

const paramsOf = (groups: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, part]) =>
      // Who reads a filter decodes it, part by part.
      part === undefined ? [] : [[name, name === "filter" ? part : decoded(part)]],
    ),
  );

/** What nobody has encoded stays as it is, and names nothing that there is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const said = (path: string): Readonly<Record<string, string | undefined>> =>
  (readPlace(path)?.params ?? {}) as Readonly<Record<string, string | undefined>>;

/** What narrows a page, whichever it is. Pure. */
export function filterIn(path: string): string | undefined {
  return said(path).filter;
}

/** The connection that an address is about. Pure. */
export function connectionIn(path: string): string | undefined {
  const { id, scope } = said(path);
  return id ?? (scope === ofAll ? undefined : scope);
}
