import type { Allowance } from "./allowance.ts";
import type { Guard } from "./guard.ts";
import type { KeyChanges } from "./keychanges/key-changes.ts";
import type { OutcomeWriter } from "./outcome-writer.ts";
import type { Parents } from "./parents.ts";
import type { Sender } from "./sender.ts";
import type { Shaping } from "./shaping.ts";
import type { Tally } from "./tally.ts";
import type { World } from "./world.ts";

/** What all steps of one run share. */
export interface RunContext {
  readonly world: World;
  readonly run: number;
  readonly parents: Parents;
  readonly shaping: Shaping;
  readonly keyChanges: KeyChanges;
  readonly sender: Sender;
  readonly guard: Guard;
  readonly writer: OutcomeWriter;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** Ends the run: what is on its way comes home first. */
  readonly stop: (reason: unknown) => void;
  readonly force: boolean;
  /** Records that may still be given to the sender. */
  readonly allowance: Allowance;
}
