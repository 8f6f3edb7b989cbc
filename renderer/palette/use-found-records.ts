import { useEffect, useState } from "react";
import type { Client } from "../../shared/client.ts";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { markedName } from "../../shared/domain/practice-facts.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { resourceName } from "../format.ts";
import { places } from "../routes.ts";
import { useShown, useSteward } from "../steward.ts";
import type { Entry } from "./entries.ts";

const mostShown = 8;
/** Letters from which on records are looked for: shorter ones fit too many. */
const leastLetters = 3;
/** Milliseconds without another letter. */
const pause = 250;

interface Found {
  readonly entries: readonly Entry[];
  readonly busy: boolean;
}
const none: Found = { entries: [], busy: false };

/**
 * Records whose natural keys hold what is typed, of one connection, or of all that are open: the first ones of each in
 * turn. A search that nobody waits for any more is left.
 */
export function useFoundRecords(scope: string | undefined, typed: string): Found {
  const { client } = useSteward();
  const [found, setFound] = useState<Found>(none);
  const find = typed.trim();
  // As a text: what counts is which they are, and not that something of them has changed.
  const among = useShown(({ statuses }) => JSON.stringify(searched(statuses ?? [], scope)));
  useEffect(() => {
    if (find.length < leastLetters) return setFound(none);
    let isWanted = true;
    const look = async () => {
      let entries: readonly Entry[] = [];
      for await (const more of linesOf(client, JSON.parse(among), find)) {
        if (!isWanted) return;
        entries = [...entries, ...more].slice(0, mostShown);
        setFound({ entries, busy: entries.length < mostShown });
        if (entries.length === mostShown) return;
      }
      if (isWanted) setFound({ entries, busy: false });
    };
    setFound({ entries: [], busy: true });
    const timer = setTimeout(() => look().catch(() => isWanted && setFound(none)), pause);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, among, find]);
  return found;
}

/** Answer by answer: a search goes through a part at a time. */
async function* linesOf(client: Client, among: readonly Searched[], find: string): AsyncGenerator<Entry[]> {
  for (const { id: connection, note } of among) {
    let after: string | undefined;
    do {
      const from = after === undefined ? {} : { after };
      const part = await client.call("records.find", { connection, find, limit: mostShown, ...from });
      yield part.lines.map((line) => entryOf(line, connection, note));
      after = part.next;
    } while (after !== undefined);
  }
}

interface Searched {
  readonly id: string;
  /** Its name, where there is more than one. */
  readonly note: string | undefined;
}

const searched = (statuses: readonly ConnectionStatus[], scope: string | undefined): Searched[] =>
  statuses
    .map(({ connection }) => connection)
    .filter(({ id, closedAt }) => (scope === undefined ? closedAt === undefined : id === scope))
    .map((connection) => ({
      id: connection.id,
      note: scope === undefined ? markedName(connection) : undefined,
    }));

const entryOf = (
  { id, label, resource }: RecordLine,
  connection: string,
  note: string | undefined,
): Entry => ({
  id: `record ${connection} ${id}`,
  group: "Records",
  words: label,
  note: note === undefined ? resourceName(resource) : `${resourceName(resource)}, ${note}`,
  to: { place: places.record(connection, id) },
});
