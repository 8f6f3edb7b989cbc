import type { Privileges, Protocol } from "electron";
import { securityHeaders } from "../csp.ts";
import { answerWith, type RendererFiles } from "../renderer-files.ts";

const appScheme = "app";
const appHost = "steward";

/** Where the window starts; everything else of `app://` does not exist. */
export const appAddress = `${appScheme}://${appHost}/`;

/** Registered before Electron is ready. "standard" and "secure" make `app://` an origin of its own, as https is. */
export const appPrivileges: { scheme: string; privileges: Privileges } = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/** True for an address of Steward's own pages, and for nothing that only looks like one. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost && username === "" && password === "";
}

/** Serves the built pages, and only them, with the same headers as the loopback host. */
export function serveAppProtocol(protocol: Pick<Protocol, "handle">, pages: RendererFiles) {
  protocol.handle(appScheme, (request) => answerAppRequest(pages, request.method, request.url));
}

function answerAppRequest(pages: RendererFiles, method: string, address: string): Response {
  const known = method === "GET" && isOwnAddress(address);
  const file = known ? pages.get(new URL(address).pathname) : undefined;
  if (!file)
    return new Response("There is nothing at this address.\n", { status: 404, headers: securityHeaders() });
  const { headers, body } = answerWith(file);
  return new Response(body, { headers });
}
