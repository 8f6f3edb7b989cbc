import type { Socket } from "node:net";
import { type buildConnector, Client } from "undici";
import type { ConnectionSettings, Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { readNoProxy } from "./no-proxy.ts";
import { isCertificateTrouble } from "./trouble.ts";

/** The way through a proxy. */
export interface ProxyWay {
  /** True for hosts that are not reached directly. */
  covers(hostname: string, port: string): boolean;
  /** A socket that leads to the host. Fails with a ProxyTrouble. */
  open(host: string): Promise<Socket>;
  destroy(): void;
}

/** Code of a failure at the proxy, not at the server behind it. */
class ProxyTrouble extends Error {
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Code of a proxy's address that is refused. */
export const proxyAddress = "PROXY_ADDRESS";

/**
 * The proxy that the connection names. One in the environment (HTTPS_PROXY) is not used by itself: a window, a scheduled
 * task and a service each have another environment, and a connection must take the same way in all of them.
 * @throws AppError "unusable" when the proxy's address holds a name or password.
 */
export function createProxy(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  connect: buildConnector.connector,
): ProxyWay | undefined {
  if (settings.proxy === undefined) return undefined;
  const url = new URL(settings.proxy);
  if (url.username !== "" || url.password !== "") {
    throw new AppError(
      "unusable",
      "The proxy's address holds a name or a password. Enter the address alone; the proxy's name and password have their own fields.",
      { code: proxyAddress },
    );
  }
  const isDirect = readNoProxy(settings.noProxy ?? "");
  const authorization = authorizationOf(credentials);
  const under = new Set<Client>();
  return {
    covers: (hostname, port) => !isDirect(hostname, port),
    async open(host) {
      const client = new Client(url.origin, { connect, headersTimeout: settings.connectTimeout });
      under.add(client);
      try {
        const headers = {
          host,
          ...(authorization !== undefined && { "proxy-authorization": authorization }),
        };
        const { statusCode, socket } = await client.connect({ path: host, headers });
        if (statusCode === 200) return socket as Socket;
        socket.on("error", () => undefined).destroy();
        throw new ProxyTrouble(refusalOf(statusCode, authorization !== undefined));
      } catch (error) {
        throw error instanceof ProxyTrouble ? error : new ProxyTrouble(troubleOf(error), error);
      } finally {
        under.delete(client);
        // The socket belongs to the tunnel now.
        void client.destroy();
      }
    },
    destroy() {
      for (const client of under) void client.destroy();
    },
  };
}

function authorizationOf(credentials: Credentials | undefined): string | undefined {
  if (credentials?.proxyUser === undefined) return undefined;
  const pair = `${credentials.proxyUser}:${credentials.proxyPassword ?? ""}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

function refusalOf(status: number, isKnown: boolean): string {
  if (status === 407) return isKnown ? "PROXY_REFUSES_PASSWORD" : "PROXY_WANTS_PASSWORD";
  return status === 502 || status === 503 || status === 504 ? "PROXY_FINDS_NO_SERVER" : "PROXY_REFUSED";
}

function troubleOf(error: unknown): string {
  const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
  return isCertificateTrouble(code) ? "PROXY_CERTIFICATE" : "PROXY_UNREACHED";
}
