import type { Answer, Problem } from "../problems.ts";

/** Puts a refusal into the words and the form of one server version. */
export type Wording = (problem: Problem, correlationId: string) => Answer;

export function json(status: number, body: object): Answer {
  return { status, body: JSON.stringify(body), contentType: "application/json; charset=utf-8" };
}
