import type { ServerInfo } from "../api/types.ts";

/** What differs between servers in how they check a body, and in how they say what is wrong (protocol sections 5.6, 6.1). */
export interface ServerWays {
  /** The Data Management Service. */
  readonly isDms: boolean;
  /** Up to 7.1 members are named without their place. */
  readonly namesOnly: boolean;
}

/** Pure. An unknown server is taken for a new one. */
export function waysOf(server: ServerInfo | undefined): ServerWays {
  const isDms = server?.product === "dms";
  const [major = 8, minor = 0] = (server?.version ?? "").split(".").map(Number);
  return { isDms, namesOnly: !isDms && (major < 7 || (major === 7 && minor < 2)) };
}
