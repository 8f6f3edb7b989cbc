import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import type { Dependency } from "../model/types.ts";
import { requireOrigin } from "./discovery-document.ts";
import { type Asker, ask } from "./document.ts";
import { adviceFor } from "./trouble.ts";
import type { HttpAnswer, ServerInfo } from "./types.ts";

/** Validators of the documents that were read before, to be sent with the next question. */
export interface OpenApiEtags {
  readonly resources?: string;
  readonly descriptors?: string;
}

export type OpenApi =
  | {
      readonly kind: "documents";
      /** Swagger 2.0 or OpenAPI 3.0, parsed. */
      readonly resources: unknown;
      readonly descriptors: unknown;
      readonly etags: OpenApiEtags;
    }
  | { readonly kind: "not-modified" }
  /** The host has switched its metadata off, or keeps it to itself. */
  | { readonly kind: "missing" };

type Fetched =
  | { readonly kind: "document"; readonly value: unknown; readonly etag?: string }
  | { readonly kind: "not-modified" }
  | { readonly kind: "missing" };

/**
 * Reads the Resources and Descriptors documents that a server's metadata lists (protocol section 3.1). Anonymous.
 * @throws AppError "offline" when the server does not answer, "unusable" when it answers with something else.
 */
export async function fetchOpenApi(
  server: ServerInfo,
  asker: Asker,
  known: OpenApiEtags = {},
): Promise<OpenApi> {
  const list = await fetchDocument(asker, server.endpoints.openApi);
  if (list.kind !== "document") return { kind: "missing" };
  const { origin } = new URL(server.endpoints.data);
  const places = documentPlaces(list.value, origin, asker.origins ?? new Set([origin]));
  if (places === undefined) return { kind: "missing" };
  let [resources, descriptors] = await Promise.all([
    fetchDocument(asker, places.resources, known.resources),
    fetchDocument(asker, places.descriptors, known.descriptors),
  ]);
  if (resources.kind === "not-modified" && descriptors.kind === "not-modified")
    return { kind: "not-modified" };
  // One of the two is new: whoever keeps the other only by its validator needs it again.
  if (resources.kind === "not-modified") resources = await fetchDocument(asker, places.resources);
  if (descriptors.kind === "not-modified") descriptors = await fetchDocument(asker, places.descriptors);
  if (resources.kind !== "document" || descriptors.kind !== "document") return { kind: "missing" };
  return {
    kind: "documents",
    resources: resources.value,
    descriptors: descriptors.value,
    etags: {
      ...(resources.etag !== undefined && { resources: resources.etag }),
      ...(descriptors.etag !== undefined && { descriptors: descriptors.etag }),
    },
  };
}

const List = z.array(
  z.object({ name: z.string(), endpointUri: z.string(), prefix: z.string().nullish().catch(undefined) }),
);

/** The two documents of the whole model: those of profiles, composites and single schemas carry a prefix or another name. */
function documentPlaces(
  list: unknown,
  origin: string,
  origins: ReadonlySet<string>,
): { readonly resources: string; readonly descriptors: string } | undefined {
  const parsed = List.safeParse(list);
  if (!parsed.success) throw strange("list of OpenAPI documents");
  const place = (name: string): string | undefined => {
    const entry = parsed.data.find((one) => !one.prefix && one.name.toLowerCase() === name);
    if (entry !== undefined) requireOrigin(entry.endpointUri, origins, { origin });
    return entry?.endpointUri;
  };
  const [resources, descriptors] = [place("resources"), place("descriptors")];
  return resources === undefined || descriptors === undefined ? undefined : { resources, descriptors };
}

/**
 * The OpenAPI document of an API Profile (protocol sections 3.1 and 9), parsed; undefined where the metadata does not list it.
 * Anonymous.
 * @throws AppError "offline" when the server does not answer, "unusable" when it answers with something else.
 */
export async function fetchProfileDocument(server: ServerInfo, asker: Asker, name: string): Promise<unknown> {
  const list = await fetchDocument(asker, server.endpoints.openApi);
  if (list.kind !== "document") return undefined;
  const parsed = List.safeParse(list.value);
  if (!parsed.success) throw strange("list of OpenAPI documents");
  const entry = parsed.data.find(
    (one) => one.prefix?.toLowerCase() === "profiles" && one.name.toLowerCase() === name.toLowerCase(),
  );
  if (entry === undefined) return undefined;
  const { origin } = new URL(server.endpoints.data);
  requireOrigin(entry.endpointUri, asker.origins ?? new Set([origin]), { origin });
  const document = await fetchDocument(asker, entry.endpointUri);
  return document.kind === "document" ? document.value : undefined;
}

const Rows = z.array(
  z.object({
    resource: z.string().startsWith("/"),
    order: z.number(),
    // Versions before 5.4 say Create for both; what else a coming version adds is none of ours.
    operations: z
      .array(z.string())
      .transform((names) => names.filter((name) => name === "Create" || name === "Update"))
      .catch([]),
  }),
);

/**
 * Reads in which order resources depend on each other (protocol section 4); undefined when the server does not tell. Anonymous.
 * @throws AppError "offline" when the server does not answer, "unusable" when it answers with something else.
 */
export async function fetchDependencies(server: ServerInfo, asker: Asker): Promise<Dependency[] | undefined> {
  const fetched = await fetchDocument(asker, server.endpoints.dependencies);
  if (fetched.kind !== "document") return undefined;
  const parsed = Rows.safeParse(fetched.value);
  if (!parsed.success) throw strange("order of dependencies");
  return parsed.data;
}

async function fetchDocument(asker: Asker, url: string | undefined, etag?: string): Promise<Fetched> {
  if (url === undefined) return { kind: "missing" };
  const answer = await ask(asker, url, etag === undefined ? {} : { headers: { "if-none-match": etag } });
  if (answer.kind === "no-answer") {
    throw new AppError("offline", adviceFor(answer), { code: answer.code, reason: answer.reason });
  }
  if (answer.status === 304) return { kind: "not-modified" };
  if (answer.status === 200) return { kind: "document", ...read(answer) };
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
    return { kind: "missing" };
  }
  const busy = answer.status >= 400;
  throw new AppError(
    busy ? "offline" : "unusable",
    `The server does not give its metadata just now (status ${answer.status}). Try again; if it stays so, ask the host.`,
    { status: answer.status },
  );
}

function read(answer: HttpAnswer): { readonly value: unknown; readonly etag?: string } {
  try {
    return { value: JSON.parse(answer.body), ...(answer.etag !== undefined && { etag: answer.etag }) };
  } catch {
    throw strange("metadata");
  }
}

function strange(what: string): AppError {
  return new AppError(
    "unusable",
    `The server's ${what} cannot be read: it is not what an Ed-Fi API sends. Ask the host, and look whether a web filter or sign-in page stands in between.`,
  );
}
