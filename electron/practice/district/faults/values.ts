import { allShapes } from "../../model/resources.ts";
import type { Candidate } from "./candidates.ts";

/** What stands in the place of a right value. `number` tells faults of one kind apart, from 1. */
export function wrongValue({ kind, site }: Candidate, right: unknown, number: number): unknown {
  switch (kind) {
    case "unmapped-descriptor":
      return localCode(String(right), number);
    case "bad-date":
      return number % 2 === 1 ? "2026-02-30" : "31/12/2026";
    case "unmapped-code":
      return "ATT-1";
    case "too-long":
    case "refused-school":
      return tooLong(String(right), longest(site.resource, site.member ?? ""));
    case "wrong-type":
      return wrongType(right, number);
    case "duplicate-key":
      return typeof right === "number" ? right + 1 : `${String(right)} II`;
    case "missing-parent":
    case "missing-value":
    case "missing-permission":
    case "bad-line":
      return right;
    default:
      return kind satisfies never;
  }
}

/** A code of the district's own, each fault another: as student information systems export them, bare or with a namespace. */
function localCode(right: string, number: number): string {
  const code = `LOCAL-${number}`;
  if (number % 2 === 1) return code;
  const type = right.slice(right.lastIndexOf("/"), right.indexOf("#"));
  return `uri://practice-falls.example${type}#${code}`;
}

function tooLong(right: string, longestAllowed: number): string {
  const phrase = `${right} and so on, `;
  return `${phrase.repeat(Math.ceil(longestAllowed / phrase.length))}until it is far too long`;
}

function longest(plural: string, member: string): number {
  const shape = allShapes
    .find((one) => one.plural === plural)
    ?.members.find((one) => one.name === member)?.shape;
  return shape?.kind === "text" ? (shape.max ?? 0) : 0;
}

function wrongType(right: unknown, number: number): unknown {
  if (number % 2 === 0) return { value: right };
  return typeof right === "boolean" ? "maybe" : "many";
}
