import type { ServerKind } from "../../../shared/domain/connection.ts";

/** What the versions do differently, in the words of protocol section 12. */
export interface Dialect {
  readonly kind: ServerKind;
  /** The Data Management Service ("Ed-Fi API v8"). */
  readonly dms: boolean;
  /** Error bodies before problem details: ODS/API up to 7.1. */
  readonly legacyErrors: boolean;
  /** ODS/API 5.x and 6.x: routes with year and instance after data/v3, silent key changes, `apiMode`. */
  readonly beforeSeven: boolean;
  /** As discovery prints it. */
  readonly version: string;
  /** Collections without `limit`. */
  readonly defaultLimit: number | "maximum";
  readonly cursorPaging: boolean;
  /** Live tokens per key; undefined: no limit. */
  readonly tokenLimit: number | undefined;
  /** Status of a wrong key or secret. */
  readonly wrongSecretStatus: 400 | 401;
  /** Dependencies list Update rows for people beside the Create rows. */
  readonly updateRows: boolean;
}

const modern = {
  dms: false,
  legacyErrors: false,
  beforeSeven: false,
  defaultLimit: "maximum",
  cursorPaging: false,
  tokenLimit: undefined,
  wrongSecretStatus: 401,
  updateRows: true,
} as const;

const dialects: Readonly<Record<ServerKind, Dialect>> = {
  "ods-5.3": {
    ...modern,
    kind: "ods-5.3",
    version: "5.3",
    legacyErrors: true,
    beforeSeven: true,
    defaultLimit: 25,
    wrongSecretStatus: 400,
    updateRows: false,
  },
  "ods-6.2": { ...modern, kind: "ods-6.2", version: "6.2", legacyErrors: true, beforeSeven: true },
  "ods-7.1": { ...modern, kind: "ods-7.1", version: "7.1", legacyErrors: true },
  "ods-7.3": { ...modern, kind: "ods-7.3", version: "7.3", cursorPaging: true, tokenLimit: 15 },
  dms: { ...modern, kind: "dms", version: "8.0.0", dms: true },
};

export function dialectOf(kind: ServerKind): Dialect {
  return dialects[kind];
}
