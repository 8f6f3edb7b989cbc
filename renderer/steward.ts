import { createContext, use } from "react";
import type { z } from "zod";
import { useStore } from "zustand";
import type { Client } from "../shared/client.ts";
import type { commands } from "../shared/contract.ts";
import type { BundleManifest } from "../shared/domain/journal.ts";
import type { windowCommands } from "../shared/window.ts";
import type { DraftStore } from "./drafts.ts";
import type { KeptSettings } from "./page-settings.ts";
import type { State } from "./state.ts";
import type { PageStore } from "./store.ts";

/** Those of the window are answered where the page is open in one: `isInWindow`. */
type PageCommands = typeof commands & typeof windowCommands;
export type PageCommand = keyof PageCommands;
export type Asked<N extends PageCommand> = z.input<PageCommands[N]["input"]>;
export type Answered<N extends PageCommand> = z.output<PageCommands[N]["output"]>;

export interface PageClient extends Pick<Client, "listen"> {
  call<N extends PageCommand>(name: N, input: Asked<N>): Promise<Answered<N>>;
}

/** A review file that takes the place of the core: pages show what is in it, and nothing that does something. */
export interface OpenReview {
  readonly manifest: BundleManifest;
  /** What goes on beneath it on this computer. */
  readonly beneath: Steward;
  /** Back to where one was. */
  close(): void;
}

export interface Steward extends PageStore {
  readonly client: PageClient;
  readonly drafts: DraftStore;
  readonly kept: KeptSettings;
  readonly review?: OpenReview;
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
