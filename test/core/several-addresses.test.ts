import { join } from "node:path";
import { expect, test } from "vitest";
import { startRelay } from "./api-secure-server.ts";
import { atEnd, setUp, student, write } from "./harness.ts";

const count = 3000;

test("one of two addresses dies in the middle of a push: every record is accepted, none by halves", async () => {
  const bench = await setUp({ latency: 5 });
  const { client, practice, source } = bench;
  const [one, two] = [await startRelay(practice.url), await startRelay(practice.url)];
  atEnd(() => one[Symbol.asyncDispose]());
  atEnd(() => two[Symbol.asyncDispose]());
  const { pathname } = new URL(practice.url);
  const at = ({ host }: { host: string }) => `http://${host}${pathname}`.replace(/\/$/, "");
  const { steps } = await client.call("connections.add", {
    name: "Two",
    settings: { url: at(one), otherUrls: [at(two)], requestTimeout: 5000 },
  });
  expect(steps.every(({ ok }) => ok)).toBe(true);
  expect(steps[0]?.found).toBe(`http://${one.host}, http://${two.host}`);
  await client.call("sources.add", { connection: "Two", folder: source });
  const students = Array.from({ length: count }, (_, index) => student(String(100_000 + index)));
  write(source, { [join("students.jsonl")]: students });
  let died = 0;
  atEnd(
    bench.core.listen(({ name, data }) => {
      if (name !== "run.progress" || died > 0 || data.accepted < 200) return;
      died = data.accepted;
      one.die();
    }),
  );
  const result = await bench.push({ connection: "Two" });
  expect(died).toBeGreaterThan(0);
  expect(died).toBeLessThan(count);
  expect(result).toMatchObject({ state: "done", failed: 0, unknown: 0, left: 0 });
  expect(practice.items("/ed-fi/students")).toHaveLength(count);
  expect(two.carried()).toBeGreaterThan(0);
});
