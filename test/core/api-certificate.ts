import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface Certificate {
  readonly name: string;
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

/** Makes a certificate for a test, so that none lies in the repository and none expires there. */
export function makeCertificate(
  name: string,
  { issuer, days = [-1, 1] }: { issuer?: Certificate; days?: readonly [number, number] } = {},
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const signer: KeyObject = issuer === undefined ? privateKey : createPrivateKey(issuer.key);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(issuer?.name ?? name),
    sequence(time(days[0]), time(days[1])),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(basicConstraints(issuer === undefined), alternativeName(name))),
  );
  const signature = sign("sha256", body, signer);
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return { name, key, cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n` };
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const integer = (value: Buffer): Buffer => tagged(0x02, value);
const explicit = (number: number, content: Buffer): Buffer => tagged(0xa0 + number, content);
const identifier = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));
const ecdsaWithSha256 = sequence(identifier("2a8648ce3d040302"));

function nameOf(text: string): Buffer {
  const commonName = sequence(identifier("550403"), tagged(0x0c, Buffer.from(text)));
  return sequence(tagged(0x31, commonName));
}

function time(days: number): Buffer {
  const date = new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, "");
  return tagged(0x17, Buffer.from(`${date.slice(2, 14)}Z`));
}

function basicConstraints(isAuthority: boolean): Buffer {
  const yes = tagged(0x01, Buffer.from([255]));
  return sequence(identifier("551d13"), yes, tagged(0x04, sequence(...(isAuthority ? [yes] : []))));
}

/** An address where the name is one, else a host name. */
function alternativeName(name: string): Buffer {
  const bytes = name.split(".").map(Number);
  const isAddress = bytes.length === 4 && bytes.every((byte) => byte >= 0 && byte < 256);
  const entry = isAddress ? tagged(0x87, Buffer.from(bytes)) : tagged(0x82, Buffer.from(name));
  return sequence(identifier("551d11"), tagged(0x04, sequence(entry)));
}
