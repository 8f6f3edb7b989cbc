import type { TestStep } from "../../shared/domain/connection.ts";
import { printable } from "./words.ts";

/** A step of the connection test, or one that the command line adds. */
export type Step = Omit<TestStep, "step"> & { readonly step: string };

/** The steps in a refusal's details, where there are any. */
export async function stepsOf(details: unknown): Promise<readonly Step[] | undefined> {
  const { ConnectionTest } = await import("../../shared/domain/connection.ts");
  return ConnectionTest.pick({ steps: true }).safeParse(details).data?.steps;
}

/** One line a step: "ok", or "not ok" with what to do. */
export function stepsText(steps: readonly Step[]): string {
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  return steps.map((step) => stepLine(step, width)).join("\n");
}

function stepLine({ step, ok, status, found, advice }: Step, width: number): string {
  const about = [found, ok || status === undefined ? undefined : `status ${status}`]
    .filter(Boolean)
    .join(", ");
  const line = `${ok ? "ok    " : "not ok"}  ${step.padEnd(width)}  ${printable(about)}`.trimEnd();
  return ok || !advice ? line : `${line}\n        ${printable(advice)}`;
}

/** 0 when every step went well; 4 when the server failed, 3 when the connection cannot be used. */
export function testStatus(steps: readonly Step[]): number {
  const wrong = steps.find(({ ok }) => !ok);
  if (!wrong) return 0;
  return (wrong.status ?? 0) >= 500 ? 4 : 3;
}
