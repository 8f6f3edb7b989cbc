import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { NamedProfile, Profile, ProfileName, ProfileView } from "../domain/profile.ts";

const of = z.object({ connection: ConnectionRef });

export const profileCommands = {
  "profile.show": { input: of, output: ProfileView },
  /** Where the connection uses a named profile, it changes for all connections that use it. */
  "profile.save": { input: of.extend({ profile: Profile }), output: ProfileView },
  /** Uses a named profile, or (null) one of its own again, with the same content. */
  "profile.use": { input: of.extend({ name: ProfileName.nullable() }), output: ProfileView },
  "profiles.list": { input: z.object({}), output: z.array(NamedProfile) },
  /** Gives the connection's profile a name, so that others can use it. */
  "profiles.name": { input: of.extend({ name: ProfileName }), output: ProfileView },
  /** Refused while connections use it. */
  "profiles.remove": { input: z.object({ name: ProfileName }), output: z.undefined() },
} as const;
