import { describe, expect, test } from "vitest";
import type { Answer, HttpAnswer } from "../../electron/core/api/types.ts";
import { Guard } from "../../electron/core/sync/guard.ts";
import type { Sent } from "../../electron/core/sync/sender.ts";
import type { Write } from "../../electron/core/sync/write.ts";

const tag = '"5250093105232954695"';
const post: Write = { method: "POST", path: "/ed-fi/schools", body: '{"schoolId":1,"city":"ours"}' };
const http = (status: number, body = "{}"): HttpAnswer => ({ kind: "answer", status, body, etag: '"7"' });
const refused = (status: number, attempts = 1): Sent => ({ kind: "refused", answer: http(status), attempts });
const known = { accepted: Buffer.alloc(16), etag: tag, serverId: "1b1a", state: "changed" } as const;

/** Sends one write past a guard; `end`: what the sender says of it; `theirs`: what the server shows. */
async function guard(
  of: Partial<Omit<typeof known, "state" | "accepted" | "etag">> & {
    accepted?: Buffer | null;
    etag?: string | null;
    state?: "changed" | "unknown";
  } = {},
  { isOn = true, end = refused(412), theirs = http(404) as Answer, write = post } = {},
) {
  const writes: Write[] = [];
  const asked: string[] = [];
  const stops: unknown[] = [];
  const sent = await new Promise<Sent>((resolve) => {
    new Guard({
      isOn,
      sender: {
        send: (one, done) => {
          writes.push(one);
          done(end);
        },
      },
      client: {
        get: async (path) => {
          asked.push(path);
          return theirs;
        },
      },
      stop: (reason) => stops.push(reason),
    }).send(write, { ...known, ...of }, resolve);
  });
  return { headers: writes[0]?.headers, sent, asked, stops };
}

describe("a guarded write", () => {
  test("carries the last tag where the record was accepted before", async () => {
    expect((await guard()).headers).toEqual({ "if-match": tag });
  });

  test("carries none where others may be overwritten, and where there is nothing of ours to compare with (trap 30)", async () => {
    expect((await guard({}, { isOn: false })).headers).toBeUndefined();
    expect((await guard({ accepted: null })).headers).toBeUndefined();
    expect((await guard({ etag: null })).headers).toBeUndefined();
  });

  test("that is refused at once was changed by somebody else: the server is not asked", async () => {
    const { sent, asked } = await guard();
    expect(sent).toEqual(refused(412));
    expect(asked).toEqual([]);
  });

  const own = http(200, '{"id":"1b1a","schoolId":1,"city":"ours","_etag":"7"}');
  const others = http(200, '{"id":"1b1a","schoolId":1,"city":"theirs","_etag":"7"}');

  test.each([
    ["an earlier try may have got through", {}, refused(412, 2)],
    ["its last answer was lost", { state: "unknown" as const }, refused(412)],
    ["nobody knows which content the server has", { accepted: Buffer.alloc(0) }, refused(412)],
  ])("counts as accepted when %s and the server has just that", async (_, of, end) => {
    const { sent, asked } = await guard(of, { end, theirs: own });
    expect(asked).toEqual(["/ed-fi/schools/1b1a"]);
    expect(sent).toMatchObject({ kind: "accepted", created: false, answer: { etag: '"7"', id: "1b1a" } });
    expect((await guard(of, { end, theirs: others })).sent).toEqual(end);
    expect((await guard(of, { end, theirs: http(404) })).sent).toEqual(end);
    expect((await guard(of, { end, theirs: http(200, "<html>") })).sent).toEqual(end);
    const lost: Answer = { kind: "no-answer", reason: "timeout", code: "ETIMEDOUT" };
    expect((await guard(of, { end, theirs: lost })).sent).toEqual(end);
  });

  test("that is refused for another reason is no matter of versions", async () => {
    const { asked, sent } = await guard({ state: "unknown" }, { end: refused(400, 2), theirs: own });
    expect(asked).toEqual([]);
    expect(sent).toEqual(refused(400, 2));
  });

  test("that removes an item is guarded like any other", async () => {
    const write: Write = { method: "DELETE", path: "/ed-fi/schools", id: "1b1a" };
    const { headers, sent, asked } = await guard({}, { write, end: refused(412, 2), theirs: own });
    expect(headers).toEqual({ "if-match": tag });
    expect([sent.kind, asked]).toEqual(["refused", []]);
  });
});
