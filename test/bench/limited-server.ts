import { startPractice } from "../../electron/practice/practice.ts";
import { answer, readInput, untilInputEnds } from "./subject.ts";

/** Refuses what is more than it can bear; its latency goes from 20 to 200 ms and back while so many records come. */
const { capacity, records } = readInput<{ capacity: number; records: number }>();
const practice = await startPractice({ acceptOnly: true, server: "ods-7.1", load: { capacity, latency } });
answer({ url: practice.url, key: practice.key, secret: practice.secret });
await untilInputEnds();
await practice.close();

/** Rises and falls within a tenth of the records on either side of the slow twentieth in the middle. */
function latency(answered: number): number {
  const fromMiddle = Math.abs(answered / records - 0.5);
  const height = 1 - Math.max(0, fromMiddle - 0.025) / 0.075;
  return 20 + 180 * Math.max(0, height);
}
