import { useEffect, useState } from "react";
import { resourceName } from "../format.ts";
import { places } from "../routes.ts";
import { useSteward } from "../steward.ts";
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

/** Records of a connection whose natural keys hold what is typed. A search that nobody waits for any more is left. */
export function useFoundRecords(connection: string | undefined, typed: string): Found {
  const { client } = useSteward();
  const [found, setFound] = useState<Found>(none);
  const find = typed.trim();
  useEffect(() => {
    if (connection === undefined || find.length < leastLetters) return setFound(none);
    let isWanted = true;
    const look = async () => {
      const entries: Entry[] = [];
      let after: string | undefined;
      do {
        const limit = mostShown - entries.length;
        const part = await client.call("records.find", {
          connection,
          find,
          limit,
          ...(after !== undefined && { after }),
        });
        if (!isWanted) return;
        entries.push(
          ...part.lines.map(
            ({ id, label, resource }): Entry => ({
              id: `record ${id}`,
              group: "Records",
              words: label,
              note: resourceName(resource),
              to: { place: places.record(connection, id) },
            }),
          ),
        );
        after = part.next;
        setFound({ entries: [...entries], busy: after !== undefined && entries.length < mostShown });
      } while (after !== undefined && entries.length < mostShown);
    };
    setFound({ entries: [], busy: true });
    const timer = setTimeout(() => look().catch(() => isWanted && setFound(none)), pause);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, connection, find]);
  return found;
}
