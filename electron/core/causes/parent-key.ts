import type { KeyPart, Resource } from "../model/types.ts";

/** Parts, and letters of all of them together, that a title has room for. */
const mostParts = 3;
const mostLetters = 80;
const longestValue = 30;

/** Members by which persons are known; a licence is one person's too. */
const personal =
  /UniqueId$|USI$|^personId$|^(?:candidate|applicant\w*|credential|student\w*|staff\w*)Identifier$/i;

/**
 * What tells one parent from another, in the words of a steward: what is its own first, then its organization, then what it
 * shares with others; cut where a title ends. For titles only: two keys may look the same. Undefined for keys that name a person.
 */
export function shortKey({ identity }: Resource, values: readonly string[]): string | undefined {
  const parts = identity.parts.map((part, index) => ({ part, value: values[index] ?? "" }));
  if (parts.some(({ part }) => isPersonal(part))) return undefined;
  const shown: string[] = [];
  let letters = 0;
  for (const { part, value } of parts.sort((one, other) => rank(one.part) - rank(other.part))) {
    const text = partText(part, value);
    letters += text.length;
    if (shown.length === mostParts || (shown.length > 0 && letters > mostLetters)) break;
    // An e-mail address is no key of anything but a person, whatever the member is called.
    if (!value.includes("@")) shown.push(text);
  }
  if (shown.length === 0) return undefined;
  return `${shown.join(", ")}${shown.length < parts.length ? ", …" : ""}`;
}

function isPersonal({ name, paths }: KeyPart): boolean {
  return personal.test(name) || paths.some((path) => personal.test(path.at(-1) ?? ""));
}

function rank({ name, paths }: KeyPart): number {
  if (paths.some((path) => path.length === 1)) return 0;
  if (/(?:school|agency|organization|center|institution|department|provider)Id$/i.test(name)) return 1;
  return /schoolYear$/i.test(name) ? 3 : 2;
}

function partText({ name, type }: KeyPart, value: string): string {
  const isDescriptor = type === "descriptor";
  const text = (isDescriptor ? value.slice(value.indexOf("#") + 1) : value).replace(/\s+/g, " ");
  const short = text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
  return `${isDescriptor ? name.replace(/Descriptor$/, "") : name} ${short}`;
}
