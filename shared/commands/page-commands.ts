import { z } from "zod";
import { PageSettings } from "../domain/page.ts";

export const pageCommands = {
  /** How the pages were left. A browser keeps nothing from one start of Steward to the next: it has another address then. */
  "page.show": { input: z.object({}).optional(), output: PageSettings },
  /** What is not named stays as it is. */
  "page.set": { input: PageSettings.partial(), output: PageSettings },
} as const;
