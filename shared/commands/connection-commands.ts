import { z } from "zod";
import { AuditEntry } from "../domain/audit.ts";
import {
  Connection,
  ConnectionName,
  ConnectionRef,
  ConnectionSettings,
  ConnectionTest,
  Credentials,
  KeptSecrets,
  TestStep,
  WayCredentials,
} from "../domain/connection.ts";
import { Differences } from "../domain/difference.ts";
import { PermissionsView } from "../domain/permissions.ts";
import { ConnectionTemplate, TemplateContent } from "../domain/template.ts";

const of = z.object({ connection: ConnectionRef });
/** Where a copy goes; what is left out is as in the original, but for what concerns its key. */
const place = {
  name: ConnectionName,
  url: ConnectionSettings.shape.url.optional(),
  year: ConnectionSettings.shape.year,
  tenant: ConnectionSettings.shape.tenant,
  context: ConnectionSettings.shape.context,
  credentials: Credentials.optional(),
  /** Origins other than its address's own that may receive its key: said for each connection anew, never copied. */
  trustedOrigins: ConnectionSettings.shape.trustedOrigins.unwrap().optional(),
};

/** A new connection made from another: `steps` is empty where no credentials were given, so that nothing was tested. */
const Copied = z.object({
  connection: Connection,
  steps: z.array(TestStep),
  mappings: z.int(),
  /** Absent while the new server could not be asked. */
  differences: Differences.optional(),
});

export const connectionCommands = {
  /**
   * The step test for settings that are not stored (yet). Each step is also told by "test.step" with this `test`, as it ends.
   * With `connection`, what is not given as credentials comes from that connection's keychain entry.
   */
  "connections.probe": {
    input: z.object({
      test: z.string().min(1).max(100),
      settings: ConnectionSettings,
      credentials: Credentials.partial().optional(),
      connection: ConnectionRef.optional(),
    }),
    output: z.object({ steps: z.array(TestStep), server: Connection.shape.server }),
  },
  /** Changes of address, TLS, proxy and their secrets are tested first, and refused when the server cannot be used with them. */
  "connections.update": {
    input: of.extend({
      name: ConnectionName.optional(),
      /** All of them, as connections.show gave them, with the changes. */
      settings: ConnectionSettings.optional(),
      /** Laid over the keychain's entry when the server can be used with them; key and secret: connections.rotate. */
      credentials: WayCredentials.optional(),
    }),
    output: ConnectionTest,
  },
  /** Tests the new pair, then switches to it. Refused, with the old pair untouched, when the server does not take it. */
  "connections.rotate": { input: of.extend({ credentials: Credentials }), output: ConnectionTest },
  /** Asks the keychain (or the environment), so that nobody has to guess whether a passphrase is still to be entered. */
  "connections.secrets": { input: of, output: KeptSecrets },
  /** Everything but key, secret, records and folders; `sources`: the folders too. */
  "connections.clone": {
    input: of.extend({ ...place, sources: z.boolean().default(false) }),
    output: Copied,
  },
  /** Against what the connection was cloned or imported from. `refresh` asks the server first. */
  "connections.differences": {
    input: of.extend({ refresh: z.boolean().default(false) }),
    output: Differences,
  },
  "connections.close": { input: of, output: Connection },
  "connections.reopen": { input: of, output: Connection },
  "connections.export": { input: of, output: ConnectionTemplate },
  /** Says what is in a template, and makes nothing; what is none is refused with a sentence. */
  "connections.readTemplate": { input: z.object({ template: z.unknown() }), output: TemplateContent },
  /** `template`: what connections.export gave. */
  "connections.import": { input: z.object({ ...place, template: z.unknown() }), output: Copied },
  /** What the key is good for; `refresh` asks the server first. */
  "permissions.show": { input: of.extend({ refresh: z.boolean().default(false) }), output: PermissionsView },
  /** Newest first; `after` is the id of the last one shown. */
  "audit.list": {
    input: z.object({
      connection: ConnectionRef.optional(),
      after: z.string().optional(),
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.array(AuditEntry),
  },
} as const;
