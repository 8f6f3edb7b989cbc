import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openReader } from "../../renderer/pages/journal/journal-reader.ts";
import type { PageClient } from "../../renderer/steward.ts";
import type { AppEvent } from "../../shared/contract.ts";
import type { JournalPage } from "../../shared/domain/journal.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const page = (names: string, next?: string): JournalPage => ({
  lines: [...names].map((what) => ({
    kind: "setting",
    at: "2026-11-20T10:00:00.000Z",
    what,
    fields: [],
  })),
  ...(next !== undefined && { next }),
});

/** A reader of a core that answers when the test says so, in whatever order. */
function openJournal() {
  const asked: { after?: string; answer: (page: JournalPage) => void; refuse: (error: Error) => void }[] = [];
  let tell: (event: AppEvent) => void = () => {};
  const client = {
    call: (_: string, { after }: { after?: string }) =>
      new Promise<JournalPage>((answer, refuse) => {
        asked.push({ ...(after !== undefined && { after }), answer, refuse });
      }),
    listen: (listener: (event: AppEvent) => void) => {
      tell = listener;
      return () => {
        tell = () => {};
      };
    },
  } as unknown as PageClient;
  const reader = openReader(client, {});
  const stop = reader.follow();
  const shown = () =>
    reader.store
      .getState()
      .rows.flatMap((row) => ("line" in row && row.line.kind === "setting" ? row.line.what : []))
      .join("");
  const changed = async () => {
    tell({ seq: 1, name: "data.changed", data: { tables: ["runs"] } });
    await vi.advanceTimersByTimeAsync(1000);
  };
  const answer = async (which: number, given: JournalPage) => {
    asked[which]?.answer(given);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { reader, asked, shown, changed, answer, stop, told: () => reader.store.getState() };
}

test("older lines follow those before, and at the end no more are asked for", async () => {
  const { reader, asked, shown, answer, told } = openJournal();
  await answer(0, page("abc", "mark"));
  reader.more();
  reader.more();
  expect(asked.map(({ after }) => after)).toEqual([undefined, "mark"]);
  await answer(1, page("de"));
  expect([shown(), told().ended, told().lines]).toEqual(["abcde", true, 5]);
  reader.more();
  expect(asked).toHaveLength(2);
});

test("what happens is shown at once where the newest line is in sight, also while older ones are on their way", async () => {
  const { reader, asked, shown, changed, answer } = openJournal();
  await answer(0, page("abc", "mark"));
  reader.more();
  await changed();
  expect(asked.map(({ after }) => after)).toEqual([undefined, "mark", undefined]);
  await answer(2, page("xab", "other"));
  await answer(1, page("de"));
  expect(shown()).toBe("xab");
  reader.more();
  expect(asked.at(-1)?.after).toBe("other");
});

test("whoever reads further down is told that something happened, and sees it back at the top", async () => {
  const { reader, asked, shown, changed, answer, told } = openJournal();
  await answer(0, page("abc", "mark"));
  reader.setAtTop(false);
  await changed();
  expect([told().isStale, asked.length]).toEqual([true, 1]);
  reader.setAtTop(true);
  await answer(1, page("xabc"));
  expect([shown(), told().isStale]).toEqual(["xabc", false]);
});

test("a refusal leaves what was read, and reading goes on from there", async () => {
  const { reader, asked, shown, answer, told } = openJournal();
  await answer(0, page("abc", "mark"));
  reader.more();
  asked[1]?.refuse(new Error("The data folder cannot be read."));
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), told().failure]).toEqual(["abc", "The data folder cannot be read."]);
  reader.more();
  expect(asked[2]?.after).toBe("mark");
  await answer(2, page("d"));
  expect([shown(), told().failure]).toEqual(["abcd", undefined]);
});

test("one that nobody follows any more shows nothing new, and asks nothing", async () => {
  const { asked, shown, changed, answer, stop } = openJournal();
  stop();
  await answer(0, page("abc"));
  await changed();
  expect([shown(), asked.length]).toEqual(["", 1]);
});
