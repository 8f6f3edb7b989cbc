import { createHash } from "node:crypto";
import type { Dialect } from "./dialect.ts";
import type { Layout } from "./layout.ts";
import type { Answer } from "./problems.ts";
import { profileDocument } from "./profile-documents.ts";
import type { Profile } from "./profiles.ts";

/** The OpenAPI documents and the dependencies, ready to send (protocol sections 3.1 and 4). */
export interface Metadata {
  /** The answer at a path below the origin, or undefined where there is none. */
  answer(path: string, origin: string, ifNoneMatch: string | undefined): Answer | undefined;
}

interface Entry {
  readonly text: string;
  readonly tag: string;
}

export function prepareMetadata(dialect: Dialect, layout: Layout, content: MetadataContent): Metadata {
  const named = nameDocuments(content, layout);
  const byOrigin = new Map<string, ReadonlyMap<string, Entry>>();
  const entriesFor = (origin: string) => {
    const known = byOrigin.get(origin) ?? makeEntries(named, layout, content, origin);
    byOrigin.set(origin, known);
    return known;
  };
  return {
    answer: (path, origin, ifNoneMatch) => {
      const known = entriesFor(origin).get(path.toLowerCase());
      if (known !== undefined) return tagged(known, dialect, ifNoneMatch);
      if (withoutSlash(path) !== withoutSlash(layout.metadata)) return undefined;
      const list = named.map(({ name, path, prefix }) => ({ name, endpointUri: origin + path, prefix }));
      return tagged(entry(JSON.stringify(list)), dialect, ifNoneMatch);
    },
  };
}

export interface MetadataContent {
  readonly documents: readonly object[];
  readonly dependencies: readonly object[];
  readonly profiles: ReadonlyMap<string, Profile>;
  /** The documents are the built-in ones: they get this server's address. Real ones are served as they are. */
  readonly builtIn: boolean;
}

function makeEntries(
  named: readonly NamedDocument[],
  layout: Layout,
  content: MetadataContent,
  origin: string,
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { path, document } of named) {
    const served = content.builtIn ? withAddress(document, origin, layout.data) : document;
    entries.set(path, entry(JSON.stringify(served)));
  }
  entries.set(layout.dependencies.toLowerCase(), entry(JSON.stringify(content.dependencies)));
  return entries;
}

function withAddress(document: object, origin: string, data: string): object {
  const path = data.replace(/\/$/, "");
  if ("swagger" in document) return { ...document, host: new URL(origin).host, basePath: path };
  return { ...document, servers: [{ url: `${origin}${path}` }] };
}

interface NamedDocument {
  readonly name: string;
  /** In lower case. */
  readonly path: string;
  readonly prefix: "" | "Profiles";
  readonly document: object;
}

/** A document of descriptors has nothing else in it; the others are one list of resources. Profiles come last. */
function nameDocuments({ documents, profiles }: MetadataContent, layout: Layout): NamedDocument[] {
  const descriptors = documents.filter(isDescriptorsOnly);
  const resources = documents.filter((document) => !isDescriptorsOnly(document));
  const named = (name: string, document: object): NamedDocument => {
    return { name, path: layout.specification(name.toLowerCase()).toLowerCase(), prefix: "", document };
  };
  return [
    ...resources.slice(0, 1).map((document) => named("Resources", document)),
    ...descriptors.slice(0, 1).map((document) => named("Descriptors", document)),
    ...[...profiles.values()].map((profile) => ({
      name: profile.name,
      path: layout.profile(profile.name).toLowerCase(),
      prefix: "Profiles" as const,
      document: profileDocument(documents, profile),
    })),
  ];
}

function isDescriptorsOnly(document: object): boolean {
  const paths = Object.keys((document as { readonly paths?: object }).paths ?? {});
  return paths.every((path) => /^\/[^/]+\/[^/]+Descriptors(\/|$)/.test(path));
}

function entry(text: string): Entry {
  return { text, tag: `"${createHash("sha256").update(text).digest("hex")}"` };
}

function tagged({ text, tag }: Entry, dialect: Dialect, ifNoneMatch: string | undefined): Answer {
  if (dialect.beforeSeven) return { status: 200, body: text, contentType: "application/json" };
  const headers = { etag: tag };
  return ifNoneMatch === tag
    ? { status: 304, headers }
    : { status: 200, headers, body: text, contentType: "application/json" };
}

function withoutSlash(path: string): string {
  return path.toLowerCase().replace(/\/$/, "");
}
