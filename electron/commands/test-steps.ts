import type { Connection, TestStep } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import type { Session } from "./session.ts";
import { printable } from "./words.ts";

/** A step of the connection test, or one that the command line adds. */
export type Step = Omit<TestStep, "step"> & { readonly step: string };

/** What is typed to follow a step's suggestion; undefined: nothing would be another. */
export type Remedy = (suggestion: NonNullable<TestStep["suggestion"]>) => string | undefined;

const indent = " ".repeat(8);

/** The steps in a refusal's details, where there are any. */
async function stepsOf(details: unknown): Promise<readonly Step[] | undefined> {
  const { ConnectionTest } = await import("../../shared/domain/connection.ts");
  return ConnectionTest.pick({ steps: true }).safeParse(details).data?.steps;
}

/**
 * One line a step: "ok", or "not ok"; under it what was found, what to do, and what to type for it. `brief` leaves out
 * what was found where all is well.
 */
export function stepsText(steps: readonly Step[], remedy: Remedy, brief = false): string {
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  return steps
    .map(({ details = [], ...step }) => ({ ...step, details: brief && step.ok ? [] : details }))
    .flatMap((step) => [stepLine(step, width), ...linesUnder(step, remedy)])
    .join("\n");
}

function stepLine({ step, ok, status, found }: Step, width: number): string {
  const about = [found, ok || status === undefined ? undefined : `status ${status}`]
    .filter(Boolean)
    .join(", ");
  return `${ok ? "ok    " : "not ok"}  ${step.padEnd(width)}  ${printable(about)}`.trimEnd();
}

function linesUnder({ details = [], advice, suggestion }: Step, remedy: Remedy): string[] {
  const typed = suggestion && remedy(suggestion);
  const lines = [...details, ...(advice ? [advice] : []), ...(typed ? [typed] : [])];
  return lines.map((line) => `${indent}${printable(line)}`);
}

/** 0 when every step went well; 4 when the server failed, 3 when the connection cannot be used. */
export function testStatus(steps: readonly Step[]): number {
  const wrong = steps.find(({ ok }) => !ok);
  if (!wrong) return 0;
  return (wrong.status ?? 0) >= 500 ? 4 : 3;
}

/** A connection that is refused still says how far it came. */
export function refusedWithSteps(session: Session, remedy: Remedy, brief = false) {
  return async (error: unknown): Promise<never> => {
    const message = error instanceof AppError ? error.message : "";
    const steps = error instanceof AppError ? await stepsOf(error.details) : undefined;
    // The advice that is the refusal itself, or its beginning, comes last, once.
    const told = steps?.map(({ advice, ...step }) =>
      advice && !message.startsWith(advice) ? { ...step, advice } : step,
    );
    if (told && told.length > 0) session.note(stepsText(told, remedy, brief));
    throw error;
  };
}

interface Told {
  readonly remedy: Remedy;
  /** Said when every step went well. */
  readonly allWell: string;
  /** Said when one did not. */
  readonly otherwise?: string;
  /** The server is known already: what was found of it is left out where all is well. */
  readonly brief?: boolean;
}

/** Prints what a test found, and lets the command end as it went. */
export function tell(
  session: Session,
  tested: { readonly connection: Connection; readonly steps: readonly (Step | TestStep)[] },
  { remedy, allWell, otherwise, brief = false }: Told,
) {
  const { steps } = tested;
  const status = testStatus(steps);
  session.answer(tested, () => {
    const lines = steps.length > 0 ? [stepsText(steps, remedy, brief)] : [];
    const last = status === 0 ? allWell : otherwise;
    return [...lines, ...(last === undefined ? [] : [last])].join("\n");
  });
  session.end(status);
}
