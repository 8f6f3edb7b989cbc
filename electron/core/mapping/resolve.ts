import type { CodeState } from "../../../shared/domain/descriptor.ts";

/** What is known of one descriptor type on one connection. */
export interface KnownValues {
  /** Folded value (see foldValue) -> the server's spelling. Undefined or empty: the server does not show them. */
  readonly values: ReadonlyMap<string, string> | undefined;
  /** Code -> what a person mapped it to. */
  readonly mappings: ReadonlyMap<string, string>;
  /** Folded values that the connection's own files create. */
  readonly stated: ReadonlySet<string>;
}

export interface Resolution {
  readonly state: CodeState;
  /** What is sent in the code's place. */
  readonly target?: string;
  /** Mapped to what is no value of this server (any more). */
  readonly lost?: true;
}

/** Servers compare without regard to case and outer blanks (protocol section 10). */
export const foldValue = (value: string): string => value.trim().toLowerCase();

/**
 * What becomes of a code. A mapping is a person's word and comes first; a value of the server goes out in the server's
 * spelling; what the connection's files create themselves, and types that the server does not show, pass as they are.
 */
export function resolveCode(code: string, { values, mappings, stated }: KnownValues): Resolution {
  const isShown = values !== undefined && values.size > 0;
  const mapped = mappings.get(code);
  if (mapped !== undefined) {
    const known = values?.get(foldValue(mapped));
    const lost = isShown && known === undefined && !stated.has(foldValue(mapped));
    return { state: "mapped", target: known ?? mapped, ...(lost && { lost }) };
  }
  const known = values?.get(foldValue(code));
  if (known !== undefined) return known === code ? { state: "valid" } : { state: "respelled", target: known };
  if (stated.has(foldValue(code))) return { state: "stated" };
  return { state: isShown ? "unmapped" : "unchecked" };
}
