import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";
import { type Dispatcher, Pool, ProxyAgent } from "undici";
import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { readAddress } from "./address.ts";

/** Idle connections are dropped before the gateways that hosts use (60 s and more) drop them on us. */
const idleTime = 20_000;

/**
 * The one pool of a connection: keep-alive, as many connections as requests at a time, time-outs, own authority and
 * client certificate, proxy. Certificates are always checked. It is bound to the connection's own origin.
 * @throws AppError "unusable" when a certificate file cannot be read, or the address is refused.
 */
export function createDispatcher(settings: ConnectionSettings): Dispatcher {
  const { origin } = readAddress(settings);
  const secureContext = secureContextOf(settings);
  // Said outright: Node would else let NODE_TLS_REJECT_UNAUTHORIZED in the environment switch the check off.
  const tls = { rejectUnauthorized: true, ...(secureContext !== undefined && { secureContext }) };
  const options = {
    connections: settings.concurrency,
    pipelining: 1,
    // One request a connection: what a time-out ends is then one request, and Ed-Fi hosts gain nothing by HTTP/2.
    allowH2: false,
    headersTimeout: settings.requestTimeout,
    bodyTimeout: settings.requestTimeout,
    keepAliveTimeout: idleTime,
    connect: { timeout: settings.connectTimeout, ...tls },
  };
  if (settings.proxy === undefined) return new Pool(origin, options);
  const { connect, ...shared } = options;
  return new ProxyAgent({
    ...shared,
    uri: settings.proxy,
    connectTimeout: connect.timeout,
    requestTls: tls,
    proxyTls: tls,
  });
}

/** Made once: each connection would parse some 150 authorities again. Undefined leaves Node's own default. */
function secureContextOf(settings: ConnectionSettings): SecureContext | undefined {
  const { caFile, clientCertFile, clientKeyFile } = settings;
  if (caFile === undefined && clientCertFile === undefined && clientKeyFile === undefined) return undefined;
  if ((clientCertFile === undefined) !== (clientKeyFile === undefined)) {
    throw new AppError(
      "unusable",
      "A client certificate needs two files, the certificate and its key. Enter both.",
    );
  }
  // The district's authority comes beside the public ones, not in their place.
  const ca = caFile === undefined ? [] : [readCertificate(caFile, "authority's certificate")];
  const own =
    clientCertFile === undefined || clientKeyFile === undefined
      ? {}
      : {
          cert: readCertificate(clientCertFile, "client certificate"),
          key: readText(clientKeyFile, "client certificate's key"),
        };
  try {
    return createSecureContext({ ca: [...getCACertificates("default"), ...ca], ...own });
  } catch (error) {
    throw new AppError(
      "unusable",
      "The client certificate and its key do not fit together, or the key has a password. Ask the host for a matching pair without password, in PEM form.",
      undefined,
      error,
    );
  }
}

function readCertificate(file: string, what: string): string {
  const text = readText(file, what);
  try {
    // Node takes rubbish for an authority without a word, and the connection then fails for no visible reason.
    new X509Certificate(text);
    return text;
  } catch (error) {
    throw new AppError(
      "unusable",
      `The file of the ${what} holds no certificate in PEM form: ${file}`,
      undefined,
      error,
    );
  }
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AppError("unusable", `The file of the ${what} cannot be read: ${file}`, undefined, error);
  }
}
