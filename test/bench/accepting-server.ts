import { startPractice } from "../../electron/practice/practice.ts";
import { answer, readInput, untilInputEnds } from "./subject.ts";

/** The practice API that stores nothing and checks nothing. 7.1 gives as many tokens as the many subjects ask for. */
const { latency } = readInput<{ latency: number }>();
const practice = await startPractice({ acceptOnly: true, latency, server: "ods-7.1" });
answer({ url: practice.url, key: practice.key, secret: practice.secret });
await untilInputEnds();
await practice.close();
