import { createContext, use } from "react";
import { useStore } from "zustand";
import type { Client } from "../shared/client.ts";
import type { State } from "./state.ts";
import type { PageStore } from "./store.ts";

export interface Steward extends PageStore {
  readonly client: Client;
}

export const StewardContext = createContext<Steward | undefined>(undefined);

export function useSteward(): Steward {
  const steward = use(StewardContext);
  if (!steward) throw new Error("There is no StewardContext above this component.");
  return steward;
}

/** A part of what the page shows. */
export function useShown<T>(select: (state: State) => T): T {
  return useStore(useSteward().store, select);
}
