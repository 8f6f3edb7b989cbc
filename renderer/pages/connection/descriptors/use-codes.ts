import { useCallback, useEffect, useRef, useState } from "react";
import type { CodeLine } from "../../../../shared/domain/descriptor.ts";
import type { Asked, PageClient } from "../../../steward.ts";
import { useSteward } from "../../../steward.ts";

const pageSize = 1000;
/** Milliseconds between two readings, while tables change all the time. */
const pauseBetween = 1000;
const tables: readonly string[] = ["descriptors", "sources", "profiles"];

export interface Codes {
  /** Undefined until the first of them are here. */
  readonly lines: readonly CodeLine[] | undefined;
  /** More are on their way. */
  readonly isLoading: boolean;
  readonly failure: string | undefined;
  readonly askAgain: () => void;
}

type Query = Pick<Asked<"descriptors.codes">, "connection" | "type" | "unmapped">;

/** All codes of a type, or of all types, page by page; asked for again when they may have changed. */
export function useCodes({ connection, type, unmapped }: Query): Codes {
  const { client } = useSteward();
  const asked = JSON.stringify([connection, type, unmapped]);
  const [known, setKnown] = useState<{ asked: string; lines: readonly CodeLine[] }>();
  const [isLoading, setLoading] = useState(true);
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const shown = useRef<string>(undefined);
  const askAgain = useCallback(() => setAttempt((before) => before + 1), []);
  useChanges(client, askAgain);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks the same question again.
  useEffect(() => {
    let wanted = true;
    setLoading(true);
    setFailure(undefined);
    const show = (lines: readonly CodeLine[], isAll: boolean) => {
      // What is on the screen stays until all of its successor is here.
      if (!wanted || (!isAll && shown.current === asked)) return;
      if (isAll) shown.current = asked;
      setKnown({ asked, lines });
    };
    fetchAll(client, { connection, type, unmapped }, { show, isWanted: () => wanted })
      .catch((error: Error) => wanted && setFailure(error.message))
      .finally(() => wanted && setLoading(false));
    return () => {
      wanted = false;
    };
  }, [client, connection, type, unmapped, attempt]);
  return { lines: known?.asked === asked ? known.lines : undefined, isLoading, failure, askAgain };
}

async function fetchAll(
  client: PageClient,
  query: Query,
  { show, isWanted }: { show: (lines: CodeLine[], isAll: boolean) => void; isWanted: () => boolean },
) {
  const lines: CodeLine[] = [];
  for (;;) {
    const last = lines.at(-1);
    const more = await client.call("descriptors.codes", {
      ...query,
      ...(last && { after: { type: last.type, code: last.code } }),
      limit: pageSize,
    });
    if (!isWanted()) return;
    lines.push(...more);
    show([...lines], more.length < pageSize);
    if (more.length < pageSize) return;
  }
}

function useChanges(client: PageClient, changed: () => void) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.listen((event) => {
      if (event.name !== "data.changed" || timer !== undefined) return;
      if (!event.data.tables.some((table) => tables.includes(table))) return;
      timer = setTimeout(() => {
        timer = undefined;
        changed();
      }, pauseBetween);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, changed]);
}
