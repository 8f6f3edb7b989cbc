import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppEvent } from "../shared/contract.ts";
import type { AppError, ErrorCode } from "../shared/errors.ts";
import {
  type Answered,
  type Asked,
  type PageClient,
  type PageCommand,
  useShown,
  useSteward,
} from "./steward.ts";

/** Milliseconds between two askings of one question: while a push runs, tables change all the time. */
const pauseBetween = 1000;

export type Table = Extract<AppEvent, { name: "data.changed" }>["data"]["tables"][number];

/** A question's answer: kept on the screen while it is asked again. */
export interface Answer<T> {
  readonly value: T | undefined;
  /** Why the last asking failed. */
  readonly failure: string | undefined;
  /** "not-found": asking again does not help. */
  readonly code?: ErrorCode | undefined;
}

interface Question<T> {
  readonly store: StoreApi<Answer<T>>;
  ask(): Promise<void>;
  /** Starts asking again whenever one of the tables changes. Returns the function that ends it. */
  follow(): () => void;
}

/** Asks the core, and again when what it asked about has changed. */
export function openQuestion<N extends PageCommand>(
  client: PageClient,
  { name, input, tables }: { name: N; input: Asked<N>; tables: readonly Table[] },
): Question<Answered<N>> {
  const store = createStore<Answer<Answered<N>>>(() => ({ value: undefined, failure: undefined }));
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const show = (answer: Partial<Answer<Answered<N>>>) => mine === asked && store.setState(answer);
    try {
      show({ value: await client.call(name, input), failure: undefined, code: undefined });
    } catch (error) {
      const { message, code } = error as Error & Partial<Pick<AppError, "code">>;
      show({ failure: message, code });
    }
  };
  return {
    store,
    ask,
    follow: () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = client.listen((event) => {
        if (timer !== undefined || !touches(event, tables)) return;
        timer = setTimeout(() => {
          timer = undefined;
          void ask();
        }, pauseBetween);
      });
      void ask();
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}

function touches(event: AppEvent, tables: readonly Table[]) {
  return event.name === "data.changed" && event.data.tables.some((table) => tables.includes(table));
}

/** The answer to one question, for as long as the component lives. */
export function useAnswer<N extends PageCommand>(
  name: N,
  input: Asked<N>,
  tables: readonly Table[] = [],
): Answer<Answered<N>> & { askAgain: () => Promise<void> } {
  const { client } = useSteward();
  const asked = JSON.stringify([name, input, tables]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` holds what the question is made of.
  const question = useMemo(() => openQuestion(client, { name, input, tables }), [client, asked]);
  useEffect(() => question.follow(), [question]);
  return { ...useStore(question.store), askAgain: question.ask };
}

/** Why the last snapshot could not be had; while the core is gone altogether, the band on top says that once. */
export function useFailure(): string | undefined {
  return useShown(({ connected, failure }) => (connected ? failure : undefined));
}
