import { type MenuEntry, separator } from "./deeds.ts";
import { checkEntries, sendEntries } from "./send-entries.ts";
import type { Standing } from "./standing.ts";

interface MenuState {
  readonly platform: NodeJS.Platform;
  /** Packaged, nothing is offered that only those who build Steward need. */
  readonly isPackaged: boolean;
  readonly standing: Standing;
}

/** In the order of the sidebar, each under its number. */
const pages = [
  ["Overview", "/"],
  ["Causes", "/causes"],
  ["Sync", "/sync"],
  ["Records", "/records"],
  ["Connections", "/connections"],
  ["Journal", "/journal"],
  ["Settings", "/settings"],
] as const;

const aboutPlace = "/settings/about";

/**
 * The menu of the application, as each system wants it. No shortcut is one that a field of text has a use for on that system:
 * those that edit text are Electron's own roles, which leave them to the field. Pure.
 */
export function planMenu({ platform, isPackaged, standing }: MenuState): readonly MenuEntry[] {
  const isMac = platform === "darwin";
  const label = (words: string, letter: string) => (isMac ? words : words.replace(letter, `&${letter}`));
  return [
    ...(isMac ? [macMenu] : []),
    { label: label("File", "F"), items: fileMenu(isMac, standing) },
    { label: label("Edit", "E"), items: editMenu(isMac) },
    { label: label("View", "V"), items: viewMenu(isPackaged) },
    { label: label("Go", "G"), items: goMenu(isMac) },
    isMac
      ? { role: "windowMenu" }
      : { label: label("Window", "W"), items: [{ role: "minimize" }, { role: "close" }] },
    { label: label("Help", "H"), ...(isMac && { role: "help" as const }), items: helpMenu(isMac) },
  ];
}

const about: MenuEntry = { label: "About Steward", deed: { do: "go", place: aboutPlace } };
const settings: MenuEntry = {
  label: "Settings…",
  accelerator: "CommandOrControl+,",
  deed: { do: "go", place: "/settings" },
};

/** The first menu on a Mac, under the application's own name. */
const macMenu: MenuEntry = {
  role: "appMenu",
  label: "Steward",
  items: [
    about,
    separator,
    settings,
    separator,
    { role: "services" },
    separator,
    { role: "hide" },
    { role: "hideOthers" },
    { role: "unhide" },
    separator,
    { role: "quit" },
  ],
};

const fileMenu = (isMac: boolean, standing: Standing): MenuEntry[] => [
  ...sendEntries(standing ?? [], "CommandOrControl+Shift+S"),
  ...checkEntries(standing ?? [], "CommandOrControl+Shift+K"),
  separator,
  {
    label: "Add a connection…",
    accelerator: "CommandOrControl+N",
    deed: { do: "go", place: "/connections/add" },
  },
  { label: "Open a review file…", accelerator: "CommandOrControl+O", deed: { do: "open-review" } },
  separator,
  ...(isMac ? [{ role: "close" } as const] : [settings, separator, { role: "quit" } as const]),
];

const editMenu = (isMac: boolean): MenuEntry[] => [
  { role: "undo" },
  { role: "redo" },
  separator,
  { role: "cut" },
  { role: "copy" },
  { role: "paste" },
  ...(isMac ? [{ role: "pasteAndMatchStyle" } as const] : []),
  { role: "delete" },
  { role: "selectAll" },
];

const viewMenu = (isPackaged: boolean): MenuEntry[] => [
  { label: "Go to, or do…", accelerator: "CommandOrControl+K", deed: { do: "palette" } },
  separator,
  { role: "resetZoom" },
  { role: "zoomIn" },
  // The key itself, without Shift: the role's own shortcut is the "+" that is above it.
  { role: "zoomIn", accelerator: "CommandOrControl+=", visible: false },
  { role: "zoomOut" },
  separator,
  { role: "togglefullscreen" },
  ...(isPackaged ? [] : [separator, { role: "reload" } as const, { role: "toggleDevTools" } as const]),
];

const goMenu = (isMac: boolean): MenuEntry[] => [
  { label: "Back", accelerator: isMac ? "Command+[" : "Alt+Left", deed: { do: "back" } },
  { label: "Forward", accelerator: isMac ? "Command+]" : "Alt+Right", deed: { do: "forward" } },
  separator,
  ...pages.map(
    ([name, place], at): MenuEntry => ({
      label: name,
      accelerator: `CommandOrControl+${at + 1}`,
      deed: { do: "go", place },
    }),
  ),
];

const helpMenu = (isMac: boolean): MenuEntry[] => [
  { label: "Ed-Fi documentation", deed: { do: "documentation" } },
  ...(isMac ? [] : [separator, about]),
];
