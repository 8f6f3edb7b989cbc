import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { createApiClient } from "../../electron/core/api/client.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";

/** How much of plain undici the client keeps, against a bare sink in a process of its own. Run by hand. */
const atATime = 32;
const records = 60_000;
const rounds = 5;
const body = JSON.stringify({ studentUniqueId: "604822", filler: "x".repeat(560) });

async function perSecond(send: () => Promise<void>): Promise<number> {
  let left = records;
  const begun = performance.now();
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send();
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return records / ((performance.now() - begun) / 1000);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const sink = fork(fileURLToPath(new URL("sink.ts", import.meta.url)));
const [port] = (await once(sink, "message")) as [number];
const origin = `http://127.0.0.1:${port}`;
const settings = ConnectionSettings.parse({ url: origin, concurrency: atATime });
const client = createApiClient({
  server: {
    product: "ods",
    version: "7.3",
    dataModels: [],
    endpoints: { data: `${origin}/data/v3`, oauth: `${origin}/oauth/token` },
  },
  settings,
  credentials: () => Promise.resolve({ key: "k", secret: "s" }),
  dispatcher: createDispatcher(settings),
});
const pool = new Pool(origin, { connections: atATime });

async function plain(): Promise<void> {
  const answer = await pool.request({
    path: "/data/v3/ed-fi/students",
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer t" },
    body,
  });
  await answer.body.dump();
}

async function ours(): Promise<void> {
  const answer = await client.post("/ed-fi/students", body);
  if (answer.kind !== "answer" || answer.id === undefined) throw new Error("the sink refused a record");
}

const figures: { plain: number[]; ours: number[] } = { plain: [], ours: [] };
for (let round = 0; round <= rounds; round += 1) {
  const [one, two] = [await perSecond(plain), await perSecond(ours)];
  // The first round warms both up.
  if (round === 0) continue;
  figures.plain.push(one);
  figures.ours.push(two);
}
const [plainRate, ourRate] = [median(figures.plain), median(figures.ours)];
console.log(
  `undici Pool.request   ${Math.round(plainRate)} records/s (${atATime} at a time, median of ${rounds})`,
);
console.log(
  `ApiClient.post        ${Math.round(ourRate)} records/s, ${Math.round((100 * ourRate) / plainRate)} %`,
);
await client.close();
await pool.close();
sink.disconnect();
