import { AppError } from "../../../shared/errors.ts";
import type { Clock } from "../schedule/clockwork.ts";
import type { DataFiles } from "../sources/folder.ts";
import { lookAt } from "./look.ts";
import { type Look, pause, settle, type Watched } from "./settled.ts";

export interface ConnectionWatchOptions {
  readonly clock: Clock;
  readonly folders: readonly string[];
  readonly files: DataFiles;
  /** A push reads the folders itself, and is not disturbed. */
  readonly isBusy: () => boolean;
  /** Calls back when something moves in a folder, as far as anybody can tell. Returns what ends it. */
  readonly listen: (folder: string, moved: () => void) => () => void;
  /** Reads the folders. */
  readonly read: () => Promise<void>;
  readonly reportBug: (error: unknown) => void;
}

/** After a movement that the system told of, and after a reading that did not succeed: milliseconds. */
const soon = 50;
const later = 30_000;

/** Looks at the folders of one connection, and has them read whenever they have changed and settled. */
export class ConnectionWatch {
  readonly #options: ConnectionWatchOptions;
  #watched: Watched = {};
  #listening: (() => void)[] = [];
  #forget: (() => void) | undefined;
  #isLooking = false;
  #hasMoved = false;
  #isOver = false;

  constructor(options: ConnectionWatchOptions) {
    this.#options = options;
    this.#lookIn(0);
  }

  end() {
    this.#isOver = true;
    this.#forget?.();
    this.#listen(false);
  }

  #lookIn(milliseconds: number) {
    this.#forget?.();
    this.#forget = this.#options.clock.after(milliseconds, () => void this.#look());
  }

  async #look() {
    const { clock, folders, files, reportBug } = this.#options;
    this.#isLooking = true;
    this.#hasMoved = false;
    let next = later;
    try {
      const began = clock.elapsed();
      const look = await lookAt(folders, files);
      if (!this.#isOver) next = await this.#judge(look, clock.elapsed() - began);
    } catch (error) {
      reportBug(error);
    }
    this.#isLooking = false;
    if (!this.#isOver) this.#lookIn(this.#hasMoved ? Math.min(next, soon) : next);
  }

  /** Returns when to look again. */
  async #judge(look: Look, took: number): Promise<number> {
    const { clock, isBusy } = this.#options;
    const { watched, isSettled } = settle(this.#watched, look, clock.elapsed());
    this.#watched = watched;
    // Whoever listens to a folder that went away does not hear of the one that took its place.
    this.#listen(look !== undefined);
    const isRead = isSettled && look !== undefined && !isBusy() ? await this.#read(look) : true;
    return isRead ? pause(this.#watched, took) : later;
  }

  /** What moves from here on is another change. False when it has to be tried again. */
  async #read(look: string): Promise<boolean> {
    this.#watched = { read: look };
    try {
      await this.#options.read();
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Whoever ended the reading does not want it to begin anew.
      if (error.code === "cancelled") return true;
      this.#watched = {};
      return false;
    }
  }

  #listen(isThere: boolean) {
    if (isThere === this.#listening.length > 0) return;
    for (const end of this.#listening.splice(0)) end();
    const { folders, listen } = this.#options;
    if (isThere) this.#listening = folders.map((folder) => listen(folder, this.#moved));
  }

  #moved = () => {
    this.#hasMoved = true;
    // Not while a change settles: it would be looked at again and again.
    if (!this.#isLooking && !this.#isOver && !this.#watched.seen) this.#lookIn(soon);
  };
}
