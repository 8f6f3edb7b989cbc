import { z } from "zod";

/** The name that a steward gave a connection, or its id: every command takes either. */
export const ConnectionRef = z.string().min(1).max(100);

export const ConnectionName = z
  .string()
  .trim()
  .min(1, "a connection needs a name")
  .max(100, "a name has at most 100 characters")
  .regex(/^[^/\\:*?"<>|\p{Cc}]+$/u, 'a name has none of / \\ : * ? " < > |');

/** What people type is refused in words of its own. */
const Address = z.url({ protocol: /^https?$/, error: "an address begins with https:// (or http://)" });
const Year = z
  .int("a school year is four digits, as 2026")
  .min(1990, "a school year is four digits, as 2026")
  .max(2199, "a school year is four digits, as 2026");

/** Kinds of server that the practice API plays and that Steward knows by their discovery document. */
export const ServerKind = z.enum(["ods-5.3", "ods-6.2", "ods-7.1", "ods-7.3", "dms"]);
export type ServerKind = z.infer<typeof ServerKind>;

/** What a steward enters; where the year, tenant and context go in the URLs is protocol sections 1.2 to 1.4. */
export const ConnectionSettings = z.object({
  url: Address,
  /** School year of a year-specific server (5.x, 6.x), e.g. 2026. */
  year: Year.optional(),
  /** Instance of an instance-year-specific server (5.x, 6.x). */
  instance: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "an instance has letters, digits and hyphens only")
    .optional(),
  tenant: z
    .string()
    .regex(/^[^/?#\s]+$/, "a tenant has no blanks and none of / ? #")
    .optional(),
  /** One or more route segments, e.g. "2026" or "255901/2026". */
  context: z
    .string()
    .regex(/^[^?#\s]+$/, "a context is what stands in the address, as 2026 or 255901/2026, without blanks")
    .optional(),
  caFile: z.string().optional(),
  clientCertFile: z.string().optional(),
  clientKeyFile: z.string().optional(),
  proxy: Address.optional(),
  /** Hosts that are reached without the proxy, as in NO_PROXY: "localhost, .district.org, 10.1.2.3:8443". */
  noProxy: z.string().max(2000).optional(),
  /** Other base URLs of the same API, for a host with more than one server: requests are spread over all of them. */
  otherUrls: z.array(Address).max(16).default([]),
  /** Origins other than the address's own that the steward allowed to receive the key and the records. */
  trustedOrigins: z.array(Address).max(16).default([]),
  /** Requests a second, at most; absent: as fast as the server answers. */
  requestsPerSecond: z.number().min(0.1).max(100_000).optional(),
  /** Days after which the steward is reminded to rotate the key. */
  keyReminderDays: z.int().min(1).max(3650).default(365),
  /** Requests at a time, at most. */
  concurrency: z.int().min(1).max(1024).default(32),
  /** Milliseconds until an unanswered request is given up and sent again. */
  requestTimeout: z.int().min(100).max(600_000).default(60_000),
  connectTimeout: z.int().min(100).max(120_000).default(15_000),
  /** A record that somebody else changed on the server since it was sent is not overwritten: a steward chooses. */
  keepOthersChanges: z.boolean().default(false),
  /** Ids of the only schools whose records are sent, with all that belongs to no school; empty: of all of them. */
  schools: z
    .array(z.string().regex(/^[1-9]\d{0,17}$/, "the id of a school has digits only, as 255901001"))
    .max(5000)
    .default([]),
  /** Days of which it can be told what was sent on each. */
  sentHistoryDays: z.int().min(7).max(10_000).default(400),
});
export type ConnectionSettings = z.output<typeof ConnectionSettings>;

/** Everything secret about a connection: one entry of the keychain. Goes in, never out. */
export const Credentials = z.object({
  key: z.string().min(1, "a key is needed").max(500, "a key has at most 500 characters"),
  secret: z.string().min(1, "a secret is needed").max(1000, "a secret has at most 1000 characters"),
  /** Of the client certificate's key. */
  passphrase: z.string().min(1).max(500).optional(),
  proxyUser: z.string().min(1).max(200).optional(),
  proxyPassword: z.string().min(1).max(500).optional(),
});
export type Credentials = z.infer<typeof Credentials>;

/** The part of it that opens the way to the server: changed without entering key and secret again. */
export const WayCredentials = z.strictObject(
  Credentials.pick({ passphrase: true, proxyUser: true, proxyPassword: true }).shape,
);
export type WayCredentials = z.infer<typeof WayCredentials>;

/** Which secrets of the way to its server a connection has; never what they are. */
export const KeptSecrets = z.object({
  source: z.enum(["keychain", "environment"]),
  passphrase: z.boolean(),
  proxyLogin: z.boolean(),
});
export type KeptSecrets = z.infer<typeof KeptSecrets>;

const TestStepName = z.enum(["address", "tls", "discovery", "token", "token_info", "read", "permissions"]);
export const TestStep = z.object({
  step: TestStepName,
  ok: z.boolean(),
  /** HTTP status of the answer, where there was one. */
  status: z.int().optional(),
  /** What was found, e.g. "ODS/API 7.3, Ed-Fi 5.2.0, TPDM 1.1.0". */
  found: z.string().optional(),
  /** What to do, when not ok; or what to know, when ok. */
  advice: z.string().optional(),
  /** More of what was found, a line each: derived URLs, the chain of certificates. */
  details: z.array(z.string()).optional(),
  /** What would probably make it right; applied only when the steward says so. */
  suggestion: z
    .object({
      url: z.string().optional(),
      year: z.int().optional(),
      /** Another origin that the server names for its token or its data: to be allowed outright. */
      trustOrigin: z.string().optional(),
    })
    .optional(),
});
export type TestStep = z.infer<typeof TestStep>;

export const Connection = z.object({
  id: z.string(),
  name: z.string(),
  settings: ConnectionSettings,
  /** What discovery said when it was last asked; absent until then. */
  server: z
    .object({
      version: z.string(),
      product: z.enum(["ods", "dms"]),
      dataModels: z.array(z.string()),
      seenAt: z.string(),
    })
    .optional(),
  /** A key is kept in the keychain; its last characters, never more. `due`: older than the reminder says. */
  key: z.object({ ending: z.string(), since: z.string(), due: z.boolean() }).optional(),
  /** Key and secret come from the environment of this Steward, which stores nothing. */
  keyFromEnvironment: z.literal(true).optional(),
  /** Requests at a time that suited the server best, and when that was found; absent until a push could tell. */
  bestConcurrency: z.object({ requests: z.int().positive(), at: z.string() }).optional(),
  /** Kept for reading; nothing is sent any more. */
  closedAt: z.string().optional(),
  /** Name of the connection or template that it was made from. */
  clonedFrom: z.string().optional(),
  /** The server is on this machine: nothing leaves it. */
  practice: z.boolean(),
  /** It leads to the practice API of this Steward itself, with an invented district: see practice.show. */
  ownPractice: z.literal(true).optional(),
  createdAt: z.string(),
});
export type Connection = z.infer<typeof Connection>;

export const ConnectionTest = z.object({ connection: Connection, steps: z.array(TestStep) });
export type ConnectionTest = z.infer<typeof ConnectionTest>;
