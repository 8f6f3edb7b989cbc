import { expect, it } from "vitest";
import { exitStatusFor, troubleIn } from "../../electron/core/sync/push-result.ts";

it("says what keeps a push waiting: too many tokens, a server out of order, a broken connection", () => {
  const noAnswer = (code: string) => ({ kind: "no-answer", reason: "connection", code }) as const;
  expect(troubleIn(noAnswer("TOKEN_HTTP_429"))).toContain("too many are alive");
  expect(troubleIn({ kind: "answer", status: 503, body: "" })).toContain("status 503");
  expect(troubleIn(noAnswer("ECONNRESET"))).toContain("cut the connection");
});

it.each([200, 302])("names a network's sign-in page that says %i, and what to do about it", (status) => {
  expect(troubleIn({ kind: "answer", status, contentType: "text/html", body: "" })).toContain(
    "Open a web page in the browser, sign in there",
  );
});

it("ends well when no more was asked for, in records or in bytes", () => {
  const left = { failed: 0, blocked: 0, waiting: 0, unknown: 0, rejected: 0, left: 5 };
  const request = { connection: "State", force: false };
  expect(exitStatusFor(undefined, left, request)).toBe(1);
  expect(exitStatusFor(undefined, left, { ...request, limit: 10 })).toBe(0);
  expect(exitStatusFor(undefined, left, { ...request, limitBytes: 1000 })).toBe(0);
});
