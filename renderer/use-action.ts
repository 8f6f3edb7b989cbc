import { useCallback, useState } from "react";

/** One thing that a button does: whether it is under way, and why it was refused. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const act = useCallback(async (action: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await action();
      return true;
    } catch (error) {
      setRefusal((error as Error).message);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, refusal, act };
}
