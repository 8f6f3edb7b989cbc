import { describe, expect, test, vi } from "vitest";
import { noticeOf, tellOfEnds } from "../../electron/desktop/notices.ts";
import type { AppEvent } from "../../shared/contract.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { submission } from "./submission.ts";

const ended = (more: Partial<Submission>): Submission => ({
  ...submission,
  state: "done",
  endedAt: "2026-11-22T10:42:00.000Z",
  ...more,
});

describe("a notice", () => {
  test.each([
    [
      "refused records",
      { refused: 1, startedBy: "schedule" as const },
      "1 record was refused. The causes tell what to mend.",
    ],
    [
      "many refused records",
      { refused: 45_012 },
      "45,012 records were refused. The causes tell what to mend.",
    ],
    ["an early end", { state: "stopped" as const, reason: "The key was refused." }, "The key was refused."],
    ["a crash", { state: "crashed" as const }, "Sending was cut off."],
    [
      "a stage that is to be judged",
      { purpose: { kind: "stage" as const, stage: "people" as const } },
      "A stage of the first sync",
    ],
  ])("is told of %s", (_, more, body) => {
    expect(noticeOf(ended(more), "State")).toMatchObject({
      title: "Steward: State",
      body: expect.stringContaining(body),
    });
  });

  test.each([
    ["went well", {}],
    ["was cancelled by a person", { state: "cancelled" as const, refused: 3 }],
    ["is under way", { state: "running" as const, refused: 3 }],
    ["waits for its turn", { state: "accepted" as const, refused: 3 }],
    ["was started by a command, which says so itself", { startedBy: "command line" as const, refused: 3 }],
  ])("is not told of what %s", (_, more) => {
    expect(noticeOf(ended(more), "State")).toBeUndefined();
  });
});

describe("notices", () => {
  function telling() {
    let listener: (event: AppEvent) => void = () => {};
    const show = vi.fn();
    const call = vi.fn(async (_: string, { connection }: { connection: string }) =>
      connection === "gone"
        ? {
            ok: false as const,
            error: { code: "not-found" as const, message: "There is no such connection." },
          }
        : { ok: true as const, value: { name: connection } },
    );
    const listen = (listens: typeof listener) => {
      listener = listens;
      return () => {};
    };
    tellOfEnds({ call: call as never, listen }, show);
    const tell = async (data: Submission) => {
      listener({ seq: 1, name: "submission.changed", data });
      await call.mock.results.at(-1)?.value;
      await new Promise(setImmediate);
    };
    return { tell, show, call };
  }

  test("of a server that stays away come once, until something went well", async () => {
    const { tell, show } = telling();
    const away = ended({ state: "stopped", reason: "The server has not answered for half an hour." });
    for (let times = 0; times < 3; times++) await tell(away);
    await tell({ ...away, connection: "other" });
    expect(show).toHaveBeenCalledTimes(2);
    await tell(ended({}));
    await tell(away);
    expect(show).toHaveBeenCalledTimes(3);
  });

  test("ask for nothing before the end, and are left out for a connection that is gone", async () => {
    const { tell, show, call } = telling();
    await tell({ ...submission, state: "running" });
    expect(call).not.toHaveBeenCalled();
    await tell(ended({ connection: "gone", refused: 3 }));
    expect(show).not.toHaveBeenCalled();
  });
});
