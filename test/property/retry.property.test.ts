import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeLongWish, readRetryAfter } from "../../electron/core/api/retry-after.ts";
import type { Answer, HttpAnswer } from "../../electron/core/api/types.ts";
import { freeRepeats, mayRepeat } from "../../electron/core/sync/budget.ts";
import { backOff, isTrouble, judge, mostAttempts } from "../../electron/core/sync/retry.ts";

/** The acceptance test's own number of cases, for a run by hand: STEWARD_FULL_SIZE=1. */
const numRuns = 10_000;

const minute = 60_000;
const now = Date.parse("2026-10-05T12:00:00Z");
const noise = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const method = fc.constantFrom("POST" as const, "PUT" as const, "DELETE" as const);
const first = { method: "POST" as const, attempt: 1, race: false, now, random: () => 0 };
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
  test("an error of the data is never sent again by itself (defect 13)", () => {
    fc.assert(
      fc.property(dataError, attempt, noise, method, (answer, times, random, by) => {
        const verdict = judge(answer, {
          method: by,
          attempt: times,
          race: false,
          now,
          random: () => random,
        });
        // What is to be removed and is not there needs no further try.
        const isGone = by === "DELETE" && answer.status === 404;
        expect(verdict).toEqual(isGone ? { kind: "accepted", created: false } : { kind: "refused" });
        expect(isTrouble(answer)).toBe(false);
      }),
      { numRuns },
    );
  });

  test("a 409 that names a race is repeated, whatever came before, unless the record was sent often enough (trap 14)", () => {
    fc.assert(
      fc.property(dataError, attempt, noise, (answer, times, random) => {
        const verdict = judge(answer, { ...first, attempt: times, race: true, random: () => random });
        if (times >= mostAttempts) expect(verdict).toEqual({ kind: "refused" });
        else expect(verdict).toMatchObject({ kind: "again", overload: false });
      }),
      { numRuns },
    );
  });

  test("trouble of the server is never told of the record: it goes again, at most eight times (trap 4, defect 2, defect 9)", () => {
    fc.assert(
      fc.property(trouble, attempt, noise, method, (answer, times, random, by) => {
        const verdict = judge(answer, {
          method: by,
          attempt: times,
          race: false,
          now,
          random: () => random,
        });
        expect(isTrouble(answer)).toBe(true);
        expect(verdict.kind).toBe(times >= mostAttempts ? "lost" : "again");
        if (verdict.kind !== "again") return;
        expect(verdict.delay).toBeGreaterThanOrEqual(0);
        expect(verdict.delay).toBeLessThanOrEqual(minute + 250);
      }),
      { numRuns },
    );
  });

  test("a page that says 404 is no proof that an item is gone", () => {
    const answer: Answer = { kind: "answer", status: 404, contentType: "text/html", body: "" };
    expect(judge(answer, { ...first, method: "DELETE" })).toEqual({ kind: "refused" });
  });

  test("a sign-in page that says 200 is no acceptance", () => {
    for (const type of ["text/html", "Text/HTML; charset=utf-8"]) {
      const answer: Answer = { kind: "answer", status: 200, contentType: type, body: "" };
      expect(judge(answer, first)).toMatchObject({ kind: "again" });
      expect(isTrouble(answer)).toBe(true);
    }
  });

  test("only a success accepts, and only 201 creates", () => {
    fc.assert(
      fc.property(answerWith(fc.integer({ min: 200, max: 599 })), attempt, (answer, times) => {
        const verdict = judge(answer, { ...first, attempt: times });
        expect(verdict.kind === "accepted").toBe([200, 201, 204].includes(answer.status));
        if (verdict.kind === "accepted") expect(verdict.created).toBe(answer.status === 201);
      }),
      { numRuns },
    );
  });

  test("the end of a run and bad credentials are no trouble to wait for", () => {
    const aborted: Answer = { kind: "no-answer", reason: "aborted", code: "UND_ERR_ABORTED" };
    expect(judge(aborted, first)).toEqual({ kind: "aborted" });
    const refused: Answer = { kind: "bad-credentials", status: 401, sentence: "No." };
    expect(judge(refused, first)).toEqual({ kind: "stop", sentence: "No." });
  });

  test("a server that has moved for good says nothing of the record: nothing more is sent there", () => {
    fc.assert(
      fc.property(answerWith(fc.constantFrom(301, 308)), attempt, method, (answer, times, by) => {
        expect(judge(answer, { ...first, attempt: times, method: by })).toMatchObject({
          kind: "stop",
          sentence: expect.stringContaining("Ask the host for the new address"),
        });
      }),
      { numRuns: 100 },
    );
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
      { numRuns },
    );
  });

  test("are never shorter than what the server asks for, up to a minute", () => {
    const seconds = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: mostAttempts - 1 }), noise, (asked, times, random) => {
        const answer: Answer = { kind: "answer", status: 429, body: "", retryAfter: String(asked) };
        const verdict = judge(answer, {
          method: "POST",
          attempt: times,
          race: false,
          now,
          random: () => random,
        });
        expect(verdict.kind === "again" && verdict.delay).toBeGreaterThanOrEqual(
          Math.min(asked * 1000, minute),
        );
      }),
      { numRuns },
    );
  });
});

