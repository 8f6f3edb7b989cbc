import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer, ApiClient } from "../../electron/core/api/types.ts";
import { Circuit } from "../../electron/core/sync/circuit.ts";
import { Sender, type Sent } from "../../electron/core/sync/sender.ts";
import { SharedLimits } from "../../electron/core/sync/shared-limit.ts";

/** The acceptance test's own number of cases, for a run by hand: STEWARD_FULL_SIZE=1. */
const numRuns = process.env.STEWARD_FULL_SIZE === "1" ? 10_000 : 200;

const http = (status: number): Answer => ({ kind: "answer", status, body: "{}" });
const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(http(200), http(201)) },
  fc.constantFrom(http(400), http(403), http(409), http(412)),
  fc.constantFrom(http(408), http(429), http(500), http(502), http(503), http(504)),
  fc.constantFrom<Answer>(
    { kind: "no-answer", reason: "timeout", code: "UND_ERR_HEADERS_TIMEOUT" },
    { kind: "no-answer", reason: "connection", code: "ECONNRESET" },
    { kind: "answer", status: 503, body: "", retryAfter: "30000" },
    { kind: "answer", status: 200, body: "<html>", contentType: "text/html" },
  ),
);

/** One connection, at a server that gives these answers in turn, for ever. Time passes only in pauses. */
function start(answers: readonly Answer[], limits: SharedLimits, most: number) {
  const ending = new AbortController();
  const flying = new Set<string>();
  const server = { asked: 0, twice: 0, peak: 0, last: new Map<string, Answer>() };
  let time = 0;
  const wait = async (milliseconds: number, signal: AbortSignal) => {
    await new Promise(setImmediate);
    signal.throwIfAborted();
    time += milliseconds;
  };
  const circuit = new Circuit({ patience: 120_000, onChange: () => {}, elapsed: () => time, wait });
  ending.signal.addEventListener("abort", () => circuit.abort(ending.signal.reason));
  const post = async (_: string, body: string) => {
    if (flying.has(body)) server.twice += 1;
    flying.add(body);
    server.peak = Math.max(server.peak, flying.size);
    await new Promise(setImmediate);
    flying.delete(body);
    const given = answers[server.asked++ % answers.length] as Answer;
    server.last.set(body, given);
    return given;
  };
  const sender = new Sender({
    client: { post, get: async () => answers[0] } as unknown as ApiClient,
    circuit,
    share: limits.join("http://127.0.0.1", { most }),
    signal: ending.signal,
    stop: (reason) => ending.abort(reason),
    isRace: ({ status }) => status === 409,
    refuse: (sentence) => new Error(sentence),
    question: () => "/ed-fi/termDescriptors?limit=1",
    wait,
  });
  return { sender, server };
}

test("every record has one end, which its last answer says, and never flies twice at a time, whatever servers answer (trap 15, defect 12)", async () => {
  const connection = fc.record({
    answers: fc.array(answer, { minLength: 1, maxLength: 30 }),
    records: fc.integer({ min: 1, max: 60 }),
    most: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(connection, { minLength: 1, maxLength: 3 }), async (connections) => {
      const limits = new SharedLimits();
      await Promise.all(
        connections.map(async ({ answers, records, most }) => {
          const { sender, server } = start(answers, limits, most);
          const ends = new Map<string, Sent[]>();
          const sendOne = (body: string) =>
            new Promise<void>((resolve) => {
              ends.set(body, []);
              sender.send({ method: "POST", path: "/ed-fi/students", body }, (sent) => {
                ends.get(body)?.push(sent);
                resolve();
              });
            });
          await Promise.all(Array.from({ length: records }, (_, index) => sendOne(String(index))));
          for (const [body, [end, ...more]] of ends) {
            expect(more).toEqual([]);
            const last = server.last.get(body);
            if (end?.kind === "accepted" || end?.kind === "refused") expect(end.answer).toBe(last);
            else expect(last).toEqual(end?.kind === "not-sent" ? undefined : expect.anything());
          }
          expect(server.twice).toBe(0);
          expect(server.peak).toBeLessThanOrEqual(most);
          expect(sender.inFlight).toBe(0);
        }),
      );
    }),
    { numRuns },
  );
});
