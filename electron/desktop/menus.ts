import { Menu, type MenuItemConstructorOptions } from "electron";
import type { Deed, MenuEntry } from "./deeds.ts";

type Perform = (deed: Deed) => unknown;

/** Electron's menu of a planned one. */
export function buildMenu(entries: readonly MenuEntry[], perform: Perform): Menu {
  return Menu.buildFromTemplate(entries.map((entry) => itemOf(entry, perform)));
}

function itemOf(
  { separator, items, deed, ...entry }: MenuEntry,
  perform: Perform,
): MenuItemConstructorOptions {
  if (separator) return { type: "separator" };
  return {
    ...entry,
    ...(items && { submenu: items.map((item) => itemOf(item, perform)) }),
    ...(deed && { click: () => perform(deed) }),
  };
}
