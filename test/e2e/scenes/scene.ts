import type { Page } from "@playwright/test";
import type { Transport } from "../../../shared/rpc.ts";

/** A page in one of its faces, as pictures are taken of it and as axe looks at it. */
export interface Scene {
  /** Of its picture: "page-state". */
  readonly name: string;
  /** The address, after "#". */
  readonly place: string;
  /** What is there once it can be looked at: a selector, or a text. */
  readonly shows: string;
  /** What is done there first. */
  readonly act?: (page: Page, world: Transport) => Promise<void>;
}

/** Scenes of one world. */
export interface Stage {
  readonly name: string;
  readonly world: () => Transport;
  /** Not as most people's screens are set. */
  readonly media?: { readonly forcedColors?: "active"; readonly contrast?: "more" };
  readonly scenes: readonly Scene[];
}

export const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) }).click();

/** Chooses from the menu of a connection. */
export const choose = (entry: string) => async (page: Page) => {
  await page.getByRole("button", { name: "More for State 2026-27", exact: true }).click();
  await page.getByRole("menuitem", { name: entry }).click();
};
