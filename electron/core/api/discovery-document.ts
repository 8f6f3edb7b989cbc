import { z } from "zod";
import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { atFirstBase, isProtected, originsOf, readAddress, readBases } from "./address.ts";
import type { Endpoints, ServerInfo } from "./types.ts";

const url = z.string().min(1).optional().catch(undefined);
const text = z.string().optional().catch(undefined);

/** The members that matter; whatever else a host or an extension adds is let through. */
const Document = z.object({
  version: text,
  informationalVersion: text,
  suite: text,
  build: text,
  apiMode: text,
  dataModels: z
    .array(z.object({ name: z.string(), version: z.string().catch("") }))
    .optional()
    .catch(undefined),
  urls: z.object({
    dataManagementApi: z.string().min(1),
    oauth: z.string().min(1),
    dependencies: url,
    openApiMetadata: url,
    changeQueries: url,
    // One thing, two names: ODS/API 7.3 and DMS.
    oauthTokenIntrospection: url,
    tokenInfo: url,
  }),
});
type Document = z.infer<typeof Document>;

/**
 * Reads a discovery document (protocol section 1) and puts the steward's year and instance where the document prints
 * today's year and "{instance}". Undefined when it is no discovery document of an Ed-Fi API.
 * @throws AppError "unusable" for a placeholder that nothing was entered for, a year or instance that the server does not
 * know, and a URL of an origin that the connection does not trust; `details` then holds the `server` as it would be, and
 * `suggestion`.
 */
export function readDiscovery(body: unknown, settings: ConnectionSettings): ServerInfo | undefined {
  const parsed = Document.safeParse(body);
  if (!parsed.success) return undefined;
  const document = parsed.data;
  const endpoints = endpointsOf(document, settings);
  const server: ServerInfo = {
    product: productOf(document),
    version: versionOf(document),
    dataModels: (document.dataModels ?? []).map(({ name, version }) => ({ name, version })),
    endpoints,
  };
  for (const endpoint of Object.values(endpoints)) requireFilled(endpoint);
  const origins = originsOf(settings);
  const { origin } = readAddress(settings);
  for (const endpoint of Object.values(endpoints)) requireOrigin(endpoint, origins, { origin, server });
  return server;
}

function endpointsOf({ urls, apiMode }: Document, settings: ConnectionSettings): Endpoints {
  requireRoute(urls.dataManagementApi, `${urls.dataManagementApi} ${urls.oauth}`, apiMode, settings);
  const bases = readBases(settings);
  const place = (text: string): string => atFirstBase(fillRoute(text, settings), bases);
  const tokenInfo = urls.oauthTokenIntrospection ?? urls.tokenInfo;
  return {
    data: place(urls.dataManagementApi).replace(/\/+$/, ""),
    oauth: place(urls.oauth),
    ...(urls.dependencies !== undefined && { dependencies: place(urls.dependencies) }),
    ...(urls.openApiMetadata !== undefined && { openApi: place(urls.openApiMetadata) }),
    ...(tokenInfo !== undefined && { tokenInfo: place(tokenInfo) }),
    ...(urls.changeQueries !== undefined && { changeQueries: place(urls.changeQueries) }),
  };
}

const yearSegment =
  /(\/(?:metadata(?:\/data\/v\d+)?|data\/v\d+|changequeries\/v\d+)(?:\/[^/]+)?)\/\d{4}(?=\/|$)/i;
const instancePlaceholder = /\{instance\}|%7Binstance%7D/gi;

/** Puts year and instance into a URL of a year-specific server (protocol section 1.2). */
function fillRoute(text: string, { year, instance }: ConnectionSettings): string {
  const placed = instance === undefined ? text : text.replace(instancePlaceholder, instance);
  return year === undefined ? placed : placed.replace(yearSegment, `$1/${year}`);
}

/** A wrong year would fill another year's database: neither guess one nor quietly leave one out. */
function requireRoute(
  data: string,
  all: string,
  apiMode: string | undefined,
  settings: ConnectionSettings,
): void {
  const byYear = yearSegment.test(data);
  if (byYear && settings.year === undefined) {
    throw new AppError(
      "unusable",
      "This server keeps each school year apart. Enter the school year of this connection, by the calendar year in which it ends.",
    );
  }
  if (!byYear && settings.year !== undefined) {
    throw new AppError(
      "unusable",
      `This server does not keep years apart by a year of its own${apiMode === undefined ? "" : ` (it says "${apiMode}")`}. Leave the year empty; if the host named a year as part of the address, enter it as context.`,
    );
  }
  if (settings.instance !== undefined && all.search(instancePlaceholder) < 0) {
    throw new AppError(
      "unusable",
      "This server knows no instances. Leave the instance empty; if the host named one as part of the address, enter it as tenant or context.",
    );
  }
}

function requireFilled(endpoint: string): void {
  const placeholder = /(?:\{|%7B)([^{}/%]{1,60})(?:\}|%7D)/i.exec(endpoint)?.[1];
  if (placeholder !== undefined) throw new AppError("unusable", wanted(placeholder));
}

function wanted(placeholder: string): string {
  if (/^instance$/i.test(placeholder)) {
    return "This server keeps several instances apart. Enter the instance that the host gave you.";
  }
  if (/tenant/i.test(placeholder)) {
    return "This server keeps several tenants apart. Enter the tenant that the host gave you.";
  }
  return `This server wants more in its address: "${placeholder}". Enter it as context of the connection, for example the school year; ask the host for its form.`;
}

/**
 * Key, secret and records go only where the steward said.
 * @throws AppError "unusable" when a URL that the server at `by.origin` printed leads to none of the origins.
 */
export function requireOrigin(
  endpoint: string,
  origins: ReadonlySet<string>,
  by: { readonly origin: string; readonly server?: ServerInfo },
): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && origins.has(url.origin)) return;
  const { origin, server } = by;
  if (url === undefined) {
    throw new AppError(
      "unusable",
      `The server at ${origin} prints an address that is none in its discovery document. Ask the host to look at it.`,
    );
  }
  const found = url.origin;
  if (!isProtected(url)) {
    throw new AppError(
      "unusable",
      `The server at ${origin} says that it is to be found at ${found}, where everything would travel unprotected. Ask the host to set up the forwarded host and scheme of its proxy.`,
      { server },
    );
  }
  throw new AppError(
    "unusable",
    `The server at ${origin} says that it is to be found at ${found}. Steward sends your key only where you allow it. If the host confirms that ${found} is right, allow it; if not, ask the host to set up the forwarded host and scheme of its proxy.`,
    { server, suggestion: { trustOrigin: found } },
  );
}

/** Every ODS/API from 5.3 to 7.3 prints suite and build; DMS prints neither (protocol section 1.4). */
function productOf(document: Document): ServerInfo["product"] {
  return document.suite === undefined && document.build === undefined ? "dms" : "ods";
}

function versionOf({ version, informationalVersion }: Document): string {
  const exact = /^\d+(?:\.\d+){1,3}/.exec(informationalVersion ?? "")?.[0];
  return exact ?? version ?? "";
}
