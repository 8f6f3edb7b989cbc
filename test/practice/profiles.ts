import type { ProfileDefinition } from "../../electron/practice/practice.ts";

/** The profiles that tests assign. */
export const profileDefinitions: readonly ProfileDefinition[] = [
  {
    name: "Names-Only",
    resources: {
      students: {
        readable: { mode: "include", members: ["firstName", "lastSurname"] },
        writable: { mode: "include", members: ["firstName", "lastSurname", "birthDate"] },
      },
    },
  },
  {
    name: "No-Middle-Names",
    resources: {
      students: {
        readable: { mode: "exclude", members: ["middleName", "otherNames.middleName"] },
        writable: { mode: "exclude", members: ["middleName", "otherNames.middleName"] },
      },
      schools: { readable: "all" },
    },
  },
  {
    name: "No-Births",
    resources: { students: { readable: "all", writable: { mode: "exclude", members: ["birthDate"] } } },
  },
];

/** A profile's media type; the name as it stands there, in lower case. */
export const mediaType = (profile: string, use: string, resource = "student") =>
  `application/vnd.ed-fi.${resource}.${profile}.${use}+json`;
