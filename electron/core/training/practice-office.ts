import { join } from "node:path";
import type { Emitted } from "../../../shared/contract.ts";
import type { PracticeProgress, PracticeView } from "../../../shared/domain/practice.ts";
import { AppError } from "../../../shared/errors.ts";
import { freeName, mistakesFor, recordsAbout } from "./practice-plan.ts";
import type { PracticePort } from "./practice-port.ts";
import type { PracticeServer } from "./practice-server.ts";
import type { PracticeStore, StoredPractice } from "./practice-store.ts";

/** What there is for a connection that is yet to be made. */
export interface NewDistrict {
  readonly name: string;
  readonly url: string;
  readonly folder: string;
}

interface OfficeParts {
  readonly port: PracticePort | undefined;
  readonly server: PracticeServer;
  readonly practiceStore: PracticeStore;
  readonly connections: { list(): readonly { readonly name: string }[] };
  readonly emit: (event: Emitted) => void;
  /** Adds the connection with its folder; `born` is told its number before anything is asked of the API for it. */
  readonly connect: (district: NewDistrict, born: (connection: number) => void) => Promise<void>;
  /** Removes a connection and what is known of its records. Throws AppError("conflict") while it sends. */
  readonly disconnect: (uid: string) => Promise<void>;
  /** Reads the connection's folder. Throws AppError("cancelled"). */
  readonly read: (uid: string, progress: (lines: number) => void, signal: AbortSignal) => Promise<void>;
}

interface Making {
  progress: PracticeProgress;
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
}
type Tell = (phase: PracticeProgress["phase"], done: number, of: number) => void;

/** Milliseconds between two words about how far it is. */
const pause = 100;

/** Practice as one thing: API, district, connection and files are made together, and go together. */
export class PracticeOffice {
  readonly #parts: OfficeParts;
  #making: Making | undefined;
  #leaving = false;

  constructor(parts: OfficeParts) {
    this.#parts = parts;
  }

  show = (): PracticeView => {
    const { port, server, practiceStore } = this.#parts;
    const stored = this.#making ? undefined : practiceStore.get();
    return {
      ...(port === undefined && { unavailable: true as const }),
      ...(this.#making && { making: this.#making.progress }),
      ...(stored && { made: showPractice(stored, server.trouble) }),
    };
  };

  /** Throws AppError: "conflict" where there is one, "unusable" without a practice API, "cancelled". */
  begin = async ({ students }: { students: number }): Promise<PracticeView> => {
    this.#requireQuiet();
    if (this.#parts.practiceStore.get())
      throw new AppError("conflict", "There is a practice connection already. Start practice over instead.");
    await this.#make(students);
    return this.show();
  };

  /** Throws as begin and remove do. */
  startOver = async ({ students }: { students: number }): Promise<PracticeView> => {
    await this.remove();
    return this.begin({ students });
  };

  cancel = async (): Promise<undefined> => {
    const making = this.#making;
    making?.stop.abort();
    await making?.ended.catch(() => undefined);
    return undefined;
  };

  /** Throws AppError: "not-found" without a district, and as its files refuse. */
  mend = async (): Promise<PracticeView> => {
    const { port, server, practiceStore } = this.#parts;
    this.#requireQuiet();
    const stored = practiceStore.get();
    if (!stored || !port) throw new AppError("not-found", "There is no practice district.");
    await port.mend(districtIn(server.folder), stored);
    practiceStore.setMended(new Date().toISOString());
    this.#changed();
    return this.show();
  };

  /** Throws AppError("conflict") while its connection sends. */
  remove = async (): Promise<undefined> => {
    const { practiceStore, server } = this.#parts;
    this.#requireQuiet();
    const stored = practiceStore.get();
    this.#leaving = true;
    try {
      if (stored) await this.#parts.disconnect(stored.uid);
      await server.end();
    } finally {
      this.#leaving = false;
    }
    this.#changed();
    return undefined;
  };

  #requireQuiet() {
    if (this.#making)
      throw new AppError("conflict", "The practice district is being made. Wait for its end, or cancel it.");
    if (this.#leaving) throw new AppError("conflict", "Practice is being removed. Wait a moment.");
  }

  async #make(students: number): Promise<void> {
    const stop = new AbortController();
    const startedAt = new Date().toISOString();
    const done = Promise.withResolvers<void>();
    const making: Making = {
      progress: { phase: "api", done: 0, of: 0, startedAt },
      stop,
      ended: done.promise,
    };
    this.#making = making;
    let toldAt = 0;
    const tell: Tell = (phase, reached, of) => {
      const isNext = phase !== making.progress.phase;
      making.progress = { phase, done: Math.min(reached, of), of, startedAt };
      const now = performance.now();
      if (!isNext && now - toldAt < pause) return;
      toldAt = now;
      this.#parts.emit({ name: "practice.progress", data: making.progress });
    };
    this.#parts.emit({ name: "practice.progress", data: making.progress });
    this.#changed();
    try {
      await this.#makeAll(students, tell, stop.signal);
    } catch (error) {
      await this.#undo();
      throw stop.signal.aborted
        ? new AppError("cancelled", "Practice was cancelled, and what was made of it is gone.")
        : error;
    } finally {
      this.#making = undefined;
      done.resolve();
      this.#changed();
    }
  }

  async #makeAll(students: number, tell: Tell, signal: AbortSignal): Promise<void> {
    const { port, server, practiceStore, connections, connect, read } = this.#parts;
    if (!port) throw new AppError("unusable", "This Steward has no practice API.");
    const url = await server.begin();
    signal.throwIfAborted();
    const faults = mistakesFor(students);
    const folder = districtIn(server.folder);
    const about = recordsAbout(students);
    tell("district", 0, about);
    const progress = (records: number) => tell("district", records, about);
    const { records, mistakes } = await port.generate(folder, { students, faults }, { progress, signal });
    tell("connection", 0, 0);
    const name = freeName(connections.list().map((each) => each.name));
    const practice = { url, students, faults, records, mistakes };
    await connect({ name, url, folder }, (connection) => practiceStore.put(connection, practice));
    signal.throwIfAborted();
    tell("reading", 0, records);
    const made = practiceStore.get();
    if (made) await read(made.uid, (lines) => tell("reading", lines, records), signal);
  }

  async #undo(): Promise<void> {
    const { practiceStore, server } = this.#parts;
    const stored = practiceStore.get();
    if (stored) await this.#parts.disconnect(stored.uid);
    await server.end();
  }

  #changed() {
    this.#parts.emit({ name: "data.changed", data: { tables: ["practice", "connections", "sources"] } });
  }
}

const districtIn = (folder: string) => join(folder, "district");

function showPractice(stored: StoredPractice, trouble: string | undefined): PracticeView["made"] {
  const { uid, url, students, records, mistakes, mendedAt } = stored;
  return {
    connection: uid,
    url,
    students,
    records,
    mistakes: mendedAt === null ? mistakes : 0,
    ...(mendedAt !== null && { mendedAt }),
    ...(trouble !== undefined && { trouble }),
  };
}
