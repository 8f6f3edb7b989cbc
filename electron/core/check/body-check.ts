import type { Finding, Rule } from "../causes/findings.ts";
import { canonicalText } from "../model/canonical.ts";
import { losslessJson } from "../model/numbers.ts";
import type { KeyPart, Member, Reference, Resource } from "../model/types.ts";
import { scalarFault } from "./scalar-rules.ts";
import type { ServerWays } from "./server-ways.ts";

type Bag = Readonly<Record<string, unknown>>;

/**
 * Compiles, for one resource, what a server refuses in a body by itself: required members, lengths, ranges, dates, blanks in
 * keys, the same item twice, places of one key part that do not agree. Pure. Precision first: what is told here every server
 * refuses; bodies are as records hold them, cleaned. As servers do, it stops at values that cannot be read.
 */
export function compileBodyCheck(resource: Resource, ways: ServerWays): (body: object) => Finding[] {
  const references = new Map(
    resource.references.map((reference) => [`$.${reference.path.join(".")}`, reference]),
  );
  const own = ownKeyTexts(resource);
  return (body) => {
    const walk = new Walk(references, ways);
    walk.members(resource.members, body as Bag, "$");
    if (walk.unreadable.length > 0) return once(walk.unreadable);
    for (const name of own) walk.blanks(name, (body as Bag)[name]);
    if (!ways.namesOnly) for (const part of resource.identity.parts) walk.agreement(part, body as Bag);
    return once(walk.faults);
  };
}

/** Blanks around them are refused; a descriptor's own are taken off by some servers. */
function ownKeyTexts({ kind, identity }: Resource): string[] {
  if (kind === "descriptor") return [];
  return identity.parts.flatMap(({ type, paths }) =>
    paths.flatMap(([name = "", ...more]) => (type === "string" && more.length === 0 ? [name] : [])),
  );
}

function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.path} ${finding.rule}`, finding])).values()];
}

class Walk {
  readonly unreadable: Finding[] = [];
  readonly faults: Finding[] = [];
  readonly #references: ReadonlyMap<string, Reference>;
  readonly #ways: ServerWays;

  constructor(references: ReadonlyMap<string, Reference>, ways: ServerWays) {
    this.#references = references;
    this.#ways = ways;
  }

  members(members: readonly Member[], body: Bag, above: string) {
    for (const member of members) {
      const value = body[member.name];
      const path = `${above}.${member.name}`;
      if (value !== undefined && value !== null) this.#member(member, value, path);
      else if (member.required && !isDefaulted(member)) this.#tell("required", path);
    }
  }

  blanks(name: string, value: unknown) {
    if (typeof value === "string" && value.trim() !== "" && value !== value.trim())
      this.#tell("spaces", `$.${name}`);
  }

  /** All places of one part of the key must hold the same. */
  agreement({ paths, type }: KeyPart, body: Bag) {
    if (paths.length < 2 || type === "date" || type === "date-time") return;
    const found = paths.flatMap((path) => {
      const text = textAt(body, path);
      return text === undefined ? [] : [{ path, text: type === "descriptor" ? text.toLowerCase() : text }];
    });
    if (new Set(found.map(({ text }) => text)).size < 2) return;
    for (const { path } of found) this.#tell("agree", `$.${path.join(".")}`);
  }

  #member(member: Member, value: unknown, path: string) {
    if (member.kind === "scalar") {
      const fault = scalarFault(member, value, path, this.#ways);
      if (fault) (fault.unreadable ? this.unreadable : this.faults).push({ rule: fault.rule, path });
    } else if (member.kind === "collection") this.#items(member, value, path);
    else if (isBag(value) && !this.#isPartial(value, path)) this.members(member.members, value, path);
  }

  /** A reference of which a part is missing; nothing more is told of it then. */
  #isPartial(value: Bag, path: string): boolean {
    const missing =
      this.#references.get(path)?.names.filter((name) => value[name] === undefined || value[name] === null) ??
      [];
    for (const name of missing) this.#tell("required", `${path}.${name}`);
    return missing.length > 0;
  }

  #items(member: Extract<Member, { kind: "collection" }>, value: unknown, path: string) {
    if (!Array.isArray(value)) return;
    if (value.length === 0 && member.required) this.#tell("required", path);
    for (const item of value) if (isBag(item)) this.members(member.item, item, `${path}[]`);
    const isKeyed = member.item.some((part) => part.required && this.#tellsApart(part, `${path}[]`));
    if (isKeyed && value.length > 1 && new Set(value.map(canonicalText)).size < value.length)
      this.#tell("duplicate", path);
  }

  /** No document says what tells items apart. Equal in everything are the same for an ODS; for others, where they refer. */
  #tellsApart({ name }: Member, above: string): boolean {
    return !this.#ways.isDms || this.#references.has(`${above}.${name}`);
  }

  #tell(rule: Rule, path: string) {
    this.faults.push({ rule, path });
  }
}

/** The ODS takes a missing boolean for false. */
const isDefaulted = (member: Member): boolean => member.kind === "scalar" && member.type === "boolean";

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !losslessJson.isRawJSON(value);

function textAt(body: Bag, path: readonly string[]): string | undefined {
  let value: unknown = body;
  for (const name of path) value = isBag(value) ? value[name] : undefined;
  if (losslessJson.isRawJSON(value)) return value.rawJSON;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
