import type { WindowHandlers } from "../../shared/window.ts";
import type { ReviewInbox } from "./review-inbox.ts";
import type { WindowSettingsStore } from "./window-settings.ts";

export interface WindowHandlerParts {
  readonly settings: WindowSettingsStore;
  readonly reviews: Pick<ReviewInbox, "take">;
  readonly hasTray: boolean;
  /** What window.show answers is another. */
  readonly changed: () => void;
}

/** What stands behind each command that the window answers itself. */
export function windowHandlers({ settings, reviews, hasTray, changed }: WindowHandlerParts): WindowHandlers {
  const show = () => {
    const { keepSending, keepAwake } = settings.get();
    return { choices: { keepSending, keepAwake }, tray: hasTray };
  };
  return {
    "window.show": show,
    "window.set": (choices) => {
      settings.set(choices);
      changed();
      return show();
    },
    "window.takeFile": () => {
      const file = reviews.take();
      return file ? { file } : {};
    },
  };
}
