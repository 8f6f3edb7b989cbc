import { z } from "zod";

/** What Steward's window offers its page beside the core: only in that host, and never in a browser. */

const nothing = z.object({}).optional();

/** What the manners of the window are set to. */
const WindowChoices = z.object({
  /** Closing the window hides it while a connection has a schedule or something is sent. */
  keepSending: z.boolean(),
  /** The computer does not fall asleep by itself while something is sent. */
  keepAwake: z.boolean(),
});
export type WindowChoices = z.infer<typeof WindowChoices>;

const WindowView = z.object({
  choices: WindowChoices,
  /** There is a place beside the clock for Steward's icon. Without one, closing the window ends Steward. */
  tray: z.boolean(),
});

export const windowCommands = {
  "window.show": { input: nothing, output: WindowView },
  "window.set": { input: WindowChoices.partial(), output: WindowView },
  /** The review file that somebody opened with Steward: told once. */
  "window.takeFile": {
    input: nothing,
    output: z.object({ file: z.object({ name: z.string(), content: z.base64() }).optional() }),
  },
} as const;

type WindowCommands = typeof windowCommands;
export type WindowHandlers = {
  [N in keyof WindowCommands]: (
    input: z.output<WindowCommands[N]["input"]>,
  ) => z.output<WindowCommands[N]["output"]> | Promise<z.output<WindowCommands[N]["output"]>>;
};
