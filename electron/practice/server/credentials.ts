/** The parts of a request that carry credentials. */
export interface CredentialRequest {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

export type Fields = ReadonlyMap<string, string>;

/** Form or JSON fields, names in lower case; undefined for another Content-Type. */
export function readFields(request: Pick<CredentialRequest, "contentType" | "body">): Fields | undefined {
  const type = request.contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    return new Map(
      [...new URLSearchParams(request.body)].map(([name, value]) => [name.toLowerCase(), value]),
    );
  }
  if (type !== "application/json") return undefined;
  try {
    const parsed: unknown = JSON.parse(request.body);
    const entries = Object.entries(typeof parsed === "object" && parsed !== null ? parsed : {});
    return new Map(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    return new Map();
  }
}

/** What stands in a Basic header, split at its colons; undefined when it is no such header. */
export function basicPair(authorization: string | undefined): string[] | undefined {
  const encoded = /^basic\s+([A-Za-z0-9+/]+={0,2})$/i.exec(authorization?.trim() ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8").split(":");
}

/** The key that a token request names, in whatever way, right or wrong. */
export function namedKey(request: CredentialRequest): string | undefined {
  return basicPair(request.authorization)?.[0] ?? readFields(request)?.get("client_id");
}
