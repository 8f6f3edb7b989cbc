import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packReview, readReview } from "../../electron/core/journal/bundle.ts";
import { readReview as readAll } from "../../renderer/review/read-review.ts";
import type { JournalLine, Review } from "../../shared/domain/journal.ts";
import { setUp } from "./harness.ts";

const at = "2026-11-30T08:00:00.000Z";
const refusal = (run: number): JournalLine => ({
  kind: "refusal",
  at,
  connection: "c",
  run: String(run),
  status: 400,
});
const many = (lines: number): Review => ({
  manifest: {
    kind: "manifest",
    format: "steward-review",
    version: 2,
    madeAt: at,
    madeWith: "1",
    connections: [],
    lines: { run: 0, refusal: lines, setting: 0, cause: 0 },
  },
  causes: [],
  entries: [],
  journal: Array.from({ length: lines }, (_, run) => refusal(run)),
});
const contentOf = async (review: Review) => (await packReview(review)).toString("base64");

test("a review file with many lines comes to the page in parts, each once, and whole", async () => {
  const { client } = await setUp();
  const review = many(25_001);
  const content = await contentOf(review);
  const { more = "", ...start } = await client.call("journal.review", { content });
  expect(start.journal).toEqual(review.journal.slice(0, start.journal.length));
  expect(start.journal.length).toBeLessThanOrEqual(10_000);
  const next = await client.call("journal.reviewLines", { more });
  expect(next.lines[0]).toEqual(review.journal[start.journal.length]);
  await expect(client.call("journal.reviewLines", { more })).rejects.toMatchObject({ code: "not-found" });
  expect(await readAll(client as never, content)).toEqual(review);
  // What is read last is what is given.
  const first = await client.call("journal.review", { content });
  expect(await client.call("journal.review", { content: await contentOf(many(1)) })).not.toHaveProperty(
    "more",
  );
  await expect(client.call("journal.reviewLines", { more: first.more ?? "" })).rejects.toThrow(
    "Open this one once more",
  );
});

test("while a large review file is made and read, others get their turns", async () => {
  const review = many(60_000);
  const turnsDuring = async (work: Promise<unknown>) => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await work.finally(() => {
      isOver = true;
    });
    return turns;
  };
  expect(await turnsDuring(packReview(review))).toBeGreaterThan(10);
  const packed = await packReview(review);
  expect(await turnsDuring(readReview(packed))).toBeGreaterThan(10);
  const unpacked = [review.manifest, ...review.journal].map((line) => JSON.stringify(line)).join("\n");
  expect(await turnsDuring(readReview(Buffer.from(unpacked)))).toBeGreaterThan(10);
  expect((await readReview(gzipSync(unpacked))).journal).toHaveLength(60_000);
});
