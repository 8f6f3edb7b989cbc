import type { Mock } from "vitest";
import type { ConnectionStatus } from "../../shared/contract.ts";
import type { Reply } from "../../shared/rpc.ts";
import { createFakeCore } from "./fake-core.ts";
import { fake } from "./fake-desktop.ts";
import { defaultWorld } from "./fake-world.ts";

/** The window host over a fake core. `scheduled`: ids of connections that have a schedule. */
export interface StartOptions {
  readonly refusal?: unknown;
  readonly statuses?: ConnectionStatus[];
  readonly scheduled?: readonly string[];
  readonly path?: string;
  readonly isHidden?: boolean;
}

/** `thread`: the mock in the place of startCoreThread. */
export async function startDesktop(
  thread: Mock,
  { refusal, statuses = defaultWorld().statuses, scheduled = [], path, isHidden = false }: StartOptions = {},
) {
  const stopped = Promise.withResolvers<void>();
  const ready = refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
  ready.catch(() => {});
  const stop = () => {
    fake.done.push("core asked to stop");
    return refusal === undefined ? stopped.promise : Promise.resolve();
  };
  const world = { statuses, causes: defaultWorld().causes };
  const core = createFakeCore({ world, byHand: true });
  const asked: [string, unknown][] = [];
  const call = async (name: string, input: unknown): Promise<Reply> => {
    asked.push([name, input]);
    if (name === "schedule.show") {
      const { connection } = input as { connection: string };
      const schedule = scheduled.includes(connection)
        ? { timing: { kind: "every", minutes: 15 } }
        : undefined;
      return { ok: true, value: { connection, waits: "time", kept: true, ...(schedule && { schedule }) } };
    }
    if (/^(power|schedule)\./.test(name)) return { ok: true, value: undefined };
    return core.call(name, input);
  };
  thread.mockReset().mockReturnValue({ ...core, call, ready, stop });
  const bugs: unknown[] = [];
  const { runDesktop } = await import("../../electron/desktop/desktop.ts");
  const opened = path === undefined ? {} : { path };
  await runDesktop({
    home: "the data folder",
    credentials: "keychain",
    bundleFolder: "dist",
    isHidden,
    reportBug: (error) => bugs.push(error),
    ...opened,
  });
  return { core, world, asked, coreStopped: stopped.resolve, bugs };
}
