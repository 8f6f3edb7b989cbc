import type { WindowHandlers } from "../../shared/window.ts";
import type { Inbox } from "./inbox.ts";
import type { LoginItem } from "./login.ts";
import type { UpdateKeeper } from "./updates.ts";
import type { WindowSettingsStore } from "./window-settings.ts";

export interface WindowHandlerParts {
  readonly settings: WindowSettingsStore;
  readonly inbox: Pick<Inbox, "take">;
  readonly login: LoginItem;
  readonly updates: Pick<UpdateKeeper, "show" | "check" | "restart">;
  readonly hasTray: boolean;
  readonly chooseFolder: () => Promise<string | undefined>;
  /** What window.show answers is another. */
  readonly changed: () => void;
}

/** What stands behind each command that the window answers itself. */
export function windowHandlers(parts: WindowHandlerParts): WindowHandlers {
  const { settings, inbox, login, updates, hasTray, chooseFolder, changed } = parts;
  const show = () => {
    const { keepSending, keepAwake, theme } = settings.get();
    return {
      choices: { keepSending, keepAwake, theme, startAtLogin: login.isOn() },
      tray: hasTray,
      canStartAtLogin: login.isPossible,
      updates: updates.show(),
    };
  };
  return {
    "window.show": show,
    "window.set": ({ startAtLogin, ...kept }) => {
      settings.set(kept);
      if (startAtLogin !== undefined) login.set(startAtLogin);
      changed();
      return show();
    },
    "window.takeOpened": () => inbox.take(),
    "window.checkUpdates": () => {
      void updates.check();
      return show();
    },
    "window.restartToUpdate": async () => {
      await updates.restart();
      return undefined;
    },
    "window.chooseFolder": async () => {
      const folder = await chooseFolder();
      return folder === undefined ? {} : { folder };
    },
  };
}
