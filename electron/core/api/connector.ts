import type { TLSSocket } from "node:tls";
import { buildConnector } from "undici";
import type { ConnectionSettings, Credentials } from "../../../shared/domain/connection.ts";
import { readTrust } from "./certificates.ts";
import { createProxy, type ProxyWay } from "./proxy.ts";

/** No connection came about: nothing of the request has left this computer. */
export class NotConnected extends Error {
  readonly code: string;

  constructor(cause: Error & { code?: unknown }) {
    super("no connection", { cause });
    // undici takes this one for trouble of a connection that was there, and would try again for ever.
    const code = String(cause.code ?? cause.name);
    this.code = code === "UND_ERR_SOCKET" ? "ECONNRESET" : code;
  }
}

/** Looks on while secure connections are made: for the step test. */
export interface Onlooker {
  /** The handshake is done, its certificates not judged yet. */
  shown(socket: TLSSocket): void;
  /** Code of what ended the socket: undici forgets an alert that comes behind the handshake. */
  broke(code: string): void;
}

export interface Connector {
  readonly connect: buildConnector.connector;
  destroy(): void;
}

/**
 * How a connection's sockets are made: own authority and client certificate, proxy. Certificates are always checked.
 * @throws AppError "unusable" when a certificate file or the proxy's address cannot be used.
 */
export function createConnector(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  onlooker?: Onlooker,
): Connector {
  // One request a connection: what a time-out ends is then one request, and Ed-Fi hosts gain nothing by HTTP/2.
  const options = { allowH2: false, timeout: settings.connectTimeout, ...readTrust(settings, credentials) };
  const plain = buildConnector(options);
  const watched = onlooker === undefined ? plain : watching(plain, onlooker);
  const proxy = createProxy(settings, credentials, plain);
  const direct = (target: buildConnector.Options, callback: buildConnector.Callback): void => {
    watched(target, (error, socket) => {
      if (error === null) callback(null, socket);
      else callback(new NotConnected(error), null);
    });
  };
  return {
    connect: proxy === undefined ? direct : through(proxy, direct),
    destroy: () => proxy?.destroy(),
  };
}

function through(proxy: ProxyWay, direct: buildConnector.connector): buildConnector.connector {
  return (target, callback) => {
    const isSecure = target.protocol === "https:";
    const port = target.port || (isSecure ? "443" : "80");
    if (!proxy.covers(target.hostname, port)) return direct(target, callback);
    proxy.open(`${target.hostname}:${port}`).then(
      (socket) => {
        if (isSecure) direct({ ...target, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error) => callback(new NotConnected(error), null),
    );
  };
}

function watching(connect: buildConnector.connector, onlooker: Onlooker): buildConnector.connector {
  return (target, callback) => {
    // It returns the socket that it begins with, which its type keeps to itself.
    const socket = connect(target, callback) as unknown as TLSSocket;
    if (target.protocol !== "https:") return;
    // Before Node judges the certificates, and closes the socket over a bad one.
    socket.prependListener("secure", () => onlooker.shown(socket));
    socket.once("error", (error: Error & { code?: unknown }) => onlooker.broke(String(error.code)));
  };
}
