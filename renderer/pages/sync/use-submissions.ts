import { useCallback, useEffect, useRef, useState } from "react";
import type { Submission } from "../../../shared/domain/submission.ts";
import { useShown, useSteward } from "../../steward.ts";
import { withNewest, withSubmissions } from "../../submission-list.ts";

const pageSize = 100;

export interface SubmissionsShown {
  readonly list: readonly Submission[] | undefined;
  readonly failure: string | undefined;
  /** There are older ones that were not asked for yet. */
  readonly hasMore: boolean;
  more(): void;
  retry(): void;
}

/** A connection's submissions, newest first: a page at a time, and every change of one as it comes. */
export function useSubmissions(connection: string): SubmissionsShown {
  const { client } = useSteward();
  const connected = useShown((state) => state.connected);
  const [list, setList] = useState<readonly Submission[]>();
  const [failure, setFailure] = useState<string>();
  const [hasMore, setHasMore] = useState(true);
  const asking = useRef(false);

  const ask = useCallback(
    async (before: string | undefined) => {
      if (asking.current) return;
      asking.current = true;
      try {
        const input = { connection, limit: pageSize, ...(before !== undefined && { before }) };
        const page = await client.call("submissions.list", input);
        setList((known = []) =>
          before === undefined ? withNewest(known, page) : withSubmissions(known, page),
        );
        setFailure(undefined);
        setHasMore((known) => (page.length < pageSize ? false : before === undefined || known));
      } catch (error) {
        setFailure((error as Error).message);
      }
      asking.current = false;
    },
    [client, connection],
  );
  useEffect(
    () =>
      client.listen((event) => {
        if (event.name !== "submission.changed" || event.data.connection !== connection) return;
        const told = event.data;
        setList((known) => known && withSubmissions(known, [told]));
      }),
    [client, connection],
  );
  useEffect(() => {
    if (connected) void ask(undefined);
  }, [ask, connected]);

  const last = list?.at(-1)?.id;
  const more = () => {
    if (hasMore && last !== undefined) void ask(last);
  };
  return { list, failure, hasMore, more, retry: () => void ask(last) };
}
