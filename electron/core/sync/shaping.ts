import type { Profile } from "../../../shared/domain/profile.ts";
import { leftOutCause, unmappedCause } from "../causes/drafts.ts";
import { createFates } from "../mapping/fates.ts";
import { foldValue, type KnownValues } from "../mapping/resolve.ts";
import { type Code, Shaper } from "../mapping/shape.ts";
import { digestOf } from "../sources/record.ts";
import type { Candidate } from "./candidates-store.ts";
import type { Progress, Readiness } from "./parents.ts";
import { collectionsOf, idsOf, isChosen, type World } from "./world.ts";

/** What a connection gets of a record, or why not (yet). */
export type ShapedRecord =
  | { readonly kind: "ready"; readonly body: string }
  | Extract<Readiness, { kind: "hold" }>
  /** A value that it uses is yet to be created in this run; `body` is what goes when nothing more is waited for. */
  | { readonly kind: "later"; readonly resource: string; readonly body: string };

interface Shapes {
  readonly version: number;
  readonly shapers: Map<string, Shaper>;
  /** By type: folded value -> the record that creates it. */
  readonly stated: Map<string, ReadonlyMap<string, number>>;
}

const rowsAtATime = 1000;

/** Gives the records of one run their form for this connection: mappings and extensions as they are at this moment. */
export class Shaping {
  readonly #world: World;
  readonly #profile: Profile;
  readonly #progress: Progress;
  #shapes: Shapes;

  constructor(world: World, profile: Profile, progress: Progress) {
    this.#world = world;
    this.#profile = profile;
    this.#progress = progress;
    this.#shapes = this.#fresh();
  }

  /** Of what was shaped: see ReshapesStore.version. */
  get version(): number {
    return this.#shapes.version;
  }

  shape(path: string, candidate: Candidate): ShapedRecord {
    const shaped = this.#shaperFor(path)?.shape(candidate);
    if (!shaped) return { kind: "ready", body: candidate.body };
    if (shaped.kind === "held") {
      const { type, code } = shaped.code;
      return { kind: "hold", blockedBy: digestOf(`${type} ${code}`), cause: unmappedCause(type, code) };
    }
    const { body, stated } = shaped;
    for (const code of stated) {
      const readiness = this.#readinessOf(code);
      if (readiness.kind === "hold") return readiness;
      if (readiness.kind === "later") return { ...readiness, body };
    }
    return { kind: "ready", body };
  }

  #shaperFor(path: string): Shaper | undefined {
    const { stores, connection, resources } = this.#world;
    if (stores.reshapes.version(connection) !== this.#shapes.version) this.#shapes = this.#fresh();
    const known = this.#shapes.shapers.get(path);
    const resource = resources.get(path);
    if (known || !resource) return known;
    const shaper = new Shaper(
      resource,
      createFates({
        codes: stores.codes,
        extensions: this.#profile.extensions,
        known: (type) => this.#known(type),
      }),
    );
    this.#shapes.shapers.set(path, shaper);
    return shaper;
  }

  #fresh(): Shapes {
    const { stores, connection } = this.#world;
    return { version: stores.reshapes.version(connection), shapers: new Map(), stated: new Map() };
  }

  #known(type: string): KnownValues {
    const { stores, connection } = this.#world;
    return {
      values: stores.descriptors.known(connection, type),
      mappings: stores.mappings.of(connection, type),
      stated: new Set(this.#statedOf(type).keys()),
    };
  }

  #statedOf(type: string): ReadonlyMap<string, number> {
    const known = this.#shapes.stated.get(type) ?? statedValues(this.#world, type);
    this.#shapes.stated.set(type, known);
    return known;
  }

  /** Is the value that our own files create on the server by now? */
  #readinessOf({ type, code }: Code): Readiness {
    const { stores, connection } = this.#world;
    const record = this.#statedOf(type).get(foldValue(code));
    const row = record === undefined ? undefined : stores.states.one(connection, record);
    if (record === undefined || row?.accepted) return { kind: "ready" };
    const isTried = row !== undefined && row.state !== "changed" && row.state !== "unknown";
    const isToCome = !isTried && isChosen(this.#world, record);
    if (isToCome && (!this.#progress.finished.has(type) || this.#progress.late.has(type)))
      return { kind: "later", resource: type };
    const blockedBy = stores.records.stored(record)?.key ?? digestOf(`${type} ${code}`);
    return { kind: "hold", blockedBy, cause: row?.cause ?? leftOutCause(type) };
  }
}

/** The values that the connection's own files create, where they are this connection's to send. */
export function statedValues(world: World, type: string): ReadonlyMap<string, number> {
  const { stores, connection, unsent } = world;
  const found = new Map<string, number>();
  if (unsent.has(type)) return found;
  for (const collection of collectionsOf(world, type)) {
    const { to } = idsOf(collection);
    for (let { after } = idsOf(collection); ; ) {
      const page = stores.states.all({ connection, after, to, limit: rowsAtATime });
      for (const { id, body } of page) {
        const value = statedValue(body);
        if (value !== undefined) found.set(foldValue(value), id);
      }
      const last = page.at(-1);
      if (!last || page.length < rowsAtATime) break;
      after = last.id;
    }
  }
  return found;
}

function statedValue(text: string): string | undefined {
  const { namespace, codeValue } = JSON.parse(text) as { namespace?: unknown; codeValue?: unknown };
  return typeof namespace === "string" && typeof codeValue === "string"
    ? `${namespace}#${codeValue}`
    : undefined;
}
