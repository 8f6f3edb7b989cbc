import { expect, it, vi } from "vitest";
import { openQuestion } from "../../renderer/ask.ts";
import type { PageClient } from "../../renderer/steward.ts";
import type { AppEvent } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";

/** A question whose answers a test gives by hand. */
function open() {
  const answers: PromiseWithResolvers<unknown>[] = [];
  const listeners = new Set<(event: AppEvent) => void>();
  const client: PageClient = {
    call: () => {
      const answer = Promise.withResolvers<unknown>();
      answers.push(answer);
      return answer.promise as Promise<never>;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const question = openQuestion(client, {
    name: "sources.list",
    input: { connection: "c" },
    tables: ["sources"],
  });
  const change = (table: "sources" | "runs") => {
    for (const listener of listeners) listener({ seq: 1, name: "data.changed", data: { tables: [table] } });
  };
  return { question, answers, change, listeners, shown: question.store.getState };
}

it("an answer that was overtaken by a later one says nothing", async () => {
  const { question, answers, shown } = open();
  const asked = [question.ask(), question.ask()];
  answers[1]?.resolve(["later"]);
  answers[0]?.resolve(["earlier"]);
  await Promise.all(asked);
  expect(shown()).toEqual({ value: ["later"], failure: undefined });
});

it("a failure is told, and what was known before stays on the screen", async () => {
  const { question, answers, shown } = open();
  const first = question.ask();
  answers[0]?.resolve(["known"]);
  await first;
  const second = question.ask();
  answers[1]?.reject(new AppError("storage", "The disk is full."));
  await second;
  expect(shown()).toEqual({ value: ["known"], failure: "The disk is full.", code: "storage" });
  const third = question.ask();
  answers[2]?.resolve(["new"]);
  await third;
  expect(shown()).toEqual({ value: ["new"], failure: undefined });
});

it("it is asked again when its tables change, once for many changes, and not after its end", () => {
  vi.useFakeTimers();
  const { question, answers, change, listeners } = open();
  const end = question.follow();
  expect(answers).toHaveLength(1);
  change("runs");
  vi.runAllTimers();
  expect(answers).toHaveLength(1);
  for (let told = 0; told < 20; told++) change("sources");
  vi.runAllTimers();
  expect(answers).toHaveLength(2);
  change("sources");
  end();
  vi.runAllTimers();
  expect(answers).toHaveLength(2);
  expect(listeners.size).toBe(0);
  vi.useRealTimers();
});
