import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catchUp } from "../../electron/core/sync/catch-up.ts";
import type { Result } from "../../electron/core/sync/outcome-writer.ts";
import type { RecordNow } from "../../electron/core/sync/state-rows.ts";
import { type RecordEvent, transition } from "../../electron/core/sync/transitions.ts";
import { type RecordState, recordStates } from "../../shared/domain/record.ts";

const events: readonly RecordEvent[] = [
  "accept",
  "refuse",
  "hold",
  "wait",
  "lose",
  "edit",
  "restore",
  "vanish",
  "remove",
  "retain",
];
/** What the database's CHECK allows; `new` is the absence of a row, `sending` is kept elsewhere. */
const stored: readonly RecordState[] = [
  "changed",
  "sent",
  "failed",
  "blocked",
  "waiting",
  "unknown",
  "gone",
  "delete-pending",
  "deleted",
];
const anyState = fc.constantFrom(...recordStates);
const anyEvent = fc.constantFrom(...events);

function walk(from: RecordState, taken: readonly RecordEvent[]): RecordState {
  return taken.reduce<RecordState>((state, event) => transition(state, event) ?? state, from);
}

describe("the states of a record", () => {
  test("every move leads to a state that can be stored, or is refused", () => {
    fc.assert(
      fc.property(anyState, anyEvent, (state, event) => {
        const to = transition(state, event);
        if (to !== undefined) expect(stored).toContain(to);
      }),
    );
  });

  test("no event leads back to new, and none to sending", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1 }), (taken) => {
        const end = walk("new", taken);
        if (end === "new") expect(taken.every((event) => transition("new", event) === undefined)).toBe(true);
        expect(end).not.toBe("sending");
      }),
    );
  });

  test("every state of this version is reached from new", () => {
    const reached = new Set<RecordState>(["new"]);
    for (let size = 0; size < reached.size; ) {
      size = reached.size;
      for (const state of [...reached])
        for (const event of events) reached.add(transition(state, event) ?? state);
    }
    expect([...reached].sort()).toEqual(["new", ...stored].sort());
  });

  test("only an accepted answer, or its own former content, makes a record sent", () => {
    for (const state of recordStates)
      for (const event of events)
        if (transition(state, event) === "sent") expect(["accept", "restore"]).toContain(event);
  });

  test("nothing is sent, refused or held of what has left the files, until it comes back", () => {
    for (const event of ["accept", "refuse", "hold", "wait"] as const) {
      for (const state of ["gone", "deleted", "delete-pending"] as const)
        expect(transition(state, event)).toBeUndefined();
    }
    expect(transition("gone", "edit")).toBe("changed");
    expect(transition("gone", "restore")).toBe("sent");
  });

  test("over any sequence, only what has left the files is deleted, and what was deleted is only ever created anew", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (taken) => {
        let state: RecordState = "new";
        let isOut = false;
        for (const event of taken) {
          const to = transition(state, event);
          if (to === undefined) continue;
          isOut = event === "vanish" || (isOut && event !== "edit" && event !== "restore");
          // Told by the events alone: what the files say.
          expect(["gone", "delete-pending", "deleted"].includes(to)).toBe(isOut);
          expect(to === "deleted").toBe(event === "remove");
          expect(to === "delete-pending").toBe(event === "retain");
          if (state === "deleted") expect([event, to]).toEqual(["edit", "changed"]);
          state = to;
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test("a deletion that nobody answered leaves the record where the next one finds it", () => {
    expect(transition("gone", "lose")).toBe("gone");
    expect(transition("delete-pending", "lose")).toBe("gone");
    expect(transition("gone", "remove")).toBe("deleted");
  });
});

describe("an outcome of a record that its source changed meanwhile", () => {
  const digest = fc.constantFrom("a", "b", "c").map((letter) => Buffer.from(letter.repeat(16)));
  const sendable = fc.constantFrom<RecordState>(
    "new",
    "changed",
    "sent",
    "failed",
    "blocked",
    "waiting",
    "unknown",
  );
  const sendingEvent = fc.constantFrom<RecordEvent>("accept", "refuse", "hold", "wait", "lose");
  const anyResult = fc.record({ event: sendingEvent, state: sendable, hash: digest }).map(
    ({ event, state, hash }): Result => ({
      candidate: {
        id: 1,
        key: hash,
        hash,
        refs: Buffer.alloc(0),
        codes: Buffer.alloc(0),
        body: "{}",
        state,
        accepted: null,
        serverId: null,
        etag: null,
        cause: null,
        former: null,
        blockedBy: null,
        run: null,
      },
      event,
      ...(event === "accept" && { accepted: { serverId: "s", etag: null, created: true } }),
      ...(event === "refuse" && { cause: 7, message: "about the former content" }),
    }),
  );
  const anyNow = fc.oneof(
    fc.record<RecordNow>({
      state: sendable,
      cause: fc.constantFrom(null, 3),
      former: fc.constant(null),
      accepted: fc.option(digest),
      hash: digest,
      gone: fc.constant(0),
    }),
    fc.record<RecordNow>({
      state: fc.constantFrom<RecordState>("new", "gone"),
      cause: fc.constant(null),
      former: fc.constant(null),
      accepted: fc.option(digest),
      hash: digest,
      gone: fc.constant(1),
    }),
  );

  test("is a legal move of the record as it is now, and never says more than was answered", () => {
    fc.assert(
      fc.property(anyResult, anyNow, fc.boolean(), (result, now, reshaped) => {
        const noted = catchUp(result, now, reshaped);
        if (!noted) {
          expect(now.gone).toBe(1);
          return;
        }
        const to = transition(now.state === "gone" ? "sent" : now.state, noted.event);
        expect(to).toBeDefined();
        expect(noted.candidate.state).toBe(now.state);
        if (now.gone) expect(noted.event).toBe("vanish");
        else if (reshaped || !now.hash.equals(result.candidate.hash)) {
          expect(to).not.toBe("sent");
          expect(to).not.toBe("failed");
          expect(noted.message).toBeUndefined();
        }
      }),
    );
  });

  test("says that the server took it only where it did", () => {
    fc.assert(
      fc.property(anyResult, anyNow, fc.boolean(), (result, now, reshaped) => {
        if (catchUp(result, now, reshaped)?.accepted) expect(result.event).toBe("accept");
      }),
    );
  });

  test("that was made with another mapping is never taken for what is wanted now", () => {
    fc.assert(
      fc.property(anyResult, anyNow, (result, now) => {
        const noted = catchUp(result, now, true);
        if (noted?.accepted && !now.gone) expect(noted.candidate.hash.equals(now.hash)).toBe(false);
      }),
    );
  });

  test("of which nothing is left is not noted", () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        expect(catchUp(result, undefined, false)).toBeUndefined();
      }),
    );
  });

  const anyDelete = fc
    .record({
      event: fc.constantFrom<RecordEvent>("remove", "retain", "lose"),
      state: fc.constantFrom<RecordState>("gone", "delete-pending"),
      result: anyResult,
    })
    .map(({ event, state, result }): Result => {
      const { candidate } = result;
      return {
        candidate: { ...candidate, state },
        event,
        ...(event === "remove" && { forgets: true as const }),
      };
    });
  const anyReturned = fc.record<RecordNow>({
    state: fc.constantFrom<RecordState>("sent", "changed"),
    cause: fc.constant(null),
    former: fc.constant(null),
    accepted: fc.option(digest),
    hash: digest,
    gone: fc.constant(0),
  });

  test("of what came back while it was being deleted: it goes again, unless the server kept it as it was", () => {
    fc.assert(
      fc.property(anyDelete, anyReturned, (result, now) => {
        const noted = catchUp(result, now, false);
        if (result.event === "retain") {
          expect(noted).toBeUndefined();
          return;
        }
        expect(noted && transition(now.state, noted.event)).toBe("changed");
        expect(noted?.forgets).toBe(result.event === "remove" ? true : undefined);
        // Nobody knows whether the server has it: with no content could it be taken for the same.
        expect(noted?.doubts).toBe(result.event === "lose" ? true : undefined);
      }),
    );
  });

  test("of a deletion of what is still out of the files is what was answered", () => {
    fc.assert(
      fc.property(anyDelete, fc.option(digest), (result, accepted) => {
        const now: RecordNow = {
          state: "gone",
          cause: null,
          former: null,
          accepted,
          hash: result.candidate.hash,
          gone: 1,
        };
        expect(catchUp(result, now, false)).toMatchObject({ event: result.event });
      }),
    );
  });
});
