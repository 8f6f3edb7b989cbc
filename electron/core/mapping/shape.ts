import { parseLossless } from "../model/canonical.ts";
import type { Resource } from "../model/types.ts";
import { type Codes, compileCodes, extensionType, unlistedCode, unpackCodes } from "./codes.ts";

/** What one code means for the record that uses it, on one connection. */
export type Fate =
  | { readonly kind: "pass" }
  | { readonly kind: "replace"; readonly value: string }
  /** No value of this server, and not mapped: the record is held. */
  | { readonly kind: "hold" }
  /** An extension that is not sent: the part is taken out. */
  | { readonly kind: "drop" }
  /** The connection's own files create the value: it has to be accepted first. */
  | { readonly kind: "stated" };

export interface Fates {
  of(type: string, code: string): Fate;
  /** The code of an id in a record's codes. */
  listed(id: number): { readonly type: string; readonly code: string } | undefined;
}

export interface Code {
  readonly type: string;
  readonly code: string;
}

/** A record as this connection gets it. */
export type Shaped =
  /** `stated`: values that must have been accepted before. */
  | { readonly kind: "ready"; readonly body: string; readonly stated: readonly Code[] }
  | { readonly kind: "held"; readonly code: Code };

/** What a set of codes asks for. */
type Verdict =
  | { readonly kind: "as-is"; readonly stated: readonly Code[] }
  | { readonly kind: "held"; readonly code: Code }
  | { readonly kind: "work" };

const none: readonly Code[] = [];
const mostVerdicts = 10_000;

/**
 * Turns the records of one resource into what a connection sends: mapped codes, no parts of extensions that are switched
 * off. Most records go as they are, and are not parsed: their codes tell. Make a new one when a mapping has changed.
 */
export class Shaper {
  readonly #codes: Codes;
  readonly #fates: Fates;
  /** By a record's codes: neighbours use the same. */
  readonly #verdicts = new Map<string, Verdict>();

  constructor(resource: Resource, fates: Fates) {
    this.#codes = compileCodes(resource);
    this.#fates = fates;
  }

  shape({ codes, body }: { readonly codes: Buffer; readonly body: string }): Shaped {
    if (codes.length === 0) return { kind: "ready", body, stated: none };
    const verdict = this.#verdictOf(codes);
    if (verdict.kind === "held") return verdict;
    return verdict.kind === "as-is" ? { kind: "ready", body, stated: verdict.stated } : this.#work(body);
  }

  #verdictOf(codes: Buffer): Verdict {
    const name = codes.toString("latin1");
    const known = this.#verdicts.get(name);
    if (known) return known;
    if (this.#verdicts.size >= mostVerdicts) this.#verdicts.clear();
    const verdict = this.#judge(unpackCodes(codes));
    this.#verdicts.set(name, verdict);
    return verdict;
  }

  #judge(ids: readonly number[]): Verdict {
    const listed = ids.map((id) => (id === unlistedCode ? undefined : this.#fates.listed(id)));
    if (listed.includes(undefined)) return { kind: "work" };
    const found = listed.flatMap((code) =>
      code ? [{ ...code, fate: this.#fates.of(code.type, code.code) }] : [],
    );
    // A code may stand only in the part that is dropped: the body tells.
    if (found.some(({ fate }) => fate.kind === "drop")) return { kind: "work" };
    return this.#sum(found) ?? { kind: "work" };
  }

  /** Undefined when something has to be replaced. */
  #sum(found: readonly (Code & { readonly fate: Fate })[]): Exclude<Verdict, { kind: "work" }> | undefined {
    const held = found.find(({ fate }) => fate.kind === "hold");
    if (held) return { kind: "held", code: { type: held.type, code: held.code } };
    if (found.some(({ fate }) => fate.kind === "replace")) return undefined;
    const stated = found.filter(({ fate }) => fate.kind === "stated");
    return {
      kind: "as-is",
      stated: stated.length === 0 ? none : stated.map(({ type, code }) => ({ type, code })),
    };
  }

  #work(text: string): Shaped {
    const body = parseLossless(text) as object;
    this.#codes.replace(body, {
      value: () => undefined,
      drops: (project) => this.#fates.of(extensionType, project).kind === "drop",
    });
    const stated: Code[] = [];
    const pairs = this.#codes.find(body);
    for (let at = 0; at < pairs.length; at += 2) {
      const code = { type: pairs[at] ?? "", code: pairs[at + 1] ?? "" };
      const { kind } = this.#fates.of(code.type, code.code);
      if (kind === "hold") return { kind: "held", code };
      if (kind === "stated") stated.push(code);
    }
    this.#codes.replace(body, {
      value: (type, code) => {
        const fate = this.#fates.of(type, code);
        return fate.kind === "replace" ? fate.value : undefined;
      },
      drops: () => false,
    });
    return { kind: "ready", body: JSON.stringify(body), stated };
  }
}
