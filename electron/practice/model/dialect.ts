import type { ServerKind } from "../../../shared/domain/connection.ts";

/** How one kind of server writes its OpenAPI documents. */
export interface Dialect {
  readonly product: "ods" | "dms";
  /** Swagger 2.0 up to ODS/API 7.0, OpenAPI 3.0 after (protocol section 3.1). */
  readonly swagger: boolean;
  /** Identifiers of education organizations have 64 bits since 7.0. */
  readonly wideIds: boolean;
  /** x-nullable on optional members: since 6.0. */
  readonly nullable: boolean;
  /** codeValue and namespace of descriptors are marked as their key: since 7.2. */
  readonly descriptorKeys: boolean;
  readonly dataPath: string;
}

const ods: Dialect = {
  product: "ods",
  swagger: false,
  wideIds: true,
  nullable: true,
  descriptorKeys: true,
  dataPath: "/data/v3",
};

const dialects: Readonly<Record<ServerKind, Dialect>> = {
  "ods-5.3": {
    ...ods,
    swagger: true,
    wideIds: false,
    nullable: false,
    descriptorKeys: false,
  },
  "ods-6.2": { ...ods, swagger: true, wideIds: false, descriptorKeys: false },
  "ods-7.1": { ...ods, descriptorKeys: false },
  "ods-7.3": ods,
  dms: { ...ods, product: "dms", dataPath: "/data" },
};

export const dialectOf = (kind: ServerKind): Dialect => dialects[kind];
