import { useCallback, useState } from "react";
import type { TestStep } from "../shared/domain/connection.ts";
import type { AppError } from "../shared/errors.ts";

/** What was refused: the sentence, and the steps of the test that it came from, if any. */
interface Refused {
  readonly refusal: string | undefined;
  readonly steps: readonly TestStep[];
}

const nothing: Refused = { refusal: undefined, steps: [] };

/** One thing that a button does: whether it is under way, and why it was refused. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(nothing);
  const act = useCallback(async (action: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setRefused(nothing);
    try {
      await action();
      return true;
    } catch (error) {
      const { message, details } = error as Error & Partial<Pick<AppError, "details">>;
      setRefused({ refusal: message, steps: stepsOf(details, message) });
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setRefused(nothing), []);
  return { busy, ...refused, act, forget };
}

/** The advice that is the refusal itself, or its beginning, is said once. */
function stepsOf(details: unknown, message: string): readonly TestStep[] {
  const steps = (details as { steps?: readonly TestStep[] } | undefined)?.steps ?? [];
  return steps.map(({ advice, ...step }) =>
    advice === undefined || message.startsWith(advice) ? step : { ...step, advice },
  );
}
