import { z } from "zod";
import type { Transport } from "./rpc.ts";

/** What Steward's window offers its page beside the core: only in that host, and never in a browser. */

const nothing = z.object({}).optional();

/** As the operating system says, or one of the two. */
export const Theme = z.enum(["auto", "light", "dark"]);

/** What the manners of the window are set to. */
const WindowChoices = z.object({
  /** Closing the window hides it while a connection has a schedule or something is sent. */
  keepSending: z.boolean(),
  /** The computer does not fall asleep by itself while something is sent. */
  keepAwake: z.boolean(),
  /** The system starts Steward, hidden, when somebody signs in. */
  startAtLogin: z.boolean(),
  theme: Theme,
});
export type WindowChoices = z.infer<typeof WindowChoices>;

/** Where a newer Steward stands. */
const Updates = z.discriminatedUnion("kind", [
  /** This build knows no place where newer ones are; `why`: one was named, and is not used. */
  z.object({ kind: z.literal("none"), why: z.string().optional() }),
  z.object({ kind: z.literal("unasked") }),
  z.object({ kind: z.literal("asking") }),
  z.object({ kind: z.literal("newest"), at: z.string() }),
  z.object({ kind: z.literal("loading"), version: z.string(), percent: z.int() }),
  z.object({ kind: z.literal("ready"), version: z.string() }),
  z.object({ kind: z.literal("failed"), at: z.string() }),
]);
export type Updates = z.infer<typeof Updates>;

const WindowView = z.object({
  choices: WindowChoices,
  /** There is a place beside the clock for Steward's icon. Without one, closing the window ends Steward. */
  tray: z.boolean(),
  /** Steward is installed, so that the system can start it. */
  canStartAtLogin: z.boolean(),
  updates: Updates,
});

/** What somebody opened with Steward: a review file, or a folder that holds records. */
const Opened = z.object({
  file: z.object({ name: z.string(), content: z.base64() }).optional(),
  folder: z.string().optional(),
});
export type Opened = z.infer<typeof Opened>;

export const windowCommands = {
  "window.show": { input: nothing, output: WindowView },
  "window.set": { input: WindowChoices.partial(), output: WindowView },
  /** What somebody opened with Steward: told once. */
  "window.takeOpened": { input: nothing, output: Opened },
  "window.checkUpdates": { input: nothing, output: WindowView },
  /** Ends as quitting does, and starts the newer one. Throws AppError("conflict") while something is sent, or without one. */
  "window.restartToUpdate": { input: nothing, output: z.undefined() },
  /** Somebody chooses a folder in the system's own dialog. Without one: she chose none. */
  "window.chooseFolder": { input: nothing, output: z.object({ folder: z.string().optional() }) },
} as const;

type WindowCommands = typeof windowCommands;
export type WindowHandlers = {
  [N in keyof WindowCommands]: (
    input: z.output<WindowCommands[N]["input"]>,
  ) => z.output<WindowCommands[N]["output"]> | Promise<z.output<WindowCommands[N]["output"]>>;
};

/** What the window gives its page: the way to the core and to the window itself, and one thing that no message can carry. */
export interface WindowBridge<DroppedFile> extends Transport {
  /** Where a file or a folder lies that a person has dropped on the page; empty for one that lies nowhere. */
  pathOf(file: DroppedFile): string;
}
