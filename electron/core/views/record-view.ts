import { join } from "node:path";
import type { Profile } from "../../../shared/domain/profile.ts";
import type { Coordinates, RecordDetail, RecordLine } from "../../../shared/domain/record.ts";
import { AppError } from "../../../shared/errors.ts";
import { storyOf } from "../ledger/story.ts";
import { parseLossless } from "../model/canonical.ts";
import { asShown } from "../model/compare-bodies.ts";
import { compileKeys, describeKey } from "../model/keys.ts";
import type { Model, Resource } from "../model/types.ts";
import { positionOf, type RecordText } from "../sources/records-store.ts";
import type { RunsStore } from "../sync/runs-store.ts";
import type { SyncStores, World } from "../sync/world.ts";
import { FileLines } from "./file-lines.ts";
import { formOf } from "./record-form.ts";
import { parentsOf } from "./record-parents.ts";

export interface ViewStores extends SyncStores {
  readonly runs: RunsStore;
}

/** What a connection sends by: its files, the model of its server, its profile. */
export interface Sending {
  readonly world: World;
  readonly profile: Profile;
}

/** Shows records to the steward: bodies and keys hold students' data, and go no further than the screen. */
export class RecordView {
  readonly #stores: ViewStores;
  readonly #connection: number;
  readonly #resources: ReadonlyMap<string, Resource>;
  readonly #lines: FileLines;

  /** `lines`: of files that were asked about before. */
  constructor(
    stores: ViewStores,
    connection: number,
    model: Model | undefined,
    lines = new FileLines(stores.sets),
  ) {
    this.#lines = lines;
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

  /** Of a record in words: its key, its content, its answers. Throws AppError("not-found"). `sending`: absent while the server's resources are not known. */
  async detail(id: number, sending?: Sending): Promise<RecordDetail> {
    const record = Number.isSafeInteger(id) ? this.#stores.records.byId(id) : undefined;
    const line = record && this.line(id);
    if (!record || !line) throw new AppError("not-found", "There is no such record.");
    const resource = this.#resources.get(line.resource);
    // Shown, not sent: a number beyond 2^53 is shown by its digits.
    const body = asShown(parseLossless(record.body));
    const plain = { shaped: body, mapped: [], dropped: [] };
    const connection = this.#connection;
    return {
      ...line,
      body,
      ...(sending && resource ? formOf(sending.world, sending.profile, resource, record.body) : plain),
      parents: sending && resource ? parentsOf(sending.world, this, resource, record) : [],
      sends: await storyOf(this.#stores.ledger, { connection, resource: line.resource, key: record.key }),
      ...this.#formerKey(record),
      ...this.#standing(id),
      history: this.#stores.runs.answers(connection, id).map(({ at, run, status, message }) => ({
        at: new Date(at).toISOString(),
        run: String(run),
        state: line.state,
        ...(status !== null && { status }),
        message,
      })),
    };
  }

  /** What became of it at last, and what stands in its way. */
  #standing(id: number) {
    const state = this.#stores.states.full(this.#connection, id);
    const cause = state?.cause ? this.#stores.causes.byId(this.#connection, state.cause) : undefined;
    const isToChoose = state?.state === "failed" && cause?.kind === "changed-elsewhere";
    return {
      ...(state?.serverId && { serverId: state.serverId }),
      ...(state?.etag && { etag: state.etag }),
      attempts: state?.attempts ?? 0,
      ...(state && { sentAt: new Date(state.at).toISOString() }),
      ...(cause && { cause: cause.title, causeId: String(cause.id) }),
      ...(isToChoose && { toChoose: true as const }),
      ...(state?.blockedBy && { blockedBy: this.#blocker(state.blockedBy) }),
    };
  }

  /** Where it stood when its file was last read; undefined where nobody knows. */
  placeOf(id: number) {
    const record = this.#stores.records.byId(id);
    const file = record && this.#stores.sets.file(record.file);
    const index = record && this.#stores.sets.index(record.file);
    const folder = file && this.#stores.sets.set(file.set)?.folder;
    if (!file || !index || folder === undefined) return undefined;
    return { file: join(folder, file.path), shown: file.path, index, position: positionOf(id) };
  }

  #resourceOf = ({ collection }: RecordText) => this.#stores.sets.collection(collection)?.resource ?? "";

  #label(record: RecordText): string {
    const resource = this.#resources.get(this.#resourceOf(record));
    const values = resource && this.#keyOf(resource, record);
    return resource && values ? describeKey(resource, values) : "";
  }

  #keyOf(resource: Resource, { body: text }: RecordText): readonly string[] | undefined {
    const body = parseLossless(text);
    return typeof body === "object" && body !== null ? compileKeys(resource).key(body) : undefined;
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
    const line = this.#lines.of(file)(positionOf(id));
    return line === undefined ? undefined : { file: path, line };
  }
}
