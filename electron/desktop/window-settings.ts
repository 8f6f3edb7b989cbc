import ElectronStore from "electron-store";
import { z } from "zod";
import { Theme } from "../../shared/window.ts";

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });

/** Each with what stands where it was never set, or is damaged: a person can open the file. */
const WindowSettings = z.object({
  bounds: Bounds.optional().catch(undefined),
  isMaximized: z.boolean().catch(false),
  keepSending: z.boolean().catch(true),
  keepAwake: z.boolean().catch(true),
  theme: Theme.catch("auto"),
  /** That closing the window ends nothing was said. */
  toldOfHiding: z.boolean().catch(false),
});
type WindowSettings = z.infer<typeof WindowSettings>;

/** How the window was left and what its manners are set to: kept beside the data, and nothing that the core needs. */
export interface WindowSettingsStore {
  get(): WindowSettings;
  /** What is undefined stays as it is. */
  set(changes: { readonly [N in keyof WindowSettings]?: WindowSettings[N] | undefined }): void;
}

export function openWindowSettings(home: string): WindowSettingsStore {
  const store = new ElectronStore({ cwd: home, name: "window", clearInvalidConfig: true });
  // Read once: the store reads its file whenever it is asked, and progress asks each second.
  let settings = WindowSettings.parse(store.store);
  return {
    get: () => settings,
    set: (changes) => {
      const told = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      settings = { ...settings, ...told };
      store.set(told);
    },
  };
}
