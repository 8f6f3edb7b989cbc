/** A JSON object as a client sent it. Integers beyond 2^53 are bigint. */
export type Body = { [name: string]: unknown };

const jsonWithRaw = JSON as typeof JSON & { rawJSON(text: string): unknown };

/** Only texts with a long run of digits can hold integers that a double would spoil. */
const longDigits = /\d{16}/;

/**
 * Parses without losing digits: education organization ids are 64-bit integers (protocol section 5.6).
 * @throws SyntaxError as JSON.parse does
 */
export function parseLossless(text: string): unknown {
  return longDigits.test(text) ? JSON.parse(text, keepInteger) : JSON.parse(text);
}

function keepInteger(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return context?.source !== undefined && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
}

/** The opposite of parseLossless. */
export function printLossless(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === "bigint" ? jsonWithRaw.rawJSON(part.toString()) : part,
  );
}

export function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function valueAt(body: Body, path: readonly string[]): unknown {
  let value: unknown = body;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Body)[name];
  }
  return value ?? undefined;
}
