import type { Coordinates, RecordDetail, RecordLine } from "../../../shared/domain/record.ts";
import { AppError } from "../../../shared/errors.ts";
import { parseLossless } from "../model/canonical.ts";
import { compileKeys, describeKey } from "../model/keys.ts";
import type { Model, Resource } from "../model/types.ts";
import { type LineIndex, lineOf } from "../sources/line-index.ts";
import { positionOf, type RecordText } from "../sources/records-store.ts";
import type { RunsStore } from "../sync/runs-store.ts";
import type { SyncStores } from "../sync/world.ts";

export interface ViewStores extends SyncStores {
  readonly runs: RunsStore;
}

/** Shows records to the steward: bodies and keys hold students' data, and go no further than the screen. */
export class RecordView {
  readonly #stores: ViewStores;
  readonly #connection: number;
  readonly #resources: ReadonlyMap<string, Resource>;
  readonly #indexes = new Map<number, LineIndex | undefined>();

  constructor(stores: ViewStores, connection: number, model: Model | undefined) {
    this.#stores = stores;
    this.#connection = connection;
    this.#resources = new Map(model?.resources.map((resource) => [resource.path, resource]));
  }

  /** One line of a list, or undefined when the record is no longer there. */
  line(id: number): RecordLine | undefined {
    const record = this.#stores.records.byId(id);
    if (!record) return undefined;
    const state = this.#stores.states.one(this.#connection, id);
    const status = this.#stores.states.full(this.#connection, id)?.status;
    const message = this.#stores.runs.lastAnswer(this.#connection, id);
    const source = this.#coordinates(record);
    return {
      id: String(id),
      resource: this.#resourceOf(record),
      state: state?.state ?? "new",
      label: this.#label(record),
      ...(source && { source }),
      ...(typeof status === "number" && { status }),
      ...(message !== undefined && { message }),
    };
  }

  /** Throws AppError("not-found"). */
  detail(id: number): RecordDetail {
    const record = Number.isSafeInteger(id) ? this.#stores.records.byId(id) : undefined;
    const line = record && this.line(id);
    if (!record || !line) throw new AppError("not-found", "There is no such record.");
    const state = this.#stores.states.full(this.#connection, id);
    const cause = state?.cause ? this.#stores.causes.byId(this.#connection, state.cause) : undefined;
    return {
      ...line,
      // Shown, not sent: a number beyond 2^53 is shown by its digits.
      body: JSON.parse(JSON.stringify(parseLossless(record.body))),
      ...this.#formerKey(record),
      ...(state?.serverId && { serverId: state.serverId }),
      ...(state?.etag && { etag: state.etag }),
      attempts: state?.attempts ?? 0,
      ...(state && { sentAt: new Date(state.at).toISOString() }),
      ...(cause && { cause: cause.title }),
      ...(state?.blockedBy && { blockedBy: this.#blocker(state.blockedBy) }),
      history: this.#stores.runs.answers(this.#connection, id).map(({ at, run, status, message }) => ({
        at: new Date(at).toISOString(),
        run: String(run),
        state: line.state,
        ...(status !== null && { status }),
        message,
      })),
    };
  }

  #resourceOf = ({ collection }: RecordText) => this.#stores.sets.collection(collection)?.resource ?? "";

  #label(record: RecordText): string {
    const resource = this.#resources.get(this.#resourceOf(record));
    const body = parseLossless(record.body);
    const values =
      resource && typeof body === "object" && body !== null ? compileKeys(resource).key(body) : undefined;
    return resource && values ? describeKey(resource, values) : "";
  }

  #formerKey({ id, collection }: RecordText): Pick<RecordDetail, "formerKey"> {
    const values = this.#stores.renames.formerOf(this.#connection, id);
    const resource = this.#resources.get(this.#stores.sets.collection(collection)?.resource ?? "");
    return values && resource ? { formerKey: describeKey(resource, values) } : {};
  }

  /** The record that stands in the way: its own key where it is known. */
  #blocker(key: Buffer): string {
    const found = this.#stores.records.idsOfKey(key).map(({ id }) => this.#stores.records.byId(id));
    const [record] = found;
    return record
      ? `${this.#resourceOf(record)}: ${this.#label(record)}`
      : "a record that is not in the files";
  }

  #coordinates({ id, file }: RecordText): Coordinates | undefined {
    const path = this.#stores.sets.file(file)?.path;
    if (path === undefined) return undefined;
    if (!this.#indexes.has(file)) this.#indexes.set(file, this.#stores.sets.index(file));
    const index = this.#indexes.get(file);
    const line = index && lineOf(index, positionOf(id));
    return line === undefined ? undefined : { file: path, line };
  }
}
