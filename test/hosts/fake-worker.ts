import { parentPort, workerData } from "node:worker_threads";
import { serveCorePort } from "../../electron/core-port.ts";
import { AppError } from "../../shared/errors.ts";
import { createFakeCore } from "./fake-core.ts";

/** A core thread with the fake core in it; the name of its data folder says how it misbehaves. */
if (parentPort === null) throw new Error("fake-worker is the entry point of a worker thread.");
const { home } = workerData as { home: string };

serveCorePort(parentPort, (reportBug) => {
  if (home === "locked")
    throw new AppError("locked", "Another Steward has this data folder open.", { holder: 4711 });
  if (home === "broken at start") throw new Error("the disk is on fire");
  const core = createFakeCore({ reportBug, byHand: home === "by hand" });
  return {
    ...core,
    call: async (name, input) => {
      if (home === "exits") return process.exit(3);
      if (home === "crashes") queueMicrotask(() => fail("out of luck"));
      return home === "crashes" || home === "silent" ? new Promise(() => {}) : core.call(name, input);
    },
    close: async () => (home === "broken at close" ? fail("cannot save") : core.close()),
  };
});

function fail(message: string): never {
  throw new Error(message);
}
