import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";

/** Where a connection's server is: what the steward entered, made ready for use. */
export interface Address {
  /** Scheme, host and port: the only origin that this connection ever talks to. */
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
  const url = new URL(settings.url);
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    throw new AppError(
      "unusable",
      `The address ${url.origin} begins with http: key, secret and students' data would travel unprotected. Enter the https address of the server; http is only for a server on this machine.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError(
      "unusable",
      "The address holds a name or a password. Enter the address alone; key and secret have their own fields.",
    );
  }
  return { origin: url.origin, discovery: `${url.origin}${discoveryPath(url.pathname, settings)}` };
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
