import "reflect-metadata";
import { createPrivateKey, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

export interface Certificate {
  readonly name: string;
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface Wishes {
  /** Without one it signs itself. */
  readonly issuer?: Certificate;
  /** Days from now: from when, until when. */
  readonly days?: readonly [number, number];
  /** Host names and addresses; its name if absent. */
  readonly names?: readonly string[];
  readonly isAuthority?: boolean;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 86_400_000;
cryptoProvider.set(webcrypto as Crypto);

/** Makes a certificate for a test, so that none lies in the repository and none expires there. */
export async function makeCertificate(
  name: string,
  { issuer, days = [-1, 90], names = [name], isAuthority = issuer === undefined }: Wishes = {},
): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${issuer?.name ?? name}`,
    notBefore: new Date(Date.now() + days[0] * day),
    notAfter: new Date(Date.now() + days[1] * day),
    signingKey: (issuer?.keys ?? keys).privateKey as CryptoKey,
    publicKey: keys.publicKey as CryptoKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
      ),
    ],
  });
  const key = PemConverter.encode(
    await webcrypto.subtle.exportKey("pkcs8", keys.privateKey),
    PemConverter.PrivateKeyTag,
  );
  return { name, key, keys, cert: `${certificate.toString("pem")}\n` };
}

/** The key of a certificate behind a passphrase, PEM. */
export function lockedKey({ key }: Certificate, passphrase: string): string {
  return createPrivateKey(key)
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
    .toString();
}
