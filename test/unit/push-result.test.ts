import { expect, it } from "vitest";
import { troubleIn } from "../../electron/core/sync/push-result.ts";

it("says what keeps a push waiting: too many tokens, a server out of order, a broken connection", () => {
  const noAnswer = (code: string) => ({ kind: "no-answer", reason: "connection", code }) as const;
  expect(troubleIn(noAnswer("TOKEN_HTTP_429"))).toContain("too many are alive");
  expect(troubleIn({ kind: "answer", status: 503, body: "" })).toContain("status 503");
  expect(troubleIn(noAnswer("ECONNRESET"))).toContain("cut the connection");
});
