import { mkdirSync } from "node:fs";
import { createCore } from "../../electron/core/core.ts";
import { createClient } from "../../shared/client.ts";
import { answer, measure, peakBytes, readInput } from "./subject.ts";

/** Steward's core in a process of its own: connects, and then reads, sends and sends again as it is told. */
export interface StewardInput {
  readonly home: string;
  readonly connect?: { readonly url: string; readonly folder: string; readonly atATime: number };
  readonly scan?: boolean;
  readonly push?: boolean;
}
export interface StewardAnswer {
  readonly scan?: { seconds: number; cpuSeconds: number; records: number };
  readonly push?: {
    seconds: number;
    cpuSeconds: number;
    accepted: number;
    failed: number;
    requests: number;
    causes: number;
    /** A push with nothing to send: what each of them takes before its first record. */
    emptySeconds: number;
  };
  readonly peakBytes: number;
  readonly memory: {
    heapUsed: number;
    heapTotal: number;
    external: number;
    arrayBuffers: number;
    live: number;
  };
}

const connection = "Bench";
const { home, connect, scan, push } = readInput<StewardInput>();
mkdirSync(home, { recursive: true });
const core = createCore({ home, credentials: "environment", reportBug: (error) => console.error(error) });
const client = createClient(core);

if (connect) {
  const { url, folder, atATime } = connect;
  await client.call("connections.add", { name: connection, settings: { url, concurrency: atATime } });
  await client.call("sources.add", { connection, folder });
}
const scanned = scan ? await measure(() => client.call("sources.scan", { connection })) : undefined;
const pushed = push ? await measure(pushOnce) : undefined;
const empty = push ? await measure(pushOnce) : undefined;
const { heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
globalThis.gc?.();
const live = process.memoryUsage().heapUsed;
await core.close();

answer({
  ...(scanned && {
    scan: { seconds: scanned.seconds, cpuSeconds: scanned.cpuSeconds, records: scanned.value.new },
  }),
  ...(pushed &&
    empty && {
      push: {
        seconds: pushed.seconds,
        cpuSeconds: pushed.cpuSeconds,
        accepted: pushed.value.sent.created + pushed.value.sent.updated,
        failed: pushed.value.failed,
        requests: pushed.value.requests,
        causes: pushed.value.causes.length,
        emptySeconds: empty.seconds,
      },
    }),
  peakBytes: peakBytes(),
  memory: { heapUsed, heapTotal, external, arrayBuffers, live },
} satisfies StewardAnswer);

async function pushOnce() {
  const { id } = await client.call("push.start", { connection });
  return client.call("runs.result", { run: id });
}
