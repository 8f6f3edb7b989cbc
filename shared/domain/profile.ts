import { z } from "zod";

export { projectKey, sendsProject, whyUnsent } from "./unsent.ts";

/** Who sends a resource's records to this connection's server. */
const Owner = z.enum(["us", "other", "unused"]);

/** Name of a project in lower case, as in paths and in `_ext`: "ed-fi", "tpdm", "tx". */
const ProjectName = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
/** Path below the data API: "/ed-fi/students". */
const ResourcePath = z.string().regex(/^\/[a-z][a-z0-9-]*\/[A-Za-z][A-Za-z0-9]*$/);

/** What a connection sends: Ed-Fi core, chosen extensions, and a steward's own switches. */
export const Profile = z.object({
  /** Extensions of which resources and `_ext` parts are sent; "all" is whatever the server has. Core is always in. */
  extensions: z.union([z.literal("all"), z.array(ProjectName)]).default("all"),
  /** Resources that are switched off. */
  off: z.array(ResourcePath).default([]),
  /** Resources that are not ours to send. */
  owners: z
    .record(
      ResourcePath,
      z.object({
        owner: Owner.exclude(["us"]),
        /** Whom to call about them, in the steward's words. */
        contact: z.string().trim().max(200).optional(),
      }),
    )
    .default({}),
  /** The API Profile that requests name; absent: none is named. */
  apiProfile: z.string().min(1).max(200).optional(),
});
export type Profile = z.output<typeof Profile>;

export const everything: Profile = { extensions: "all", off: [], owners: {} };

/** Why a resource is not sent. */
export const Unsent = z.enum(["extension", "off", "other", "unused"]);
export type Unsent = z.infer<typeof Unsent>;

export const ProfileName = z
  .string()
  .trim()
  .min(1, "a profile needs a name")
  .max(100, "a name has at most 100 characters");

/** A profile that several connections can use; whoever changes it changes it for all of them. */
export const NamedProfile = z.object({
  name: ProfileName,
  profile: Profile,
  /** Names of the connections that use it. */
  usedBy: z.array(z.string()),
});
export type NamedProfile = z.infer<typeof NamedProfile>;

/** A connection's profile, laid over what its server has. */
export const ProfileView = z.object({
  profile: Profile,
  /** The named profile that the connection uses; absent: one of its own. */
  name: z.string().optional(),
  /** Core first, then the server's extensions. */
  projects: z.array(
    z.object({
      project: z.string(),
      version: z.string().optional(),
      resources: z.int(),
      /** Resources of other projects that it adds `_ext` parts to. */
      parts: z.int(),
      on: z.boolean(),
    }),
  ),
  resources: z.array(
    z.object({
      resource: z.string(),
      project: z.string(),
      kind: z.enum(["resource", "descriptor"]),
      owner: Owner,
      contact: z.string().optional(),
      off: z.boolean(),
      /** Absent: it is sent. */
      unsent: Unsent.optional(),
      /** Records in the connection's sources. */
      records: z.int(),
      /** Projects with `_ext` parts in it. */
      parts: z.array(z.string()),
    }),
  ),
  apiProfiles: z.object({
    /** What the server assigned to the key, as it last said. */
    assigned: z.array(z.string()),
    /** Members that the profile in force hides: the server drops what is sent in them. */
    hidden: z.array(z.object({ resource: z.string(), members: z.array(z.string()) })),
    /** What the steward must know or do, in a sentence. */
    advice: z.string().optional(),
  }),
  /** Names in the profile that this server does not know. */
  unknown: z.array(z.string()),
});
export type ProfileView = z.infer<typeof ProfileView>;
