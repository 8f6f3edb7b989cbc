import { decimalText, losslessJson } from "./numbers.ts";

/**
 * Parses JSON without losing a digit: numbers that a double cannot hold become JSON.rawJSON objects, which
 * JSON.stringify writes as they stood (education organization ids are 64 bits wide, protocol section 5.6).
 * @throws SyntaxError when the text is not JSON.
 */
export function parseLossless(text: string): unknown {
  return mayLoseDigits.test(text) ? losslessJson.parse(text, keepDigits) : JSON.parse(text);
}

/** Long runs of digits outside of strings, and three-digit exponents: a reviver costs several times a plain parse. */
const mayLoseDigits = /(?:^|[:,[\s-])[\d.]{16}|\d[eE][+-]?\d{3}/;

function keepDigits(_: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  return decimalText(String(value)) === decimalText(source) ? value : losslessJson.rawJSON(source);
}

/**
 * One text for equal bodies, to compare and to digest, not to send: members sorted at every depth; numbers by value;
 * times by instant; nulls, empty strings, empty lists and empty objects left out (servers treat them as absent).
 * The order of a list counts, and so does a string beside a number: only the resource's schema could tell.
 */
export function canonicalText(body: unknown): string {
  return canonical(body) ?? "{}";
}

function canonical(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return value === "" ? undefined : JSON.stringify(canonicalTime(value));
    case "number":
      return decimalText(String(value));
    case "boolean":
      return String(value);
    case "object":
      return value === null ? undefined : canonicalObject(value);
    default:
      return undefined;
  }
}

function canonicalObject(value: object): string | undefined {
  if (losslessJson.isRawJSON(value)) return decimalText(value.rawJSON);
  if (Array.isArray(value)) {
    const items = value.map(canonical).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : `[${items.join(",")}]`;
  }
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const text = canonical((value as Record<string, unknown>)[name]);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return members.length === 0 ? undefined : `{${members.join(",")}}`;
}

/**
 * Dates: only what means the same in every kind of member becomes the same. A time with a zone becomes its UTC instant;
 * zeros behind the seconds go; midnight without a zone is the day. Midnight with a zone stays an instant: whether a
 * member is a day is not known here, and a needless difference costs one request, a missed one costs the change.
 */
function canonicalTime(text: string): string {
  if (text.charAt(10) !== "T") return text;
  const [, day = "", time = "", seconds = "00", fraction = "", zone = ""] = dateTime.exec(text) ?? [];
  if (!isDay(day)) return text;
  const digits = fraction.replace(/0+$/, "");
  const behind = digits === "" ? "" : `.${digits}`;
  if (zone !== "") {
    const instant = new Date(`${day}T${time}:${seconds}${zone.toUpperCase()}`);
    return Number.isNaN(instant.getTime()) ? text : `${instant.toISOString().slice(0, -5)}${behind}Z`;
  }
  return `${time}:${seconds}${behind}` === "00:00:00" ? day : `${day}T${time}:${seconds}${behind}`;
}

/** Date would read 31 February as 3 March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const dateTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|z|[+-]\d\d:\d\d)?$/;

/**
 * Makes a body fit to be sent (protocol sections 3.2 and 5.6): without what a server gave (`id`, `_etag`,
 * `_lastModifiedDate` on top, `link` in references, an ODS descriptor's own number), and without nulls, empty strings,
 * empty lists and empty objects at any depth. Returns the same object when nothing had to change.
 */
export function cleanBody(body: object): object {
  const top = Object.keys(body).some((name) => isServersOwn(name, body))
    ? Object.fromEntries(Object.entries(body).filter(([name]) => !isServersOwn(name, body)))
    : body;
  return Object.keys(top).length === 0 ? top : ((clean(top, "") ?? {}) as object);
}

function isServersOwn(name: string, body: object): boolean {
  if (name === "id" || name === "_etag" || name === "_lastModifiedDate") return true;
  return (
    name.endsWith("DescriptorId") && Object.hasOwn(body, "codeValue") && Object.hasOwn(body, "namespace")
  );
}

/** Undefined when nothing is left; `name` is the member that holds the value. */
function clean(value: unknown, name: string): unknown {
  if (value === null || value === "") return undefined;
  if (typeof value !== "object" || losslessJson.isRawJSON(value)) return value;
  return Array.isArray(value) ? cleanList(value) : cleanObject(value, name);
}

function cleanList(items: readonly unknown[]): unknown {
  const kept = items.map((item) => clean(item, "")).filter((item) => item !== undefined);
  if (kept.length === 0) return undefined;
  return kept.length === items.length && kept.every((item, index) => item === items[index]) ? items : kept;
}

function cleanObject(value: object, name: string): unknown {
  const isReference = name.endsWith("Reference");
  const kept: [string, unknown][] = [];
  let changed = false;
  for (const [key, member] of Object.entries(value)) {
    const cleaned = isReference && key === "link" ? undefined : clean(member, key);
    changed ||= cleaned !== member;
    if (cleaned !== undefined) kept.push([key, cleaned]);
  }
  if (kept.length === 0) return undefined;
  return changed ? Object.fromEntries(kept) : value;
}

/**
 * Whether cleanBody may change what this JSON text holds: a cheap look that never misses, and may say yes too often.
 * A name may also be written with escapes.
 */
export function needsCleaning(line: string): boolean {
  return unclean.test(line);
}

const unclean = /null|""|\[\s*\]|\{\s*\}|"(?:id|_etag|_lastModifiedDate|link)"|DescriptorId"|\\u00[2-7]/;
