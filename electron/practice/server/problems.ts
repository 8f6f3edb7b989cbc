import type { Operation, Resource, Scalar } from "./model.ts";

/** What is wrong with one place of a body; the wording of a version makes a sentence of it. */
export type Failure =
  | { readonly kind: "required"; readonly at: Place; readonly text: boolean; readonly identity: boolean }
  | { readonly kind: "blank"; readonly at: Place }
  | { readonly kind: "no-items"; readonly at: Place; readonly owner: string }
  | { readonly kind: "partial-reference"; readonly at: Place; readonly missing: readonly string[] }
  | { readonly kind: "length"; readonly at: Place; readonly scalar: Scalar; readonly length: number }
  | { readonly kind: "range"; readonly at: Place; readonly scalar: Scalar }
  | { readonly kind: "zero"; readonly at: Place }
  | { readonly kind: "type"; readonly at: Place; readonly expected: ExpectedType; readonly value: unknown }
  | { readonly kind: "spaces"; readonly at: Place }
  | { readonly kind: "duplicate"; readonly at: Place; readonly ordinal: number; readonly entity: string }
  | {
      readonly kind: "conflicting";
      readonly at: Place;
      readonly part: string;
      readonly values: readonly string[];
    }
  | { readonly kind: "descriptor"; readonly at: Place; readonly type: string; readonly value: string };

export type ExpectedType = Scalar["kind"] | "object" | "array";

/** A member and the JSON path of the object that holds it: { path: "$.addresses[0]", name: "city" }. */
interface Place {
  readonly path: string;
  readonly name: string;
}

export interface MissingReference {
  readonly path: string;
  readonly entity: string;
  /** A student, staff member or contact: older servers look them up before anything else. */
  readonly person: boolean;
}

/** What is wrong with a profile's media type. */
export type ProfileMisuse =
  | { readonly what: "format" }
  | { readonly what: "unknown"; readonly usage: "readable" | "writable" }
  | { readonly what: "resource"; readonly named: string; readonly asked: string }
  | { readonly what: "direction"; readonly use: string; readonly method: string }
  | { readonly what: "uncovered"; readonly entity: string; readonly profile: string };

/** A refusal, before it has a version's words. */
export type Problem =
  | { readonly kind: "invalid"; readonly entity: string; readonly failures: readonly Failure[] }
  | { readonly kind: "bad-descriptors"; readonly failures: readonly Failure[] }
  | { readonly kind: "bad-json"; readonly reason: string }
  | { readonly kind: "empty-body"; readonly update: boolean }
  | { readonly kind: "id-in-body" }
  | { readonly kind: "body-id"; readonly missing: boolean }
  | { readonly kind: "media-type" }
  | {
      readonly kind: "unresolved";
      readonly resource: Resource;
      readonly missing: readonly MissingReference[];
    }
  | {
      readonly kind: "no-relationship";
      readonly properties: readonly string[];
      readonly hints: readonly string[];
      readonly claims: readonly string[];
    }
  | {
      readonly kind: "no-claim";
      readonly resource: Resource;
      readonly operation: Operation;
      readonly claimSet: string;
      /** The claim set has nothing at all on the resource. */
      readonly whole: boolean;
    }
  | { readonly kind: "namespace"; readonly prefixes: readonly string[]; readonly existing: boolean }
  | { readonly kind: "key-change"; readonly resource: Resource }
  | {
      readonly kind: "identity-conflict";
      readonly resource: Resource;
      readonly key: string;
      readonly update: boolean;
    }
  | { readonly kind: "dependents"; readonly entities: readonly string[] }
  | { readonly kind: "not-found"; readonly what: "item" | "update" | "delete" }
  | { readonly kind: "profile-usage"; readonly reason: ProfileMisuse }
  | { readonly kind: "profile-needed"; readonly mediaTypes: readonly string[] }
  | {
      readonly kind: "profile-method";
      readonly entity: string;
      readonly profile: string;
      readonly usage: "readable" | "writable";
    }
  /** A profile hides what a new item, or a new row of one (`child`), needs. */
  | { readonly kind: "data-policy"; readonly profile: string; readonly child?: string }
  | { readonly kind: "no-path"; readonly path: string }
  | { readonly kind: "no-tenant"; readonly tenant: string }
  | { readonly kind: "no-instance"; readonly values: readonly string[] }
  | { readonly kind: "bad-id"; readonly value: string }
  | { readonly kind: "modified" }
  | { readonly kind: "nothing-to-match" }
  | { readonly kind: "exists" }
  | { readonly kind: "method"; readonly hint: string; readonly allow: string }
  | { readonly kind: "parameter"; readonly reason: string }
  | { readonly kind: "query-value"; readonly name: string; readonly value: string }
  | { readonly kind: "unknown-query"; readonly name: string; readonly tracked: boolean }
  | { readonly kind: "unauthenticated"; readonly reason: string };

/** What goes over the wire, but for the headers that every answer has. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
  /** Natural key of what was stored, for the log. */
  readonly key?: string;
}