describe("Retry-After", () => {
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
        const wish = readRetryAfter(value, now);
        if (wish === undefined) return;
        expect(wish.wait).toBeGreaterThanOrEqual(0);
        expect(wish.wait).toBeLessThanOrEqual(minute);
        expect(wish.asked).toBeGreaterThanOrEqual(wish.wait);
      }),
      { numRuns },
    );
  });

  test.each([
    ["1", 1000],
    [" 3 ", 3000],
    ["1.5", 1500],
    ["0", 0],
    ["999", minute],
    ["86400", minute],
    ["9".repeat(400), minute],
    ["Mon, 05 Oct 2026 12:00:10 GMT", 10_000],
    ["Monday, 05-Oct-26 12:00:10 GMT", 10_000],
    ["Mon Oct  5 12:00:10 2026", 10_000],
    ["2026-10-05T12:00:10Z", 10_000],
    ["Tue, 05 Oct 2027 12:00:10 GMT", minute],
  ])("%j is obeyed for %s ms", (value, wait) => {
    expect(readRetryAfter(value, now)?.wait).toBe(wait);
  });

  test.each([
    ["30000", 30_000],
    ["1000", 1000],
    ["5000", 5000],
    ["1800", 1_800_000],
    ["3600", 3_600_000],
  ])("%j asks for %s ms: round thousands are milliseconds, other numbers seconds", (value, asked) => {
    expect(readRetryAfter(value, now)?.asked).toBe(asked);
  });

  test.each([
    "Mon, 05 Oct 2026 11:00:00 GMT",
    "-5",
    "-0",
    "1e9",
    "0x10",
    "1,2",
    "Infinity",
    "soon",
    "soon 2050",
    "Mon, yesterday",
    " ",
    "",
  ])("%j is no wish", (value) => {
    expect(readRetryAfter(value, now)).toBeUndefined();
    expect(readRetryAfter(undefined, now)).toBeUndefined();
  });

  test.each([
    ["60", undefined],
    ["30000", undefined],
    ["soon", undefined],
    ["1800", "30 minutes"],
    ["28800", "8 hours"],
    ["Wed, 14 Oct 2026 12:00:00 GMT", "9 days"],
    ["9".repeat(400), "more than a year"],
  ])("%j is told as %s where it is longer than what is obeyed", (value, told) => {
    const sentence = describeLongWish(value, now);
    if (told === undefined) expect(sentence).toBeUndefined();
    else expect(sentence).toContain(`be left alone for ${told};`);
  });
});

describe("budgets", () => {
  /** What each answer of a server comes to, record after record, as a run spends its budget. */
  function spend(records: number, next: () => Answer) {
    const budget = { first: 0, repeats: 0 };
    const attempts: number[] = [];
    for (let record = 0; record < records; record++) {
      budget.first += 1;
      for (let times = 1; ; times++) {
        attempts[record] = times;
        const answer = next();
        const verdict = judge(answer, { ...first, attempt: times });
        if (verdict.kind !== "again") break;
        if (!mayRepeat(budget)) return { attempts, budget, isSpent: true };
        budget.repeats += 1;
      }
    }
    return { attempts, budget, isSpent: false };
  }

  test("hold for each record and for a run, whatever the server answers", () => {
    const answers = fc.array(fc.oneof(trouble, trouble, dataError, answerWith(fc.constant(201))), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 1000 }), (given, records) => {
        let turn = 0;
        const { attempts, budget, isSpent } = spend(records, () => given[turn++ % given.length] as Answer);
        expect(Math.max(...attempts)).toBeLessThanOrEqual(mostAttempts);
        expect(budget.repeats).toBeLessThanOrEqual(freeRepeats + budget.first);
        expect(attempts.reduce((sum, times) => sum + times, 0)).toBe(budget.first + budget.repeats);
        if (!isSpent) expect(attempts).toHaveLength(records);
      }),
      { numRuns },
    );
  });

  test("end a run at a server that takes nothing", () => {
    const { isSpent, budget } = spend(1000, () => ({ kind: "answer", status: 503, body: "" }));
    expect(isSpent).toBe(true);
    expect(budget.first).toBeLessThan(400);
  });
});
