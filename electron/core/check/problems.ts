import type { CauseDraft } from "../causes/causes-store.ts";

/** One cause among what a check has found, with its counts. */
export interface Problem {
  readonly cause: CauseDraft;
  failed: number;
  held: number;
  readonly resources: Set<string>;
  /** A record that fails by it, or else is held by it. */
  record?: number;
  line?: { readonly file: string; readonly line: number };
}

/** Causes by what tells them apart. */
export class Problems {
  readonly #found = new Map<string, Problem>();

  of(cause: CauseDraft): Problem {
    const known = this.#found.get(cause.fingerprint);
    if (known) return known;
    const problem: Problem = { cause, failed: 0, held: 0, resources: new Set() };
    this.#found.set(cause.fingerprint, problem);
    return problem;
  }

  fail(cause: CauseDraft, record: number, resource: string): Problem {
    const problem = this.of(cause);
    if (problem.failed === 0) problem.record = record;
    problem.failed += 1;
    problem.resources.add(resource);
    return problem;
  }

  hold(cause: CauseDraft, record: number): Problem {
    const problem = this.of(cause);
    problem.held += 1;
    problem.record ??= record;
    return problem;
  }

  /** Most releasing first. */
  list(): Problem[] {
    return [...this.#found.values()].sort(
      (a, b) => b.failed + b.held - (a.failed + a.held) || (a.cause.title < b.cause.title ? -1 : 1),
    );
  }
}
