import type { Emitted, Output } from "../../../shared/contract.ts";
import type { CheckProgress } from "../../../shared/domain/check.ts";
import type { Profile } from "../../../shared/domain/profile.ts";
import { AppError } from "../../../shared/errors.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Model } from "../model/types.ts";
import type { Sources } from "../sources/sources.ts";
import type { Stores } from "../stores.ts";
import { plannedIn, readPending, selectResources } from "../sync/plan.ts";
import type { RunsStore } from "../sync/runs-store.ts";
import { createWorld } from "../sync/world.ts";
import { RecordView } from "../views/record-view.ts";
import { basisOf, changedIn } from "./basis.ts";
import type { FoundCause, NewFound, StoredCheck } from "./checks-store.ts";
import { foundId, showFound } from "./found-view.ts";
import { look } from "./look.ts";
import { mostRemembered, type Problem } from "./problems.ts";
import { Steps } from "./steps.ts";

export interface ChecksParts extends Stores {
  readonly sources: Sources;
  readonly profiler: { of(connection: number): Profile };
  readonly emit: (event: Emitted) => void;
}
interface Known {
  readonly model: Model;
  readonly modelId: number;
}

/** The checks of a core: one at a time per connection, and what the last one of each found. */
export class Checks {
  readonly #parts: ChecksParts;
  readonly #running = new Map<number, Steps>();

  constructor(parts: ChecksParts) {
    this.#parts = parts;
  }

  /** Throws AppError: "conflict" while another one runs, "cancelled" when it was ended; then what was kept stays. */
  async run(
    connection: StoredConnection,
    known: Known,
    resources: readonly string[] | undefined,
  ): Promise<Output<"check.run">> {
    if (this.#running.has(connection.id))
      throw new AppError(
        "conflict",
        "A check of this connection is running. Wait for its end, or cancel it and begin anew.",
      );
    const { emit, sources, checksStore } = this.#parts;
    const steps = new Steps({ connection: connection.uid, of: "check" }, emit);
    this.#running.set(connection.id, steps);
    try {
      const startedAt = Date.now();
      // Closing waits for all of it.
      const { check, found } = await sources.during(connection, "check", async (signal) => {
        const looked = await this.#look({ connection, known, resources, startedAt, steps }, signal);
        await checksStore.replace(connection.id, looked.check, looked.found);
        return looked;
      });
      const owners = this.#parts.profiler.of(connection.id).owners;
      const at = new Date(check.endedAt).toISOString();
      const show = (cause: FoundCause) =>
        showFound(cause, connection.uid, owners[cause.about ?? ""]?.contact);
      const seen = { connection: connection.id, firstSeen: at, lastSeen: at };
      return { checked: check.checked, problems: found.map((cause) => show({ ...cause, ...seen })) };
    } finally {
      this.#running.delete(connection.id);
      steps.end();
      // Also what was read before it was cancelled.
      emit({ name: "data.changed", data: { tables: ["sources", "records", "causes", "checks"] } });
    }
  }

  last(connection: StoredConnection): Output<"check.last"> {
    const running: CheckProgress | undefined = this.#running.get(connection.id)?.now;
    const check = this.#parts.checksStore.of(connection.id);
    return { ...(running && { running }), ...(check && { last: this.#show(connection, check) }) };
  }

  async #look(
    asked: {
      readonly connection: StoredConnection;
      readonly known: Known;
      readonly resources: readonly string[] | undefined;
      readonly startedAt: number;
      readonly steps: Steps;
    },
    signal: AbortSignal,
  ): Promise<{ check: StoredCheck; found: NewFound[] }> {
    const { connection, known, resources, startedAt, steps } = asked;
    const { sources, profiler } = this.#parts;
    await sources.read(connection, known, { signal, progress: steps.read });
    const profile = profiler.of(connection.id);
    const sets = sources.sets(connection);
    const world = createWorld(this.#parts, connection.id, sets, { model: known.model, profile });
    const selected = selectResources(world, resources);
    const basis = basisOf(this.#parts, connection, { profile, recordSets: sets });
    const pending = readPending(world).filter(({ resource }) => selected.has(resource));
    const planned = pending.reduce((sum, of) => sum + plannedIn(of, false), 0);
    const { checked, problems } = await look({
      connection,
      model: known.model,
      profile,
      sets,
      world,
      selected,
      signal,
      onProgress: (looked) => steps.look(looked, planned),
    });
    const view = new RecordView(this.#parts, connection.id, known.model);
    const found: NewFound[] = [];
    for (const [at, problem] of problems.entries()) {
      // Each may read a line of a file: pages are answered in between.
      if (at % problemsATurn === 0) await new Promise(setImmediate);
      found.push(asFound(problem, view));
    }
    const sum = (of: (problem: Problem) => number) => problems.reduce((total, each) => total + of(each), 0);
    return {
      check: {
        startedAt,
        endedAt: Date.now(),
        resources: resources ?? null,
        checked,
        problems: problems.length,
        refused: sum(({ failed }) => failed),
        held: sum(({ held }) => held),
        basis,
      },
      found,
    };
  }

  #show(connection: StoredConnection, check: StoredCheck): NonNullable<Output<"check.last">["last"]> {
    const { sources, profiler, runs, checksStore } = this.#parts;
    const { endedAt, resources, checked, problems, refused, held, basis, startedAt } = check;
    const now = basisOf(this.#parts, connection, {
      profile: profiler.of(connection.id),
      recordSets: sources.sets(connection),
    });
    const sent = hasSentSince(runs, connection.id, startedAt) ? (["push"] as const) : [];
    return {
      at: new Date(endedAt).toISOString(),
      checked,
      ...(resources && { resources: [...resources] }),
      problems,
      refused,
      held,
      left: checksStore.left(connection.id),
      outdated: [...changedIn(basis, now), ...sent],
    };
  }
}

const problemsATurn = 50;
const runsLooked = 20;

/** A push that found nothing to send has changed nothing. */
function hasSentSince(runs: RunsStore, connection: number, since: number): boolean {
  return runs
    .list(connection, runsLooked)
    .some(
      ({ state, startedAt, result }) =>
        state !== "queued" && Date.parse(startedAt) >= since && result?.planned !== 0,
    );
}

function asFound(
  { cause, failed, held, resources, failing, waiting, line }: Problem,
  view: RecordView,
): NewFound {
  const { fingerprint, kind, title, who, resource, about, topic } = cause;
  const records = [...failing, ...waiting].slice(0, mostRemembered);
  const [first] = records;
  const example = line ?? (first === undefined ? undefined : view.line(first)?.source);
  return {
    id: foundId(fingerprint),
    fingerprint,
    kind,
    title,
    who,
    resource,
    about: about ?? null,
    topic: topic ?? null,
    failed,
    held,
    resources: [...resources],
    example: example ?? null,
    records,
  };
}
