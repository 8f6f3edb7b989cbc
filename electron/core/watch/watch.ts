import type { Clock } from "../schedule/clockwork.ts";
import type { DataFiles } from "../sources/folder.ts";
import { ConnectionWatch } from "./connection-watch.ts";
import { listenToFolder } from "./movements.ts";

/** A connection whose folders are to be watched. */
export interface Watchable {
  readonly connection: number;
  readonly folders: readonly string[];
  readonly model: number;
}

export interface WatchOptions {
  readonly clock: Clock;
  /** Those that are neither closed nor paused, with folders, and whose server's resources are known. */
  readonly watchable: () => readonly Watchable[];
  /** Which files hold records, as a model says. */
  readonly filesOf: (model: number) => DataFiles | undefined;
  readonly isBusy: (connection: number) => boolean;
  readonly read: (connection: number) => Promise<void>;
  readonly reportBug: (error: unknown) => void;
}

interface Running {
  readonly watch: ConnectionWatch;
  /** What is watched, as text: another one means another watch. */
  readonly of: string;
}

/** Milliseconds after which a connection that was added, paused or given another folder is seen. */
const glance = 3000;

/** Watches the folders of all connections, so that a change is read soon after it was made. */
export class Watch {
  readonly #options: WatchOptions;
  readonly #running = new Map<number, Running>();
  #forget: (() => void) | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  start() {
    this.#glance();
  }

  stop() {
    this.#forget?.();
    for (const connection of [...this.#running.keys()]) this.#end(connection);
  }

  #glance = () => {
    this.#forget = this.#options.clock.after(glance, this.#glance);
    try {
      this.#compare(this.#options.watchable());
    } catch (error) {
      this.#options.reportBug(error);
    }
  };

  #compare(wanted: readonly Watchable[]) {
    const named = new Map(wanted.map((one) => [one.connection, one]));
    for (const [connection, { of }] of [...this.#running]) {
      const one = named.get(connection);
      if (!one || inWords(one) !== of) this.#end(connection);
    }
    for (const one of wanted) if (!this.#running.has(one.connection)) this.#begin(one);
  }

  #begin(one: Watchable) {
    const { clock, filesOf, isBusy, read, reportBug } = this.#options;
    const { connection, folders } = one;
    const files = filesOf(one.model);
    if (!files) return;
    const watch = new ConnectionWatch({
      clock,
      folders,
      files,
      reportBug,
      listen: listenToFolder,
      isBusy: () => isBusy(connection),
      read: () => read(connection),
    });
    this.#running.set(connection, { watch, of: inWords(one) });
  }

  #end(connection: number) {
    this.#running.get(connection)?.watch.end();
    this.#running.delete(connection);
  }
}

const inWords = ({ folders, model }: Watchable) => JSON.stringify([model, folders]);
