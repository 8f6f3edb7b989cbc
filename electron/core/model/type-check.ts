import { losslessJson } from "./numbers.ts";
import type { Member, Resource, ScalarType } from "./types.ts";

/** The first member whose type no server accepts: "$.addresses[0].city is not a text". Holds no value. */
export interface TypeProblem {
  /** "$.addresses[0].city" */
  readonly path: string;
  /** What should stand there, to go behind "is not": "a number". */
  readonly expected: string;
}

/**
 * Compiles, for one resource, a check of the types in a body. It errs on the side of sending: servers convert between
 * texts, numbers and booleans, and each in its own way (protocol section 5.6), so only what none of them takes is refused.
 * Nulls, empty texts and unknown members pass; names may differ in their case, as the ODS allows.
 */
export function compileTypeCheck(
  resource: Resource,
): (body: object, onOtherCase?: OnOtherCase) => TypeProblem | undefined {
  const check = compileMembers(resource.members);
  return (body, onOtherCase = ignore) => {
    const problem = check(body, onOtherCase);
    return problem && { path: `$${problem.path}`, expected: problem.expected };
  };
}

/** Called for each member whose name is the model's but for its case. */
type OnOtherCase = () => void;
const ignore = () => {};

/** Gives a problem with its path from the value that was checked. */
type Check = (value: unknown, onOtherCase: OnOtherCase) => TypeProblem | undefined;
type BodyCheck = (body: object, onOtherCase: OnOtherCase) => TypeProblem | undefined;

function compileMembers(members: readonly Member[]): BodyCheck {
  const checks = new Map<string, Check>();
  const inAnyCase = new Map<string, Check>();
  for (const member of members) {
    const check = compileMember(member);
    checks.set(member.name, check);
    inAnyCase.set(member.name.toLowerCase(), check);
  }
  const otherCase = (name: string, onOtherCase: OnOtherCase) => {
    const check = inAnyCase.get(name.toLowerCase());
    if (check !== undefined) onOtherCase();
    return check;
  };
  return (body, onOtherCase) => {
    for (const name in body) {
      const check = checks.get(name) ?? otherCase(name, onOtherCase);
      const problem = check?.((body as Record<string, unknown>)[name], onOtherCase);
      if (problem !== undefined) return below(`.${name}`, problem);
    }
    return undefined;
  };
}

function compileMember(member: Member): Check {
  switch (member.kind) {
    case "scalar":
      return scalarCheck(member.type);
    case "object":
      return objectCheck(compileMembers(member.members));
    case "collection":
      return collectionCheck(objectCheck(compileMembers(member.item)));
    default:
      return member satisfies never;
  }
}

function objectCheck(inside: BodyCheck): Check {
  const problem = here("an object");
  return (value, onOtherCase) => {
    if (value === null || value === "") return undefined;
    return typeof value !== "object" || isScalar(value) || Array.isArray(value)
      ? problem
      : inside(value, onOtherCase);
  };
}

function collectionCheck(item: Check): Check {
  const problem = here("a list");
  return (value, onOtherCase) => {
    if (!Array.isArray(value)) return value === null || value === "" ? undefined : problem;
    for (let index = 0; index < value.length; index += 1) {
      const inside = item(value[index], onOtherCase);
      if (inside !== undefined) return below(`[${index}]`, inside);
    }
    return undefined;
  };
}

function scalarCheck(type: ScalarType): Check {
  switch (type) {
    case "integer":
    case "number":
      return refuse("a number", (value) => typeof value === "boolean" || isOtherThan(numeric, value));
    case "boolean":
      return refuse("true or false", (value) => isOtherThan(booleanWord, value));
    case "date":
    case "date-time":
      return refuse("a date", () => false);
    case "string":
    case "descriptor":
      return refuse("a text", () => false);
    default:
      return type satisfies never;
  }
}

function refuse(expected: string, isWrong: (value: unknown) => boolean): Check {
  const problem = here(expected);
  return (value) => (isScalar(value) && !isWrong(value) ? undefined : problem);
}

/** Only what numbers are written with; servers differ about blanks, thousands and signs. */
const numeric = /^[\s\d.,+\-eE]*$/;
const booleanWord = /^\s*(?:true|false|0|1)?\s*$/i;

function isOtherThan(pattern: RegExp, value: unknown): boolean {
  return typeof value === "string" && !pattern.test(value);
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null || losslessJson.isRawJSON(value);
}

function here(expected: string): TypeProblem {
  return { path: "", expected };
}

function below(segment: string, { path, expected }: TypeProblem): TypeProblem {
  return { path: segment + path, expected };
}
