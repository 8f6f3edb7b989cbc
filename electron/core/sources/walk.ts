import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";

/** A file below a folder, or a link that leads to none. */
export interface Entry {
  /** Relative to the folder, with "/" on every system. */
  readonly path: string;
  readonly size: number;
  /** A link that is not followed, and why. */
  readonly link?: "broken" | "read-already" | "folder";
}

interface Place {
  /** As in Entry. */
  readonly path: string;
  /** Without any link on the way. */
  readonly real: string;
}

/**
 * All files below a folder, links to files included (on Windows junctions, too), sorted by path. Links to folders are
 * followed where `follow` says so, and each folder is entered once: links may lead in circles.
 * Throws what the file system throws when the folder, or a folder in it, cannot be opened.
 */
export function filesBelow(folder: string, follow: (path: string) => boolean): Entry[] {
  const walk = new Walk(follow);
  walk.enter({ path: "", real: realpathSync.native(folder) });
  walk.followLinks();
  return walk.found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

class Walk {
  readonly found: Entry[] = [];
  readonly #follow: (path: string) => boolean;
  readonly #entered = new Set<string>();
  /** Followed when all that is no link has been met. */
  readonly #links: Place[] = [];

  constructor(follow: (path: string) => boolean) {
    this.#follow = follow;
  }

  enter({ path, real }: Place) {
    this.#entered.add(real);
    for (const { name } of readdirSync(real, { withFileTypes: true }).sort(byName)) {
      const place = { path: path === "" ? name : `${path}/${name}`, real: join(real, name) };
      // Not asked of the entry: what a cloud drive keeps elsewhere looks like a link there.
      const stats = lstatSync(place.real, { throwIfNoEntry: false });
      if (stats?.isSymbolicLink()) this.#links.push(place);
      else if (stats) this.#take(place, stats);
    }
  }

  followLinks() {
    for (const { path, real: link } of this.#links) {
      const real = targetOf(link);
      const stats = real === undefined ? undefined : statSync(real, { throwIfNoEntry: false });
      if (real === undefined || !stats) this.found.push({ path, size: 0, link: "broken" });
      else if (!stats.isDirectory()) this.#take({ path, real }, stats);
      else if (!this.#follow(path)) this.found.push({ path, size: 0, link: "folder" });
      else if (this.#entered.has(real)) this.found.push({ path, size: 0, link: "read-already" });
      else this.#enterLink({ path, real });
    }
  }

  /** What lies behind a link may be closed to this person: that is no reason to read nothing else. */
  #enterLink(place: Place) {
    try {
      this.enter(place);
    } catch {
      this.found.push({ path: place.path, size: 0, link: "broken" });
    }
  }

  #take(place: Place, stats: Stats) {
    if (stats.isFile()) this.found.push({ path: place.path, size: stats.size });
    else if (stats.isDirectory()) this.enter(place);
  }
}

/** Undefined where it leads nowhere, or to itself. */
function targetOf(link: string): string | undefined {
  try {
    return realpathSync.native(link);
  } catch {
    return undefined;
  }
}

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
