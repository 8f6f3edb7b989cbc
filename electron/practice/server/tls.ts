import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";

/** PEM texts of an https server. */
export interface TlsOptions {
  readonly key: string;
  readonly cert: string;
  /** Who signs the clients' certificates. */
  readonly ca?: string;
  /** Only clients with a certificate of that signer get through (mutual TLS). */
  readonly requestCert?: boolean;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const keepAliveTimeout = 65_000;

/** An http server, or an https server when it has a certificate. */
export function makeServer(tls: TlsOptions | undefined, handler: Handler): Server {
  if (tls === undefined) return createServer({ keepAliveTimeout }, handler);
  const { key, cert, ca, requestCert = false } = tls;
  const trusted = ca === undefined ? {} : { ca };
  return createSecureServer(
    { keepAliveTimeout, key, cert, ...trusted, requestCert, rejectUnauthorized: requestCert },
    handler,
  );
}
