import { useCallback, useEffect, useRef, useState } from "react";
import type { Credentials, TestStep } from "../shared/domain/connection.ts";
import { type Asked, useSteward } from "./steward.ts";

type ProbeSettings = Asked<"connections.probe">["settings"];

export interface Probe {
  readonly steps: readonly TestStep[];
  readonly busy: boolean;
  /** The core could not run the test at all. */
  readonly refusal: string | undefined;
  /** Undefined when it was overtaken by a later one, or could not run. */
  run(settings: ProbeSettings, credentials?: Credentials): Promise<readonly TestStep[] | undefined>;
  clear(): void;
}

const untried = { steps: [] as readonly TestStep[], busy: false, refusal: undefined as string | undefined };

/** The step test, live: each step shows as it ends. Of two tests the later one counts. */
export function useProbe(connection?: string): Probe {
  const { client } = useSteward();
  const [shown, setShown] = useState(untried);
  const current = useRef("");

  useEffect(
    () =>
      client.listen((event) => {
        if (event.name !== "test.step" || event.data.test !== current.current) return;
        const { step } = event.data;
        setShown((before) => ({ ...before, steps: withStep(before.steps, step) }));
      }),
    [client],
  );

  const run = useCallback<Probe["run"]>(
    async (settings, credentials) => {
      const test = crypto.randomUUID();
      current.current = test;
      setShown({ ...untried, busy: true });
      const isCurrent = () => current.current === test;
      try {
        const { steps } = await client.call("connections.probe", {
          test,
          settings,
          ...(credentials && { credentials }),
          ...(connection !== undefined && { connection }),
        });
        if (!isCurrent()) return undefined;
        setShown({ ...untried, steps });
        return steps;
      } catch (error) {
        if (isCurrent()) setShown({ ...untried, refusal: (error as Error).message });
        return undefined;
      }
    },
    [client, connection],
  );
  const clear = useCallback(() => {
    current.current = "";
    setShown(untried);
  }, []);
  return { ...shown, run, clear };
}

function withStep(steps: readonly TestStep[], step: TestStep): readonly TestStep[] {
  return [...steps.filter((known) => known.step !== step.step), step];
}
