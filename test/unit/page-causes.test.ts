import { expect, test } from "vitest";
import { eventWords, readyWords } from "../../renderer/cause-words.ts";
import type { Cause, CauseEvent } from "../../shared/domain/cause.ts";

const nothing: CauseEvent = {
  at: "",
  before: 0,
  after: 0,
  joined: 0,
  mended: 0,
  accepted: 0,
  withdrawn: 0,
};

test.each([
  [{ run: "3", after: 4, joined: 4 }, true, "Push 3: 4 records met it."],
  [{ run: "9", after: 1, joined: 1 }, false, "Push 9: 1 record came back to it."],
  [{ run: "4", before: 4, after: 6, joined: 2 }, false, "Push 4: 2 records more; 6 wait."],
  [{ why: "source", before: 4, after: 4, mended: 1 }, false, "Your files changed: 1 record was mended."],
  [{ run: "5", before: 7004, accepted: 7004 }, false, "Push 5: 7,004 accepted; cleared."],
  [
    { run: "6", before: 4, after: 1, accepted: 2, withdrawn: 1 },
    false,
    "Push 6: 2 accepted, 1 left it another way; 1 waits.",
  ],
] as const)("history says what happened: %j", (event, isFirst, words) => {
  expect(eventWords({ ...nothing, ...event }, isFirst)).toBe(words);
});

test.each([
  [{ ready: 0, releases: 4 }, undefined, undefined],
  [{ ready: 4, releases: 4 }, "7:45", "All 4 records are ready. They go with the next batch, 7:45."],
  [{ ready: 1, releases: 4 }, undefined, "1 record is ready. It goes when you send next."],
])("what is ready says how it goes: %j", (cause, next, words) => {
  expect(readyWords(cause as Cause, next)).toBe(words);
});
