import type { WaitingNotice } from "../../shared/domain/notices.ts";
import { type Client, createClient, type Transport } from "../../shared/rpc.ts";
import { dueAt, type Notice, noticeOf } from "./notice-plan.ts";

/** What tells notices from the world: a clock, a timer, and the operating system. */
export interface NoticeEffects {
  readonly show: (notice: Notice) => void;
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns what prevents it. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

/** A timer does not run while a laptop sleeps: what is put off to the morning is looked at each minute. */
const longestWait = 60_000;
const mostCauses = 10_000;

/**
 * Tells what the core keeps of what needs a person, from this start or one before it: once, together where it comes together,
 * and not in quiet hours. Returns its end.
 */
export function tellWhatNeedsPerson(core: Transport, effects: NoticeEffects): () => void {
  const client = createClient(core);
  const { show, now, after } = effects;
  let isOver = false;
  let stopTimer = () => {};

  const look = async () => {
    const settings = await client.call("notices.show", {});
    const waiting = await client.call("notices.waiting", {});
    stopTimer();
    if (isOver || waiting.length === 0) return;
    if (!settings.shown) return void (await client.call("notices.take", {}));
    const due = dueAt(waiting, settings, now());
    if (due === undefined) return;
    if (due > now()) {
      stopTimer = after(Math.min(due - now(), longestWait), lookSoon);
      return;
    }
    const mended = await mendedOf(client, waiting);
    if (isOver) return;
    const taken = await client.call("notices.take", {});
    const notice = noticeOf(taken.filter(({ key }) => !mended.has(key)));
    if (notice) show(notice);
  };
  const lookSoon = oneAtATime(look, () => isOver);
  const stopListening = core.listen((event) => {
    if (event.name === "data.changed" && event.data.tables.includes("notices")) lookSoon();
  });
  lookSoon();
  return () => {
    isOver = true;
    stopListening();
    stopTimer();
  };
}

/** What is wanted meanwhile is done once, afterwards: causes open by the hundred. */
function oneAtATime(act: () => Promise<void>, isOver: () => boolean): () => void {
  let isBusy = false;
  let isWanted = false;
  const want = () => {
    if (isBusy) isWanted = true;
    if (isBusy || isOver()) return;
    isBusy = true;
    isWanted = false;
    // A core that is closing answers no more: what waits then is told after the next start.
    void act()
      .catch(() => {})
      .then(() => {
        isBusy = false;
        if (isWanted) want();
      });
  };
  return want;
}

/** Keys of the causes that were mended, or went away by themselves, before they were told. */
async function mendedOf(client: Client, waiting: readonly WaitingNotice[]): Promise<ReadonlySet<string>> {
  const open = new Map<string, ReadonlySet<string>>();
  const connections = new Set(waiting.flatMap(({ connection, cause }) => (cause ? connection : [])));
  for (const connection of connections) {
    const asked = { connection, brief: true, limit: mostCauses };
    // Of a connection that was removed meanwhile nothing is open.
    const causes = await client.call("causes.list", asked).catch(() => []);
    const needing = causes.filter(({ ready, releases }) => ready < releases);
    open.set(connection, new Set(needing.map(({ id }) => id)));
  }
  const mended = waiting.filter(
    ({ connection, cause }) => cause !== undefined && !open.get(connection)?.has(cause),
  );
  return new Set(mended.map(({ key }) => key));
}
