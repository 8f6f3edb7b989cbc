import type { Resource } from "../model/types.ts";

/** A descriptor value where it stands in a body. */
export interface UsedCode {
  /** "$.addresses[1].addressTypeDescriptor" */
  readonly path: string;
  readonly type: string;
  readonly code: string;
}

/** The descriptor values of a body, each with its place, in the order of the model's members. */
export function usedCodes({ descriptors }: Resource, body: unknown): UsedCode[] {
  return descriptors.flatMap(({ path, target }) =>
    target === undefined
      ? []
      : valuesAt(body, path, "$").map(({ at, value }) => ({ path: at, type: target, code: value })),
  );
}

function valuesAt(value: unknown, path: readonly string[], at: string): { at: string; value: string }[] {
  const [segment, ...rest] = path;
  if (segment === undefined) return typeof value === "string" && value !== "" ? [{ at, value }] : [];
  const name = segment.replace("[]", "");
  if (typeof value !== "object" || value === null) return [];
  const inside = (value as Readonly<Record<string, unknown>>)[name];
  if (!Array.isArray(inside)) return valuesAt(inside, rest, `${at}.${name}`);
  return inside.flatMap((item, index) => valuesAt(item, rest, `${at}.${name}[${index}]`));
}
