import type { CauseDraft } from "../causes/causes-store.ts";

/** One cause among what a check has found, with its counts. */
export interface Problem {
  readonly cause: CauseDraft;
  failed: number;
  held: number;
  readonly resources: Set<string>;
  /** The first of the records that fail by it, and of those that it holds. */
  readonly failing: number[];
  readonly waiting: number[];
  line?: { readonly file: string; readonly line: number };
}

/** Records of one cause that are remembered: what somebody looks at. */
export const mostRemembered = 500;

/** Causes by what tells them apart. */
export class Problems {
  readonly #found = new Map<string, Problem>();

  of(cause: CauseDraft): Problem {
    const known = this.#found.get(cause.fingerprint);
    if (known) return known;
    const problem: Problem = {
      cause,
      failed: 0,
      held: 0,
      resources: new Set(),
      failing: [],
      waiting: [],
    };
    this.#found.set(cause.fingerprint, problem);
    return problem;
  }

  fail(cause: CauseDraft, record: number, resource: string): Problem {
    const problem = this.of(cause);
    problem.failed += 1;
    if (problem.failing.length < mostRemembered) problem.failing.push(record);
    problem.resources.add(resource);
    return problem;
  }

  hold(cause: CauseDraft, record: number): Problem {
    const problem = this.of(cause);
    problem.held += 1;
    if (problem.waiting.length < mostRemembered) problem.waiting.push(record);
    return problem;
  }

  /** Most releasing first. */
  list(): Problem[] {
    return [...this.#found.values()].sort(
      (a, b) => b.failed + b.held - (a.failed + a.held) || (a.cause.title < b.cause.title ? -1 : 1),
    );
  }
}
