import { topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { Cause } from "../../../shared/domain/cause.ts";
import type { Profile } from "../../../shared/domain/profile.ts";
import type { RecordLine } from "../../../shared/domain/record.ts";
import { AppError } from "../../../shared/errors.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { rejectedCause } from "../causes/drafts.ts";
import type { RejectedGroup } from "../sources/sets-store.ts";
import type { RecordView, ViewStores } from "./record-view.ts";

interface CausesScope {
  readonly connection: number;
  readonly sets: readonly number[];
  /** Who sends what, as the connection's profile says. */
  readonly owners: Profile["owners"];
}

/** What a host sees of a connection's causes. */
export class CausesView {
  readonly #stores: ViewStores;
  readonly #connection: number;
  readonly #sets: readonly number[];
  readonly #records: RecordView;
  readonly #owners: Profile["owners"];

  constructor(stores: ViewStores, { connection, sets, owners }: CausesScope, records: RecordView) {
    this.#stores = stores;
    this.#connection = connection;
    this.#sets = sets;
    this.#records = records;
    this.#owners = owners;
  }

  /** Most releasing first. */
  list(limit: number): Cause[] {
    return this.#stores.causes.open(this.#connection, limit).map((cause) => this.#show(cause));
  }

  /** Records of one cause after an id: those that failed, then those that are held; for rejected lines, the lines first. Throws AppError("not-found"). */
  records(cause: string, after: string | undefined, limit: number): RecordLine[] {
    const stored = this.#stores.causes.byId(this.#connection, Number(cause));
    if (!stored) throw new AppError("not-found", "There is no such cause.");
    if (stored.kind === "rejected-line" && !after?.match(/^\d+$/)) {
      const lines = this.#lines(stored, after, limit);
      if (lines.length > 0) return lines;
    }
    return this.#stores.states
      .byCause(this.#connection, stored.id, Number(after?.match(/^\d+$/) ? after : -1), limit)
      .flatMap(({ id }) => this.#records.line(id) ?? []);
  }

  #show(cause: StoredCause): Cause {
    const { id, kind, title, who, resource, status, type, about, failed, held, firstSeen, lastSeen } = cause;
    const contact = about === null ? undefined : this.#owners[about]?.contact;
    const resources = this.#stores.states.resourcesByCause(id);
    const example = this.#example(cause);
    return {
      id: String(id),
      kind,
      topic: cause.topic ?? topicOfKind(kind),
      title,
      who,
      resources: resources.length > 0 ? resources : [resource],
      records: failed,
      held,
      releases: failed + held,
      ...(status !== null && { status }),
      ...(type !== null && { type }),
      ...(about !== null && { about }),
      ...(contact !== undefined && { contact }),
      firstSeen,
      lastSeen,
      ...(example && { example }),
    };
  }

  #example(cause: StoredCause): Cause["example"] {
    return this.records(String(cause.id), undefined, 1)[0]?.source;
  }

  #groups(cause: StoredCause): { set: number; group: RejectedGroup }[] {
    return this.#sets.flatMap((set) =>
      this.#stores.sets
        .rejectedGroups(set)
        .filter((group) => rejectedCause(group).fingerprint === cause.fingerprint)
        .map((group) => ({ set, group })),
    );
  }

  #lines(cause: StoredCause, after: string | undefined, limit: number): RecordLine[] {
    const [, lastFile = "", lastLine = "-1"] = /^line:(.*):(\d+)$/.exec(after ?? "") ?? [];
    return this.#groups(cause)
      .filter(({ group }) => group.path >= lastFile)
      .flatMap(({ set, group }) =>
        this.#stores.sets.rejectedIn(set, group, group.path === lastFile ? Number(lastLine) : -1, limit),
      )
      .slice(0, limit)
      .map(({ file, line, reason }) => ({
        id: `line:${file}:${line}`,
        resource: cause.resource,
        state: "failed",
        label: "",
        source: { file, line },
        message: reason,
      }));
  }
}
