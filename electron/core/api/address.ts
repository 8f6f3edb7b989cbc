import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";

/** Where a connection's server is: what the steward entered, made ready for use. */
interface Address {
  /** Scheme, host and port of the base URL. */
  readonly origin: string;
  /** The base URL with tenant and context, without a trailing slash: discovery is asked there. */
  readonly discovery: string;
}

/** Host names that never leave this machine: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return host === "localhost" || host === "[::1]" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Reads the address of a server out of a connection's settings (protocol sections 1.2 to 1.4).
 * @throws AppError "unusable" for http to another machine, and for a URL that holds a name and password.
 */
export function readAddress(settings: ConnectionSettings): Address {
  const url = readUrl(settings.url);
  return { origin: url.origin, discovery: `${url.origin}${discoveryPath(url.pathname, settings)}` };
}

/** A base URL of an API, taken apart. */
export interface Base {
  readonly origin: string;
  /** Without a slash at its end. */
  readonly path: string;
}

/**
 * All base URLs of the API, the connection's address first.
 * @throws AppError "unusable" as readAddress does.
 */
export function readBases({ url, otherUrls }: ConnectionSettings): readonly Base[] {
  const bases = [url, ...otherUrls].map(readUrl).map(({ origin, pathname }) => ({
    origin,
    path: pathname.replace(/\/+$/, ""),
  }));
  return bases.filter(
    (base, index) => bases.findIndex((one) => one.origin === base.origin && one.path === base.path) === index,
  );
}

/**
 * Origins beyond those of the base URLs that the steward allowed to receive the key and the records.
 * @throws AppError "unusable" as readAddress does.
 */
export function readTrusted(settings: ConnectionSettings): readonly string[] {
  const own = readBases(settings).map(({ origin }) => origin);
  const trusted = new Set(settings.trustedOrigins.map((url) => readUrl(url).origin));
  return [...trusted].filter((origin) => !own.includes(origin));
}

/** The same URL below the first base, for one that a server of the same API printed below its own. */
export function atFirstBase(url: string, bases: readonly Base[]): string {
  const [first, ...others] = bases;
  if (first === undefined || others.length === 0) return url;
  const own = others.find(({ origin, path }) => url === origin + path || url.startsWith(`${origin}${path}/`));
  return own === undefined ? url : first.origin + first.path + url.slice(own.origin.length + own.path.length);
}

/** Every origin that the key and the records may go to. */
export function originsOf(settings: ConnectionSettings): ReadonlySet<string> {
  return new Set([...readBases(settings).map(({ origin }) => origin), ...readTrusted(settings)]);
}

function readUrl(text: string): URL {
  const url = new URL(text);
  if (!isProtected(url)) {
    const suggestion = { url: securedUrl(url) };
    throw new AppError(
      "unusable",
      `The address ${url.origin} begins with http: key, secret and students' data would travel unprotected. Enter the https address of the server, probably ${suggestion.url}; http is only for a server on this machine.`,
      { suggestion },
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError(
      "unusable",
      "The address holds a name or a password. Enter the address alone; key and secret have their own fields.",
    );
  }
  return url;
}

/** https, or a server on this machine: nobody else can read what is sent there. */
export function isProtected({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || isLoopback(hostname);
}

/** The same address with https; a port that is no standard one stays. */
export function securedUrl(url: URL): string {
  const host = url.port === "" ? url.hostname : url.host;
  return `https://${host}${url.pathname.replace(/\/+$/, "")}`;
}

function discoveryPath(pathname: string, settings: ConnectionSettings): string {
  const base = segmentsOf(pathname);
  const route = [...segmentsOf(settings.tenant ?? ""), ...segmentsOf(settings.context ?? "")].map((segment) =>
    encodeURIComponent(decoded(segment)),
  );
  // Who copies the whole address and fills the fields too means the same place.
  const isThere = route.length > 0 && base.slice(-route.length).join("/") === route.join("/");
  return [...base, ...(isThere ? [] : route)].map((segment) => `/${segment}`).join("");
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const partsOfAnApi =
  /\/(?:data(?:\/v\d+(?:\/.*)?|\/ed-fi(?:\/.*)?)?|oauth(?:\/.*)?|metadata(?:\/.*)?|changequeries(?:\/.*)?|composites(?:\/.*)?|identity(?:\/.*)?|swagger(?:\/.*)?|docs(?:\/.*)?)$/i;

/** The base URL that was probably meant, for one that ends inside an API: ".../data/v3", ".../oauth/token", ".../metadata". */
export function suggestAddress(url: string): string | undefined {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, "");
  const base = path.replace(partsOfAnApi, "");
  return base === path ? undefined : `${parsed.origin}${base}`;
}
