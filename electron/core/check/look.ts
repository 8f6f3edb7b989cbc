import type { Profile } from "../../../shared/domain/profile.ts";
import type { Foreseen } from "../../../shared/domain/run.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { buildSteps } from "../model/dependencies.ts";
import type { Model } from "../model/types.ts";
import type { World } from "../sync/world.ts";
import { type CheckOptions, CheckRun } from "./check-run.ts";
import { foundId } from "./found-view.ts";
import type { Problem } from "./problems.ts";
import { waysOf } from "./server-ways.ts";

interface Look extends Pick<CheckOptions, "selected" | "force" | "recordsOnly" | "signal" | "onProgress"> {
  readonly connection: StoredConnection;
  readonly model: Model;
  readonly profile: Profile;
  readonly sets: readonly number[];
  /** With the records that were chosen, if any were. */
  readonly world: World;
}

/** Holds what is to be sent against what is known of its server. Rejects with the signal's reason. */
export function look({
  connection,
  model,
  ...options
}: Look): Promise<{ checked: number; problems: Problem[] }> {
  return new CheckRun({
    ...options,
    steps: buildSteps(model, connection.dependencies),
    ways: waysOf(connection.server),
  }).run();
}

const mostNamed = 20;

/** What a look has found, in short. Pure. */
export function foreseenIn(problems: readonly Problem[]): Foreseen {
  return {
    refused: problems.reduce((sum, { failed }) => sum + failed, 0),
    held: problems.reduce((sum, { held }) => sum + held, 0),
    causes: problems.slice(0, mostNamed).map(({ cause, failed, held }) => ({
      id: foundId(cause.fingerprint),
      title: cause.title,
      who: cause.who,
      records: failed,
      releases: failed + held,
    })),
    more: Math.max(0, problems.length - mostNamed),
  };
}
