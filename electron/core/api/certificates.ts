import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";
import type { ConnectionSettings, Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";

/** What a secure connection is made with. */
export interface Trust {
  readonly rejectUnauthorized: true;
  /** Undefined leaves Node's own default. */
  readonly secureContext?: SecureContext;
}

/**
 * The public authorities, the district's own beside them, and the client certificate with its key.
 * @throws AppError "unusable" when a file cannot be read, or the key cannot be opened.
 */
export function readTrust(settings: ConnectionSettings, credentials: Credentials | undefined): Trust {
  const secureContext = secureContextOf(settings, credentials?.passphrase);
  // Said outright: Node would else let NODE_TLS_REJECT_UNAUTHORIZED in the environment switch the check off.
  return { rejectUnauthorized: true, ...(secureContext !== undefined && { secureContext }) };
}

/** The client certificate that the server is shown; undefined where there is none. */
export function readClientCertificate({ clientCertFile }: ConnectionSettings): X509Certificate | undefined {
  if (clientCertFile === undefined) return undefined;
  return new X509Certificate(readCertificate(clientCertFile, "client certificate"));
}

/** Made once: each connection would parse some 150 authorities again. */
function secureContextOf(
  settings: ConnectionSettings,
  passphrase: string | undefined,
): SecureContext | undefined {
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
          key: readKey(clientKeyFile, passphrase),
        };
  try {
    return createSecureContext({ ca: [...getCACertificates("default"), ...ca], ...own });
  } catch (error) {
    throw new AppError(
      "unusable",
      "The client certificate and its key do not fit together. Ask the host for a matching pair in PEM form.",
      undefined,
      error,
    );
  }
}

/** The key, opened: its passphrase need not be kept with the connection. */
function readKey(file: string, passphrase: string | undefined): string {
  const text = readText(file, "client certificate's key");
  const isLocked = /^-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(text);
  if (isLocked && passphrase === undefined) {
    throw new AppError(
      "unusable",
      "The client certificate's key is locked with a passphrase, and none was given. Enter it with the connection; where credentials come from the environment, set STEWARD_PASSPHRASE.",
    );
  }
  try {
    const key = createPrivateKey({ key: text, ...(isLocked && { passphrase }) });
    return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch (error) {
    const sentence = isLocked
      ? "The passphrase does not open the client certificate's key. Enter it again as the host gave it, or ask for a new pair."
      : `The file of the client certificate's key holds no key in PEM form: ${file}`;
    throw new AppError("unusable", sentence, undefined, error);
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
