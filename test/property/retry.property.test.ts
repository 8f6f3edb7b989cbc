import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer, HttpAnswer } from "../../electron/core/api/types.ts";
import { backOff, isTrouble, judge, mostAttempts, readRetryAfter } from "../../electron/core/sync/retry.ts";

const minute = 60_000;
const noise = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const attempt = fc.integer({ min: 1, max: 100 });
const contentType = fc.constantFrom(
  undefined,
  "application/json; charset=utf-8",
  "application/problem+json",
  "text/plain",
);
const answerWith = (statuses: fc.Arbitrary<number>): fc.Arbitrary<HttpAnswer> =>
  fc
    .record({ status: statuses, type: contentType, retryAfter: fc.option(fc.string(), { nil: undefined }) })
    .map(({ status, type, retryAfter }) => ({
      kind: "answer",
      status,
      body: "{}",
      ...(type !== undefined && { contentType: type }),
      ...(retryAfter !== undefined && { retryAfter }),
    }));
/** What a server says of the data that it was sent. */
const dataError = answerWith(fc.constantFrom(400, 403, 404, 405, 409, 412, 413, 415, 422));
const trouble: fc.Arbitrary<Answer> = fc.oneof(
  answerWith(fc.constantFrom(408, 425, 429, 500, 502, 503, 504, 507, 511, 520, 524, 530, 302)),
  fc.record({
    kind: fc.constant("no-answer" as const),
    reason: fc.constantFrom("timeout" as const, "connection" as const),
    code: fc.string(),
  }),
);

describe("what an answer means", () => {
  test("an error of the data is never sent again by itself", () => {
    fc.assert(
      fc.property(dataError, attempt, noise, (answer, times, random) => {
        expect(judge(answer, times, false, () => random)).toEqual({ kind: "refused" });
        expect(isTrouble(answer)).toBe(false);
      }),
    );
  });

  test("two first posts of one key are repeated once, and then refused", () => {
    fc.assert(
      fc.property(dataError, noise, fc.integer({ min: 2, max: 100 }), (answer, random, later) => {
        expect(judge(answer, 1, true, () => random)).toMatchObject({ kind: "again", overload: false });
        expect(judge(answer, later, true, () => random)).toEqual({ kind: "refused" });
      }),
    );
  });

  test("trouble of the server is never told of the record: it goes again, at most eight times", () => {
    fc.assert(
      fc.property(trouble, attempt, noise, (answer, times, random) => {
        const verdict = judge(answer, times, false, () => random);
        expect(isTrouble(answer)).toBe(true);
        expect(verdict.kind).toBe(times >= mostAttempts ? "lost" : "again");
        if (verdict.kind !== "again") return;
        expect(verdict.delay).toBeGreaterThanOrEqual(0);
        expect(verdict.delay).toBeLessThanOrEqual(minute + 250);
      }),
    );
  });

  test("a sign-in page that says 200 is no acceptance", () => {
    for (const type of ["text/html", "Text/HTML; charset=utf-8"]) {
      const answer: Answer = { kind: "answer", status: 200, contentType: type, body: "" };
      expect(judge(answer, 1, false, () => 0)).toMatchObject({ kind: "again" });
      expect(isTrouble(answer)).toBe(true);
    }
  });

  test("only a success accepts, and only 201 creates", () => {
    fc.assert(
      fc.property(answerWith(fc.integer({ min: 200, max: 599 })), attempt, (answer, times) => {
        const verdict = judge(answer, times, false, () => 0);
        expect(verdict.kind === "accepted").toBe([200, 201, 204].includes(answer.status));
        if (verdict.kind === "accepted") expect(verdict.created).toBe(answer.status === 201);
      }),
    );
  });

  test("the end of a run and bad credentials are no trouble to wait for", () => {
    const aborted: Answer = { kind: "no-answer", reason: "aborted", code: "UND_ERR_ABORTED" };
    expect(judge(aborted, 1, false, () => 0)).toEqual({ kind: "aborted" });
    const refused: Answer = { kind: "bad-credentials", status: 401, sentence: "No." };
    expect(judge(refused, 1, false, () => 0)).toEqual({ kind: "stop", sentence: "No." });
  });
});

describe("pauses", () => {
  test("grow with the attempts, and never beyond a quarter of a minute", () => {
    fc.assert(
      fc.property(attempt, noise, (times, random) => {
        const delay = backOff(times, () => random);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(15_000);
        expect(delay).toBeLessThanOrEqual(backOff(times + 1, () => random));
      }),
    );
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-10-05T12:00:00Z");

  test("in any form or nonsense is within a minute, or not there", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom("", " ", "-1", "1e9", "Infinity", "NaN", "0x10", "1,2", "soon", "0", "-0"),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const delay = readRetryAfter(value, now);
        if (delay === undefined) return;
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(minute);
      }),
    );
  });

  test.each([
    ["1", 1000],
    [" 3 ", 3000],
    ["0", 0],
    ["86400", minute],
    ["Mon, 05 Oct 2026 12:00:10 GMT", 10_000],
    ["Mon, 05 Oct 2026 11:00:00 GMT", 0],
    ["Tue, 05 Oct 2027 12:00:10 GMT", minute],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
  ])("%j is %s ms", (value, delay) => {
    expect(readRetryAfter(value, now)).toBe(delay);
  });
});
