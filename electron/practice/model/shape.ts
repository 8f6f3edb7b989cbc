/**
 * The words in which the built-in model is written: a resource is a list of members, a member says whether it is part
 * of the natural key, required, or optional, and what it holds.
 */

export type Shape =
  | { readonly kind: "text"; readonly min?: number; readonly max?: number }
  | { readonly kind: "date" | "instant" | "time" | "boolean" }
  | { readonly kind: "integer"; readonly wide: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  /** `type` is the descriptor's own name where the member has a role name before it: birthSexDescriptor, "sex". */
  | { readonly kind: "descriptor"; readonly type?: string }
  | ReferenceShape
  /** `schema` names the item where several resources share it; else it is the owner's name and the singular. */
  | { readonly kind: "list"; readonly members: readonly Member[]; readonly schema?: string }
  | { readonly kind: "object"; readonly members: readonly Member[] }
  /** What an extension project adds to an object, under `_ext`. */
  | ExtensionShape;

export interface ExtensionShape {
  readonly kind: "extension";
  readonly project: string;
  readonly members: readonly Member[];
}

export interface ReferenceShape {
  readonly kind: "reference";
  /** Singular name of the resource, or an abstract one. */
  readonly to: string;
  /**
   * Key parts that get another name in the item that refers, because the plain name means something else there.
   * All others are unified: equal names must hold equal values.
   */
  readonly renamed: Readonly<Record<string, string>>;
}

export interface Member {
  readonly need: "key" | "must" | "may";
  readonly name: string;
  readonly shape: Shape;
}

export interface ResourceShape {
  /** As paths spell it: "ed-fi". */
  readonly project: string;
  readonly plural: string;
  readonly singular: string;
  readonly members: readonly Member[];
}

/** One name for several resources: a reference to it is satisfied by any of them. */
export interface AbstractShape {
  readonly singular: string;
  readonly key: string;
  readonly concrete: readonly string[];
}

export const key = (name: string, shape: Shape): Member => ({ need: "key", name, shape });
export const must = (name: string, shape: Shape): Member => ({ need: "must", name, shape });
export const may = (name: string, shape: Shape): Member => ({ need: "may", name, shape });

export const date: Shape = { kind: "date" };
export const instant: Shape = { kind: "instant" };
export const time: Shape = { kind: "time" };
export const flag: Shape = { kind: "boolean" };
/** Identifiers of education organizations: 64 bits since ODS/API 7.0, 32 before. */
export const organizationId: Shape = { kind: "integer", wide: true };
export const uri: Shape = { kind: "text", min: 5, max: 255 };
export const credits: Shape = { kind: "number", min: 0, max: 999_999.999 };
export const score: Shape = { kind: "number", min: -9_999_999.99, max: 9_999_999.99 };
/** A share of a whole, with four decimals. */
export const ratio: Shape = { kind: "number", min: -9.9999, max: 9.9999 };
export const descriptor: Shape = { kind: "descriptor" };

/** Lengths as `text(75)` or, with a shortest one, `text(2, 30)`. */
export function text(first: number, second?: number): Shape {
  return second === undefined ? { kind: "text", max: first } : { kind: "text", min: first, max: second };
}

export const whole = (min?: number, max?: number): Shape => ({
  kind: "integer",
  wide: false,
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});

export const decimal = (min: number, max: number): Shape => ({ kind: "number", min, max });
export const descriptorOf = (type: string): Shape => ({ kind: "descriptor", type });

export const to = (singular: string, renamed: Readonly<Record<string, string>> = {}): Shape => ({
  kind: "reference",
  to: singular,
  renamed,
});

export function list(members: readonly Member[], schema?: string): Shape {
  return schema === undefined ? { kind: "list", members } : { kind: "list", members, schema };
}

export const object = (members: readonly Member[]): Shape => ({ kind: "object", members });

export const resource = (plural: string, singular: string, members: readonly Member[]): ResourceShape => ({
  project: "ed-fi",
  plural,
  singular,
  members,
});
