import type { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import type { BadCredentials } from "./types.ts";

export function tokenRequest(authorization: string) {
  return {
    method: "POST",
    headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  } as const;
}

/** Key and secret, in the forms in which a server may want them. */
type Pair = { readonly kind: "pair"; readonly forms: readonly string[] };

/** As every version takes it; and encoded as RFC 6749 says, where that is different: some hosts decode what they get. */
function formsOf(key: string, secret: string): string[] {
  const form = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;
  return [
    ...new Set([form(`${key}:${secret}`), form(`${encodeURIComponent(key)}:${encodeURIComponent(secret)}`)]),
  ];
}

/** Basic authentication: the only form that every version takes (protocol section 2.1). */
export async function readCredentials(
  credentials: () => Promise<Credentials>,
): Promise<Pair | BadCredentials> {
  try {
    const { key, secret } = await credentials();
    if (!key.includes(":")) {
      return { kind: "pair", forms: formsOf(key, secret) };
    }
    const sentence =
      "The key holds a colon, which no Ed-Fi key can. Enter key and secret each in its own field.";
    return { kind: "bad-credentials", status: 0, sentence };
  } catch (error) {
    if (error instanceof AppError) return { kind: "bad-credentials", status: 0, sentence: error.message };
    throw error;
  }
}
