import { hash } from "node:crypto";
import { compileCodes } from "../mapping/codes.ts";
import { cleanBody, needsCleaning, parseLossless } from "../model/canonical.ts";
import { compileKeys, keyText } from "../model/keys.ts";
import { compileSpelling } from "../model/spelling.ts";
import { compileTypeCheck } from "../model/type-check.ts";
import type { Resource } from "../model/types.ts";
import { compileEventDay } from "../sync/event-dates.ts";
import { readableMembers } from "./damaged.ts";
import { packParts } from "./known-parts.ts";
import { compileSourceId } from "./source-id.ts";

/** A line that became a record. */
export interface ReadRecord {
  /** Digest of identity group and natural key. */
  readonly key: Buffer;
  /** References to other records: see packReferences. */
  readonly refs: Buffer;
  /** Descriptor values and extensions that it uses: see compileCodes. */
  readonly codes: readonly string[];
  /** The day that it is about: see dayOf. */
  readonly day: number | null;
  /** Digest of what tells it apart in its source, whatever its key. */
  readonly sourceId: Buffer | null;
  /** What is sent: the line itself, or it cleaned, and its members spelled as the model does. */
  readonly body: string;
  /** Digest of the body where that is not the line itself. */
  readonly bodyDigest: Buffer | null;
}

/** A line that did not. `reason` names members and paths, never a value. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly reason: string;
  /** How many lines this stands for, where a whole file is meant. */
  readonly lines?: number;
  /** The record's key where it could still be read: what refers to it can then be held. */
  readonly key?: Buffer;
  /** Else the parts of it that could: see packParts. */
  readonly known?: Buffer;
}
type RejectionCode =
  | "not-json"
  | "not-object"
  | "wrong-type"
  | "no-key"
  | "encoding"
  | "too-long"
  | "duplicate-key"
  | "unknown-resource"
  | "unreadable";

/** 16 bytes of SHA-256. */
export const digestOf = (text: string | Buffer): Buffer => hash("sha256", text, "buffer").subarray(0, 16);

/** Bytes of one reference in `records.refs`: its index in the resource's model, and the key digest of what it refers to. */
export const referenceBytes = 17;

/** Turns a line's text into a record, or into the reason why not. Pure. */
export type CompiledReader = (text: string) => ReadRecord | Rejection;

/** Compiles, for one resource, the reader of its lines. `idMember`: the member that tells records apart in their source. */
export function compileReader(resource: Resource, idMember?: string): CompiledReader {
  const keys = compileKeys(resource);
  const typeProblem = compileTypeCheck(resource);
  const { group, parts } = resource.identity;
  const digestOfReference = createReferenceDigest(resource);
  const codes = compileCodes(resource);
  const day = compileEventDay(resource);
  const identify = idMember === undefined ? undefined : compileSourceId(resource, idMember);

  const spell = compileSpelling(resource);
  let isOtherCase = false;
  const noteOtherCase = () => {
    isOtherCase = true;
  };

  const dress = (body: object, text: string | undefined) => {
    const { id, rest } = identify?.(body) ?? { id: undefined, rest: body };
    const asStated = rest === body ? text : undefined;
    const sent = asStated ?? JSON.stringify(rest);
    return {
      sourceId: id === undefined ? null : digestOf(id),
      body: sent,
      bodyDigest: asStated === undefined ? digestOf(sent) : null,
    };
  };

  /** Who a damaged line still says that it is. */
  const whoOf = (stated: object | undefined): Pick<Rejection, "key" | "known"> => {
    if (stated === undefined) return {};
    const body = cleanBody(spell(stated));
    const values = keys.key(body);
    if (values) return { key: digestOf(keyText(group, values)) };
    const known = packParts(keys.parts(body));
    return known ? { known } : {};
  };

  const read = (body: object, text: string | undefined): ReadRecord | Rejection => {
    isOtherCase = false;
    const problem = typeProblem(body, noteOtherCase);
    // Only where a name is not spelled as the model does: looking for that costs as much as the rest.
    const spelled = isOtherCase ? spell(body) : body;
    if (spelled !== body) return read(cleanBody(spelled), undefined);
    const values = keys.key(body);
    const key = values && digestOf(keyText(group, values));
    if (problem) {
      const reason = `${problem.path} is not ${problem.expected}`;
      return key ? { code: "wrong-type", reason, key } : { code: "wrong-type", reason };
    }
    if (!key)
      return {
        code: "no-key",
        reason: `misses a part of its key: ${parts.map(({ name }) => name).join(", ")}`,
      };
    const refs = packReferences(keys.references(body), digestOfReference);
    return { key, refs, codes: codes.find(body), day: day(body), ...dress(body, text) };
  };

  return (text) => {
    const parsed = parseLine(text);
    if (parsed === undefined) {
      return { code: "not-json", reason: "is not valid JSON", ...whoOf(readableMembers(text)) };
    }
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      return { code: "not-object", reason: "is not a JSON object: one record a line, in braces" };
    }
    const body = needsCleaning(text) ? cleanBody(parsed) : parsed;
    return read(body, body === parsed ? text : undefined);
  };
}

function parseLine(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}

type FoundReferences = readonly { readonly reference: number; readonly values: readonly string[] }[];

function packReferences(
  found: FoundReferences,
  digest: (reference: number, values: readonly string[]) => Buffer,
) {
  const packed = Buffer.allocUnsafe(found.length * referenceBytes);
  let at = 0;
  for (const { reference, values } of found) {
    packed[at] = reference;
    packed.set(digest(reference, values), at + 1);
    at += referenceBytes;
  }
  return packed;
}

/** Neighbouring records refer to the same school, section or student: the last digests are kept. */
function createReferenceDigest({ references }: Resource) {
  const groups = references.map(({ group }) => group);
  let recent = new Map<string, Buffer>();
  return (reference: number, values: readonly string[]): Buffer => {
    const text = keyText(groups[reference] ?? "", values);
    const known = recent.get(text);
    if (known) return known;
    if (recent.size >= 10_000) recent = new Map();
    const digest = digestOf(text);
    recent.set(text, digest);
    return digest;
  };
}
