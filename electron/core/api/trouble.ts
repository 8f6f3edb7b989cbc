import type { NoAnswer } from "./types.ts";

/** Codes of Node and OpenSSL that mean: there is a server, but its certificate or ours is not right. */
const certificateAdvice: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "The server's certificate was signed by nobody but itself. Ask the host for the certificate of its authority and enter that file in the connection.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "The server's certificate comes from an authority that this computer does not know, as districts and their web filters often have. Ask your network team for that authority's certificate and enter the file in the connection.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The authority behind the server's certificate is not known here. Ask the host or your network team for that authority's certificate and enter the file in the connection.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The server does not send its whole chain of certificates. Ask the host to add the one in between, or enter that authority's file in the connection.",
  CERT_HAS_EXPIRED:
    "The server's certificate has expired. Ask the host to renew it; also look whether this computer's clock is right.",
  CERT_NOT_YET_VALID:
    "The server's certificate is not valid yet. Look whether this computer's clock is right.",
  CERT_REVOKED:
    "The server's certificate was withdrawn by its authority. Tell the host, and send nothing until it is replaced.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The server's certificate is for another name. Compare the address with the one that the host gave you.",
  PROXY_CERTIFICATE:
    "The proxy's own certificate is not good. Ask your network team for the certificate of its authority and enter that file in the connection.",
  ERR_SSL_WRONG_VERSION_NUMBER: "What answers there does not speak https. Look at the port in the address.",
  EPROTO:
    "What answers there does not speak https as it should. Look at the port in the address, and at the proxy.",
};

const certificateCodes =
  /^(?:ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO|PROXY_CERTIFICATE)/;

/** True when a connection failed over certificates or TLS, not over the way there. */
export function isCertificateTrouble(code: string): boolean {
  return certificateCodes.test(code);
}

/** A success that is none, or a way to another place, in answer to what only a server takes. */
export const signInPage =
  "Something answered in place of the server, as the sign-in page of a guest network or a web filter does. Open a web page in the browser, sign in there, and try again.";

const pathAdvice: Readonly<Record<string, string>> = {
  ENOTFOUND:
    "No server of that name is known. Look for a slip in the address, and whether this computer is online.",
  EAI_AGAIN: "The name of the server could not be looked up. Look whether this computer is online.",
  ECONNREFUSED:
    "Nothing listens at that address. Look at host and port, and ask the host whether the server is running.",
  ECONNRESET:
    "The server, or something in front of it, cut the connection. Try again; if it stays so, ask the host.",
  EHOSTUNREACH: "There is no way to that server from here. Look at the network, VPN or proxy.",
  ENETUNREACH: "There is no way to that server from here. Look at the network, VPN or proxy.",
  UND_ERR_CONNECT_TIMEOUT:
    "The server could not be reached in time. Look at the address, and whether a firewall, VPN or proxy is in the way.",
  ETIMEDOUT:
    "The server could not be reached in time. Look at the address, and whether a firewall, VPN or proxy is in the way.",
  UND_ERR_HEADERS_TIMEOUT:
    "The server took the request but did not answer in time. Try again; if it stays so, ask the host or allow more time in the connection.",
  UND_ERR_BODY_TIMEOUT:
    "The server began to answer but did not finish in time. Try again; if it stays so, ask the host or allow more time in the connection.",
  PROXY_REFUSED:
    "The proxy does not let this connection through. Ask your network team to let this computer reach the server's host and port.",
  PROXY_WANTS_PASSWORD:
    "The proxy wants a name and a password (status 407). Enter them in the connection; your network team knows them.",
  PROXY_REFUSES_PASSWORD:
    "The proxy does not accept the name and password (status 407). Enter both again, or ask your network team for the current ones.",
  PROXY_UNREACHED:
    "The proxy cannot be reached, or is no proxy. Look at the proxy's address in the connection, and ask your network team.",
  PROXY_FINDS_NO_SERVER:
    "The proxy is there, but cannot reach the server behind it. Look at the server's address for a slip; if it is right, ask your network team whether the proxy lets it through.",
  TOKEN_HTTP_429:
    "The server gives this key no further token for now: too many are alive at once. Close other programs that use the key, or wait half an hour.",
  TOKEN_NOT_JSON: signInPage,
  TOKEN_SENT_ELSEWHERE:
    "The request for a token is sent elsewhere, as the sign-in page of a guest network does; Steward does not send a secret after it. Open a web page in the browser and sign in there; if it stays so, ask the host for the right address.",
};

/** What the server said of our client certificate, by the alert with which it ended the handshake. */
export function clientVerdict(code: string): keyof typeof clientAdvice | undefined {
  if (code === "CLIENT_CERTIFICATE_MISSING" || /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/.test(code)) {
    return "missing";
  }
  if (code === "CLIENT_CERTIFICATE_CUT") return "cut";
  const isRefusal =
    code === "CLIENT_CERTIFICATE_REFUSED" ||
    /^ERR_SSL_.*ALERT_(?:BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_|UNSUPPORTED_CERT|ACCESS_DENIED|DECRYPT_ERROR)/.test(
      code,
    );
  return isRefusal ? "refused" : undefined;
}

const clientAdvice = {
  cut: "The server cut the connection when it was shown the client certificate: it probably refuses it. Ask the host whether it is the right one for this server, still valid and not withdrawn.",
  missing:
    "The server wants a client certificate. Enter the certificate and key files that the host gave you in the connection.",
  refused:
    "The server refuses the client certificate. Ask the host whether it is the right one for this server, still valid and not withdrawn.",
};

/** One sentence or two for an educator: why there was no answer, and what to do. */
export function adviceFor(trouble: NoAnswer): string {
  const known = certificateAdvice[trouble.code] ?? pathAdvice[trouble.code];
  if (known !== undefined) return known;
  const verdict = clientVerdict(trouble.code);
  if (verdict !== undefined) return clientAdvice[verdict];
  if (isCertificateTrouble(trouble.code)) {
    return `The secure connection could not be made (${trouble.code}). Ask the host, and name this code.`;
  }
  if (trouble.code.startsWith("TOKEN_HTTP_")) {
    return "The server has trouble with giving out tokens just now. Wait a little and try again; key and secret are not to blame.";
  }
  return trouble.reason === "timeout"
    ? "The server did not answer in time. Try again; if it stays so, ask the host."
    : `The connection to the server broke (${trouble.code}). Look at the network and try again.`;
}
