import type { Handlers } from "../../../shared/contract.ts";
import { withPageChanges } from "../../../shared/domain/page.ts";
import type { Parts } from "../parts.ts";

export function createPageHandlers({ pageSettings }: Parts): Pick<Handlers, "page.show" | "page.set"> {
  return {
    "page.show": () => pageSettings.get(),
    "page.set": (changes) => {
      const settings = withPageChanges(pageSettings.get(), changes);
      pageSettings.set(settings);
      return settings;
    },
  };
}
