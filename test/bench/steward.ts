import { mkdirSync } from "node:fs";
import { createCore } from "../../electron/core/core.ts";
import { createClient } from "../../shared/client.ts";
import { connection, type StewardAnswer, type StewardInput } from "./steward-input.ts";
import { answer, measure, peakBytes, readInput } from "./subject.ts";

/** Steward's core in a process of its own: connects, and then reads and sends as it is told. */
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
if (push && push.warmUp > 0) await pushOnce(push.warmUp);
const pushed = push ? await measure(() => pushOnce()) : undefined;
const empty = push ? await measure(() => pushOnce()) : undefined;
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

async function pushOnce(limit?: number) {
  const { id } = await client.call("push.start", { connection, ...(limit !== undefined && { limit }) });
  return client.call("runs.result", { run: id });
}
