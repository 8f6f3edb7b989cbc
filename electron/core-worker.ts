import { parentPort, workerData } from "node:worker_threads";
import { writeNumbersAs } from "../shared/sentence-numbers.ts";
import { createCore } from "./core/core.ts";
import { serveCorePort } from "./core-port.ts";
import type { CoreThreadOptions } from "./core-thread.ts";
import { practicePort } from "./practice-port.ts";
import { stewardVersion } from "./version.ts";

/** Entry point of the core thread. */
if (parentPort === null) throw new Error("core-worker is the entry point of a worker thread.");
const { home, credentials, host, numbers } = workerData as Omit<CoreThreadOptions, "reportBug">;
writeNumbersAs(numbers);
serveCorePort(parentPort, (reportBug) =>
  createCore({ home, credentials, host, reportBug, version: stewardVersion(), practice: practicePort }),
);
