import { useLocation } from "wouter";
import { places } from "../../routes.ts";
import type { SyncFace } from "../../sync-view.ts";

export interface OpenedSubmission {
  /** Absent: none is open. */
  readonly id: string | undefined;
  open(id: string): void;
  close(): void;
}

/** In the history of the browser: the page beneath is the entry before. */
const openedHere = "opened here";

/** The submission that is open over the page stands in its address. */
export function useOpenedSubmission(connection: string, { face, filter }: SyncFace): OpenedSubmission {
  const [, navigate] = useLocation();
  const placeWith = (submission: string) => places.syncFace(connection, face, { ...filter, submission });
  return {
    id: filter.submission === "" ? undefined : filter.submission,
    open: (id) => navigate(placeWith(id), { state: openedHere }),
    close: () => (history.state === openedHere ? history.back() : navigate(placeWith(""), { replace: true })),
  };
}
