import { type MenuEntry, plain, separator } from "./deeds.ts";
import { pauseEntries, sendEntries } from "./send-entries.ts";
import { type Standing, standingWords } from "./standing.ts";

/** What the icon beside the clock says and offers. */
export interface TrayPlan {
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
}

/** Windows shows no more letters. */
const mostLetters = 127;

/** Pure. */
export function planTray(standing: Standing): TrayPlan {
  const words = standingWords(standing);
  const tooltip = `Steward: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const connections = standing ?? [];
  return {
    tooltip: tooltip.length > mostLetters ? `${tooltip.slice(0, mostLetters - 1)}…` : tooltip,
    menu: [
      // Some desktops show no tooltip.
      { label: plain(words), enabled: false },
      separator,
      { label: "Open Steward", deed: { do: "show" } },
      ...sendEntries(connections),
      ...pauseEntries(connections),
      separator,
      { label: "Quit Steward", deed: { do: "quit" } },
    ],
  };
}
