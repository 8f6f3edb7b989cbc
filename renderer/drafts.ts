import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Profile } from "../shared/domain/profile.ts";
import { type MappingDraft, noDraft } from "./mapping-draft.ts";
import { useSteward } from "./steward.ts";

/** What a person changed and has not saved, by connection id: it outlives a walk to another page. */
interface Drafts {
  readonly mappings: ReadonlyMap<string, MappingDraft>;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** What records were looked for: a part of a key, which no address may hold. */
  readonly searches: ReadonlyMap<string, string>;
  /** A folder that is yet to be added to a connection: typed, chosen, or opened with Steward. */
  readonly folder: string;
}

export type DraftStore = StoreApi<Drafts>;

export const createDrafts = (): DraftStore =>
  createStore<Drafts>(() => ({ mappings: new Map(), profiles: new Map(), searches: new Map(), folder: "" }));

export function useMappingDraft(connection: string) {
  const { drafts } = useSteward();
  const draft = useStore(drafts, ({ mappings }) => mappings.get(connection)) ?? noDraft;
  const change = (next: (draft: MappingDraft) => MappingDraft) =>
    drafts.setState(({ mappings }) => ({
      mappings: new Map(mappings).set(connection, next(mappings.get(connection) ?? noDraft)),
    }));
  return { draft, change };
}

/** Undefined: as it is saved. */
export function useProfileDraft(connection: string) {
  const { drafts } = useSteward();
  const draft = useStore(drafts, ({ profiles }) => profiles.get(connection));
  const setDraft = (profile: Profile | undefined) =>
    drafts.setState(({ profiles }) => {
      const next = new Map(profiles);
      if (profile === undefined) next.delete(connection);
      else next.set(connection, profile);
      return { profiles: next };
    });
  return { draft, setDraft };
}

/** What was typed to find records: still there when one comes back from a record, and gone with the window. */
export function useSearched(connection: string) {
  const { drafts } = useSteward();
  const searched = useStore(drafts, ({ searches }) => searches.get(connection)) ?? "";
  const setSearched = (text: string) =>
    drafts.setState(({ searches }) => ({ searches: new Map(searches).set(connection, text) }));
  return { searched, setSearched };
}

/** Of no connection until it is added to one: a folder that is opened with Steward waits in the next field there is. */
export function useFolderDraft() {
  const { drafts } = useSteward();
  const folder = useStore(drafts, (draft) => draft.folder);
  return { folder, setFolder: (next: string) => drafts.setState({ folder: next }) };
}
