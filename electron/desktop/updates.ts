import type { AppUpdater } from "electron-updater";
import { AppError } from "../../shared/errors.ts";
import type { Updates } from "../../shared/window.ts";
import type { After } from "./follow-standing.ts";
import type { Feed } from "./update-feed.ts";

export interface UpdatesParts {
  readonly feed: Feed;
  /** Loaded when it is first asked, and never without a feed. */
  readonly load: () => Promise<AppUpdater>;
  readonly after: After;
  readonly now: () => number;
  /** Something is being sent. */
  readonly isSending: () => boolean;
  /** Saves what is in flight, as a quit does, and lets the windows close. */
  readonly leave: () => Promise<void>;
  /** What was to be installed cannot be: starts this Steward again. */
  readonly startAgain: () => void;
  /** Where it stands is another. */
  readonly changed: () => void;
}

export interface UpdateKeeper {
  show(): Updates;
  /** Asks now, and from then on once a day. */
  begin(): void;
  check(): Promise<void>;
  /** Throws AppError("conflict"). */
  restart(): Promise<void>;
  end(): void;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Looks for a newer Steward, loads it, and installs it when somebody says so, and never by itself. */
export function createUpdates(parts: UpdatesParts): UpdateKeeper {
  const { feed, after, now, isSending, leave, startAgain, changed } = parts;
  let state: Updates = feed.kind === "none" ? feed : { kind: "unasked" };
  let askedAt = Number.NEGATIVE_INFINITY;
  let isLeaving = false;
  let forget = () => {};
  let loading: Promise<AppUpdater> | undefined;

  const become = (next: Updates) => {
    state = next;
    changed();
  };
  const at = () => new Date(now()).toISOString();
  /** Why it failed is for its makers: an address, a certificate. That no newer one is had is all that counts here. */
  const fail = () => (isLeaving ? startAgain() : become({ kind: "failed", at: at() }));
  const updater = () => {
    loading ??= parts.load().then((loaded) => follow(loaded, { become, fail, at }));
    return loading;
  };
  const check = async () => {
    if (feed.kind === "none" || state.kind === "loading" || state.kind === "ready") return;
    askedAt = now();
    become({ kind: "asking" });
    // It tells of a failure by its event as well.
    await ask().catch(fail);
  };
  const ask = async () => {
    const loaded = await updater();
    const found = await loaded.checkForUpdates();
    // An installation that cannot be updated, such as an archive that somebody unpacked.
    if (!found) throw new Error("Nothing was asked.");
    await found.downloadPromise;
  };
  // A timer does not run while a laptop sleeps: the clock is looked at each hour.
  const lookDaily = () => {
    forget = after(hour, () => {
      if (now() - askedAt >= day) void check();
      lookDaily();
    });
  };

  return {
    show: () => state,
    begin: () => {
      if (feed.kind === "none") return;
      void check();
      lookDaily();
    },
    check,
    restart: async () => {
      if (state.kind !== "ready") throw new AppError("conflict", "There is no newer Steward to start.");
      if (isSending())
        throw new AppError(
          "conflict",
          "Something is being sent. Restart when it is done, or cancel it first.",
        );
      const loaded = await updater();
      isLeaving = true;
      await leave();
      loaded.quitAndInstall(true, true);
    },
    end: () => forget(),
  };
}

interface Told {
  readonly become: (state: Updates) => void;
  readonly fail: () => void;
  readonly at: () => string;
}

function follow(updater: AppUpdater, { become, fail, at }: Told): AppUpdater {
  // Its lines name files and addresses, on a console that nobody reads.
  updater.logger = null;
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  let version = "";
  updater.on("update-not-available", () => become({ kind: "newest", at: at() }));
  updater.on("update-available", (found) => {
    version = found.version;
    become({ kind: "loading", version, percent: 0 });
  });
  updater.on("download-progress", ({ percent }) =>
    become({ kind: "loading", version, percent: Math.floor(percent) }),
  );
  updater.on("update-downloaded", (found) => become({ kind: "ready", version: found.version }));
  updater.on("update-cancelled", fail);
  updater.on("error", fail);
  return updater;
}
