import type { Profile } from "../../../shared/domain/profile.ts";
import type { TheirVersion } from "../../../shared/domain/theirs.ts";
import { AppError } from "../../../shared/errors.ts";
import { bareTag, ifNoneMatch, isSameVersion } from "../api/entity-tags.ts";
import type { ApiClient, HttpAnswer } from "../api/types.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { inTransaction } from "../db/open.ts";
import { parseLossless } from "../model/canonical.ts";
import { asShown, compareBodies } from "../model/compare-bodies.ts";
import type { Model } from "../model/types.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { Candidate } from "./candidates-store.ts";
import type { RunsStore } from "./runs-store.ts";
import { Shaping } from "./shaping.ts";
import { createWorld, type SyncStores } from "./world.ts";

interface Parts extends SyncStores {
  readonly runs: Pick<RunsStore, "addAnswer">;
  readonly audit: Pick<AuditStore, "note">;
}
interface Options {
  readonly stores: Parts;
  readonly open: (connection: StoredConnection) => Promise<{ client: ApiClient; model: Model }>;
  readonly setsOf: (connection: StoredConnection) => readonly number[];
  readonly profileOf: (connection: number) => Profile;
  readonly changed: () => void;
}
/** A record that the server has accepted, with what is known of it. */
interface Accepted {
  readonly candidate: Candidate & { readonly serverId: string };
  readonly resource: string;
}

const keptSentence =
  "The server's version was kept, as a steward chose. Ours goes again when its source changes.";

/** What the server has of single records, where somebody else may have changed them; and the choice to let that stand. */
export class TheirVersions {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Throws AppError: "not-found" for a record that was never accepted, and what keeps the server from being asked. */
  async read(connection: StoredConnection, id: number, whole = false): Promise<TheirVersion> {
    const accepted = this.#accepted(connection, id);
    const { client, model } = await this.#options.open(connection);
    try {
      const { resource, candidate } = accepted;
      const path = `${resource}/${encodeURIComponent(candidate.serverId)}`;
      const condition =
        whole || candidate.etag === null ? undefined : ifNoneMatch(client.server.product, candidate.etag);
      const ours = this.#ours(connection, model, accepted);
      return versionIn(answered(await client.get(path, condition)), ours, candidate.etag);
    } finally {
      await client.close();
    }
  }

  /** Throws what `read` throws, and AppError("conflict") where there is nothing to choose, or it is not what was seen. */
  async keep(connection: StoredConnection, id: number, version: string | undefined): Promise<void> {
    this.#requireRefused(connection, id);
    const theirs = await this.read(connection, id);
    if (version !== theirs.version)
      throw new AppError(
        "conflict",
        "It was changed on the server once more. Look at it again, then choose.",
      );
    const { stores, changed } = this.#options;
    inTransaction(stores.db, () => {
      const now = this.#requireRefused(connection, id);
      const at = Date.now();
      const run = stores.states.full(connection.id, id)?.run ?? 0;
      const kept = { connection: connection.id, record: id, etag: theirs.version ?? null, at };
      stores.states.keepTheirs(kept, now);
      // A push that has it in hand must not go by what it read before.
      stores.states.touch(id);
      stores.runs.addAnswer({
        connection: connection.id,
        record: id,
        run,
        at,
        status: null,
        message: keptSentence,
      });
      stores.audit.note(connection, `kept the server's version of a record of ${this.#resourceOf(id)}`);
    });
    changed();
  }

  #resourceOf = (id: number): string =>
    this.#options.stores.sets.collection(collectionOf(id))?.resource ?? "";

  #accepted({ id: connection }: StoredConnection, id: number): Accepted {
    const { states } = this.#options.stores;
    const [candidate] = Number.isSafeInteger(id) ? states.chosen(connection, [id], true) : [];
    const resource = this.#resourceOf(id);
    const serverId = candidate?.serverId;
    if (candidate && serverId) return { resource, candidate: { ...candidate, serverId } };
    throw new AppError(
      "not-found",
      "The server has not accepted this record from this connection: there is nothing to compare it with.",
    );
  }

  #requireRefused({ id: connection }: StoredConnection, id: number) {
    const { states, causes } = this.#options.stores;
    const now = states.now(connection, id);
    const cause = now?.cause == null ? undefined : causes.byId(connection, now.cause);
    if (now?.state === "failed" && cause?.kind === "changed-elsewhere") return now;
    throw new AppError(
      "conflict",
      "There is nothing to choose: this record is not held back by what somebody else changed on the server.",
    );
  }

  /** As this connection sends it; as it is in the files while a mapping of it is missing. */
  #ours(connection: StoredConnection, model: Model, { resource, candidate }: Accepted): object {
    const { stores, setsOf, profileOf } = this.#options;
    const profile = profileOf(connection.id);
    const world = createWorld(stores, connection.id, setsOf(connection), { model, profile });
    const shaped = new Shaping(world, profile, { finished: new Set(), late: new Set() }).shape(
      resource,
      candidate,
    );
    return parseLossless(shaped.kind === "hold" ? candidate.body : shaped.body) as object;
  }
}

/** Throws AppError for what is no answer about the item. */
function answered(answer: Awaited<ReturnType<ApiClient["get"]>>): HttpAnswer {
  if (answer.kind === "bad-credentials") throw new AppError("unauthorized", answer.sentence);
  if (answer.kind === "no-answer")
    throw new AppError("offline", "The server does not answer. Try again when it can be reached.");
  if ([200, 304, 404, 410].includes(answer.status)) return answer;
  const may = answer.status === 401 || answer.status === 403;
  throw new AppError(
    "unusable",
    may
      ? "This key may not read the record on the server. Ask the host for the right to read."
      : `The server did not show the record (status ${answer.status}). Try again later.`,
  );
}

/** What an answer says of the item. Pure. */
function versionIn({ status, etag, body }: HttpAnswer, ours: object, known: string | null): TheirVersion {
  const shown = asShown(ours);
  if (status === 404 || status === 410) return { state: "gone", ours: shown, differences: [] };
  if (status === 304)
    return {
      state: "unchanged",
      ours: shown,
      differences: [],
      ...(known !== null && { version: bareTag(known) }),
    };
  const theirs = readItem(body);
  const said = theirs as { _etag?: unknown; _lastModifiedDate?: unknown };
  const tag = typeof said._etag === "string" ? said._etag : etag;
  const isOurs = known !== null && tag !== undefined && isSameVersion(known, tag);
  return {
    state: isOurs ? "unchanged" : "changed",
    ...(tag !== undefined && { version: bareTag(tag) }),
    ...(typeof said._lastModifiedDate === "string" && { changedAt: said._lastModifiedDate }),
    theirs: asShown(theirs),
    ours: shown,
    differences: compareBodies(ours, theirs),
  };
}

function readItem(body: string): object {
  try {
    const item = parseLossless(body);
    if (typeof item === "object" && item !== null) return item;
  } catch {
    // Said below.
  }
  throw new AppError(
    "unusable",
    "The server's answer is no record. A sign-in page or a proxy may stand in the way.",
  );
}
