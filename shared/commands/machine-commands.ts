import { z } from "zod";

const nothing = z.object({}).optional();

/** What runs Steward, by the names that its makers give it: "node", "electron", "chrome". */
const Versions = z.record(z.string(), z.string());

export const machineCommands = {
  /** What this Steward is, and where it keeps its data. */
  "about.show": {
    input: nothing,
    output: z.object({
      version: z.string().optional(),
      versions: Versions,
      /** The data folder. */
      home: z.string(),
    }),
  },

  /** The machine is about to sleep: what is sent is ended at once, recorded, and goes on after power.resume. */
  "power.suspend": { input: nothing, output: z.undefined() },
  /** It is awake again: what was ended goes on, then what waits, and one batch for all times that were slept over. */
  "power.resume": { input: nothing, output: z.undefined() },
} as const;
