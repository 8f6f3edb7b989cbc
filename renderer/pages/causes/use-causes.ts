import { useEffect, useState } from "react";
import type { Cause } from "../../../shared/domain/cause.ts";
import { type Table, useAnswer } from "../../ask.ts";
import type { Asked } from "../../steward.ts";

/** After whose changes causes are others, open or found by a check. */
export const causeTables: readonly Table[] = ["causes", "records", "checks"];

/** Which cause, of which connection. */
export interface Chosen {
  readonly connection: string;
  readonly id: string;
}

export interface CausesShown {
  readonly causes: readonly Cause[] | undefined;
  readonly failure: string | undefined;
  readonly askAgain: () => void;
  /** More are there than are shown: asks for them. */
  readonly more: (() => void) | undefined;
}

/** How many are asked for: first what anybody sees, then more as one scrolls. */
const steps = [200, 2000, 10_000] as const;

/** Causes in an order; what is shown stays until the next answer is there. */
export function useCauses(wanted: Omit<Asked<"causes.list">, "limit" | "brief" | "offset">): CausesShown {
  const of = JSON.stringify(wanted);
  const [step, setStep] = useState({ of, at: 0 });
  const limit = steps[step.of === of ? step.at : 0] ?? steps[0];
  const { value, failure, askAgain } = useAnswer(
    "causes.list",
    { ...wanted, limit, brief: true },
    causeTables,
  );
  const [last, setLast] = useState<{ of: string; causes: readonly Cause[] }>();
  useEffect(() => {
    if (value) setLast({ of, causes: value });
  }, [value, of]);
  const causes = value ?? (last?.of === of ? last.causes : undefined);
  const at = step.of === of ? step.at : 0;
  const isCut = causes !== undefined && causes.length >= limit && at < steps.length - 1;
  return {
    causes,
    failure,
    askAgain: () => void askAgain(),
    more: isCut ? () => setStep({ of, at: at + 1 }) : undefined,
  };
}
