import type { Clock } from "../../electron/core/schedule/clockwork.ts";

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

/** A clock that stands until it is moved, and then calls what is due. Its timers and durations follow what it is moved by. */
export function handClock(start: string) {
  let now = Date.parse(start);
  const began = now;
  const timers = new Set<Timer>();
  let armed = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => now,
    elapsed: () => now - began,
    after: (milliseconds, call) => {
      const timer = { at: now + milliseconds, call };
      timers.add(timer);
      armed.resolve();
      return () => void timers.delete(timer);
    },
  };
  const to = (time: number) => {
    now = time;
    for (const timer of [...timers].filter(({ at }) => at <= now)) {
      timers.delete(timer);
      timer.call();
    }
  };
  return {
    clock,
    moveTo: (time: string) => to(Date.parse(time)),
    /** Calls what is due in so many milliseconds, and waits until the next timer is set. */
    pass: async (milliseconds: number) => {
      armed = Promise.withResolvers<void>();
      to(now + milliseconds);
      await armed.promise;
    },
    /** The same without waiting. */
    moveBy: (milliseconds: number) => to(now + milliseconds),
    /** Milliseconds until the next timer; none: nobody waits. */
    next: () => Math.min(...[...timers].map(({ at }) => at)) - now,
  };
}
