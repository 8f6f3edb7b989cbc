import { X509Certificate } from "node:crypto";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import { clientVerdict } from "./trouble.ts";

/** More than any real chain has. */
const longestChain = 10;
/** Days before its end from which on a certificate is worth a word. */
const soon = 30;
const day = 24 * 60 * 60 * 1000;

/**
 * The certificates that a server showed: its own, then each one's issuer, as far as they are known. It asks in the way in
 * which Node itself does afterwards: the other one (getPeerX509Certificate) makes Node's own check of the name fail.
 */
export function readChain(socket: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < longestChain) {
    const certificate = new X509Certificate(next.raw);
    if (chain.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) break;
    chain.push(certificate);
    next = next.issuerCertificate;
  }
  return chain;
}

/** A chain of certificates, a line each: whose it is, until when, from whom. */
export function chainInWords(chain: readonly X509Certificate[], now: Date): string[] {
  return chain.map((certificate) => certificateInWords(certificate, now));
}

export function certificateInWords(certificate: X509Certificate, now: Date): string {
  const issuer = isOwnIssuer(certificate) ? "itself" : nameIn(certificate.issuer);
  return `${nameOf(certificate)}, ${validityOf(certificate, now)}, issued by ${issuer}`;
}

/** Which check a chain failed at `host`, by the code of the failure; undefined for one that is not about certificates. */
export function failedCheck(
  code: string,
  chain: readonly X509Certificate[],
  { host, now }: { readonly host: string; readonly now: Date },
): string | undefined {
  const [own] = chain;
  const last = chain.at(-1);
  const verdict = clientVerdict(code);
  if (verdict === "missing") {
    return "Failed check: the client certificate. The server asks for one, and none is entered.";
  }
  if (verdict === "cut") {
    return "Failed check: probably the client certificate. The server cut the connection when it was shown.";
  }
  if (verdict === "refused")
    return "Failed check: the client certificate. The server refuses the one it was shown.";
  if (own === undefined || last === undefined) return undefined;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return `Failed check: the name. The certificate is for ${namesOf(own)}; the address says ${host}.`;
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const late = chain.find((one) => !isValid(one, now)) ?? own;
    return `Failed check: the dates. The certificate of ${nameOf(late)} is ${validityOf(late, now)}.`;
  }
  if (!/SELF_SIGNED|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY_LEAF|INVALID_CA/.test(code)) return undefined;
  const authority = isOwnIssuer(last) ? nameOf(last) : nameIn(last.issuer);
  return isOwnIssuer(own)
    ? "Failed check: the authority. The server's certificate was issued by itself, and nobody else vouches for it."
    : `Failed check: the authority. This computer does not know ${authority}, which stands behind the certificate.`;
}

/** A word of warning on a certificate that ends soon. */
export function endsSoon([own]: readonly X509Certificate[], now: Date): string | undefined {
  if (own === undefined || Date.parse(own.validTo) - now.getTime() > soon * day) return undefined;
  return `The server's certificate ends on ${dateOf(own.validTo)}. Remind the host to renew it before that day.`;
}

function isOwnIssuer(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

function isValid({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}

function validityOf({ validFrom, validTo }: X509Certificate, now: Date): string {
  if (Date.parse(validTo) < now.getTime()) return `expired since ${dateOf(validTo)}`;
  if (Date.parse(validFrom) > now.getTime()) return `not valid before ${dateOf(validFrom)}`;
  return `valid until ${dateOf(validTo)}`;
}

function nameOf(certificate: X509Certificate): string {
  return nameIn(certificate.subject) || namesOf(certificate);
}

/** The common name in a list such as "C=US\nO=A host\nCN=api.example.org"; else the organization. */
function nameIn(names: string): string {
  const lines = names.split("\n");
  const found = ["CN=", "O=", "OU="].map((kind) => lines.find((line) => line.startsWith(kind)));
  return (found.find((line) => line !== undefined) ?? names).replace(/^[A-Z]+=/, "");
}

function namesOf({ subject, subjectAltName }: X509Certificate): string {
  if (subjectAltName === undefined) return nameIn(subject);
  return subjectAltName.replaceAll(/(?:DNS|IP Address):/g, "");
}

const dates = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

function dateOf(text: string): string {
  return dates.format(new Date(text));
}
