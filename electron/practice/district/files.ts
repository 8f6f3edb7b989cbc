import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Characters that may wait in memory before they go to the disk. */
const waitingLimit = 2_000_000;

interface OpenFile {
  readonly name: string;
  readonly handle: FileHandle;
}

/**
 * The files of a district while they are written: one for each resource, UTF-8, LF. They get their names only when all
 * are complete, so that nobody reads half a district.
 */
export class DistrictFiles {
  readonly #folder: string;
  readonly #waiting = new Map<string, string[]>();
  readonly #open = new Map<string, OpenFile>();
  readonly #lines = new Map<string, number>();
  #waitingLength = 0;
  #total = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Lines so far. */
  get total(): number {
    return this.#total;
  }

  /** Adds a line to a file and returns its number, from 1. */
  add(name: string, line: string): number {
    const lines = this.#waiting.get(name);
    if (lines === undefined) this.#waiting.set(name, [line]);
    else lines.push(line);
    this.#waitingLength += line.length;
    this.#total += 1;
    const number = (this.#lines.get(name) ?? 0) + 1;
    this.#lines.set(name, number);
    return number;
  }

  get isFull(): boolean {
    return this.#waitingLength > waitingLimit;
  }

  /** Hands what waits to the operating system, and waits until it has taken it. */
  async flush(): Promise<void> {
    for (const [name, lines] of this.#waiting) {
      const { handle } = await this.#file(name);
      await handle.appendFile(`${lines.join("\n")}\n`);
    }
    this.#waiting.clear();
    this.#waitingLength = 0;
  }

  /** Gives the files their names; those that stood there before are replaced. Returns the names. */
  async finish(): Promise<string[]> {
    await this.flush();
    const names = [...this.#open.keys()];
    await this.#close();
    for (const name of names) await rename(this.#part(name), join(this.#folder, name));
    return names;
  }

  /** Leaves the folder as it was. */
  async discard(): Promise<void> {
    const names = [...this.#open.keys()];
    await this.#close();
    for (const name of names) await rm(this.#part(name), { force: true });
  }

  async #file(name: string): Promise<OpenFile> {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const file = { name, handle: await open(this.#part(name), "w") };
    this.#open.set(name, file);
    return file;
  }

  async #close(): Promise<void> {
    for (const { handle } of this.#open.values()) await handle.close();
    this.#open.clear();
  }

  #part(name: string): string {
    return join(this.#folder, `${name}.part`);
  }
}
