import { topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { Cause, CauseDetail } from "../../../shared/domain/cause.ts";
import type { Profile } from "../../../shared/domain/profile.ts";
import type { RecordLine } from "../../../shared/domain/record.ts";
import { AppError } from "../../../shared/errors.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { unmappedCause } from "../causes/drafts.ts";
import type { CauseHistoryStore } from "../causes/history-store.ts";
import type { ChecksStore, FoundCause } from "../check/checks-store.ts";
import { isFoundId, showFound } from "../check/found-view.ts";
import { historyOf, resourcesOf, trendOfCause } from "./cause-life.ts";
import type { RecordView, ViewStores } from "./record-view.ts";
import { rejectedLines } from "./rejected-lines.ts";

interface CausesScope {
  readonly connection: { readonly id: number; readonly uid: string };
  readonly sets: readonly number[];
  /** Who sends what, as the connection's profile says. */
  readonly owners: Profile["owners"];
  readonly timeZone: string;
}
interface CausesStores extends ViewStores {
  readonly causeHistory: CauseHistoryStore;
  readonly checksStore: ChecksStore;
}
interface RecordsPage {
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
}

/** What a host sees of a connection's causes. */
export class CausesView {
  readonly #stores: CausesStores;
  readonly #scope: CausesScope;
  readonly #records: RecordView;
  #also: ReturnType<ChecksStore["found"]> | undefined;

  constructor(stores: CausesStores, scope: CausesScope, records: RecordView) {
    this.#stores = stores;
    this.#scope = scope;
    this.#records = records;
  }

  /** Throws AppError("not-found"). */
  detail(id: string): CauseDetail {
    if (isFoundId(id)) return this.#foundDetail(this.#findFound(id));
    const cause = this.#find(id);
    const code = this.#codeOf(cause);
    return {
      ...this.showBoth(cause),
      ...(code !== undefined && { code }),
      history: historyOf(this.#stores, cause),
      trend: trendOfCause(this.#stores, cause, this.#scope.timeZone),
    };
  }

  /** Throws AppError("not-found"). */
  records(id: string, page: RecordsPage): RecordLine[] {
    if (isFoundId(id)) return this.#foundRecords(this.#findFound(id), page);
    const cause = this.#find(id);
    const { connection, sets } = this.#scope;
    const { offset, limit } = page;
    const isRecord = page.after?.match(/^\d+$/) !== null;
    if (cause.kind === "rejected-line" && (!isRecord || page.after === undefined)) {
      const lines = rejectedLines(this.#stores.sets, { cause, sets, ...page });
      if (lines.length > 0) return lines;
    }
    const { states } = this.#stores;
    if (offset !== undefined) {
      // Lines that are no records have no state.
      const isLines = cause.kind === "rejected-line";
      const parts = { failed: isLines ? 0 : cause.failed, repaired: cause.repaired };
      const place = Math.max(0, offset - (isLines ? cause.failed : 0));
      return this.#lines(states.byCauseAt(connection.id, cause.id, parts, { offset: place, limit }));
    }
    const after = isRecord && page.after !== undefined ? Number(page.after) : -1;
    return this.#lines(states.byCause(connection.id, cause.id, after, limit));
  }

  showFound = (found: FoundCause): Cause =>
    showFound(found, this.#scope.connection.uid, this.#scope.owners[found.about ?? ""]?.contact);

  /** An open one, and what the last check found of it. */
  showBoth(cause: StoredCause, brief = false): Cause {
    this.#also ??= this.#stores.checksStore.found(this.#scope.connection.id);
    const also = cause.clearedAt === null ? this.#also.get(cause.fingerprint) : undefined;
    return {
      ...this.show(cause, brief),
      ...(also && { alsoFound: { records: also.failed, held: also.held } }),
    };
  }

  /** `brief`: without an example. */
  show(cause: StoredCause, brief = false): Cause {
    const { id, kind, title, who, status, type, about, failed, held, repaired, ready } = cause;
    const contact = about === null ? undefined : this.#scope.owners[about]?.contact;
    const example = brief ? undefined : this.#example(cause);
    return {
      id: String(id),
      connection: this.#scope.connection.uid,
      kind,
      topic: cause.topic ?? topicOfKind(kind),
      title,
      who,
      resources: resourcesOf(this.#stores, cause),
      records: failed,
      held,
      repaired,
      releases: failed + held + repaired,
      ready,
      ...(status !== null && { status }),
      ...(type !== null && { type }),
      ...(about !== null && { about }),
      ...(contact !== undefined && { contact }),
      firstSeen: cause.firstSeen,
      lastSeen: cause.lastSeen,
      ...(cause.clearedAt !== null && { clearedAt: cause.clearedAt }),
      ...(example && { example }),
    };
  }

  #find(id: string): StoredCause {
    const stored = this.#stores.causes.byId(this.#scope.connection.id, Number(id));
    if (!stored) throw new AppError("not-found", "There is no such cause.");
    return stored;
  }

  #findFound(id: string): FoundCause {
    const found = this.#stores.checksStore.byId(this.#scope.connection.id, id);
    if (found) return found;
    throw new AppError(
      "not-found",
      "A check found this, and it is foreseen no longer: it was mended, or its records have been sent.",
    );
  }

  #foundDetail(found: FoundCause): CauseDetail {
    const code = this.#codeOf(found);
    const { failed, held, records } = found;
    return {
      ...this.showFound(found),
      ...(code !== undefined && { code }),
      history: [],
      trend: [],
      ...(records.length < failed + held && { listed: records.length }),
    };
  }

  #foundRecords({ records }: FoundCause, { after, offset, limit }: RecordsPage): RecordLine[] {
    const from = offset ?? (after === undefined ? 0 : records.indexOf(Number(after)) + 1);
    return this.#lines(records.slice(from, from + limit).map((id) => ({ id })));
  }

  #codeOf({
    topic,
    about,
    fingerprint,
  }: Pick<StoredCause, "topic" | "about" | "fingerprint">): string | undefined {
    if (topic !== "descriptor.unmapped" || about === null) return undefined;
    return this.#stores.codes
      .inUse(this.#scope.sets)
      .find(({ type, code }) => type === about && unmappedCause(type, code).fingerprint === fingerprint)
      ?.code;
  }

  #lines = (rows: readonly { readonly id: number }[]): RecordLine[] =>
    rows.flatMap(({ id }) => this.#records.line(id) ?? []);

  #example(cause: StoredCause): Cause["example"] {
    return cause.clearedAt === null ? this.records(String(cause.id), { limit: 1 })[0]?.source : undefined;
  }
}
