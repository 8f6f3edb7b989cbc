import type { AppEvent } from "../../shared/contract.ts";
import type { OpenedCause } from "../../shared/domain/cause.ts";
import { markedName } from "../../shared/domain/practice-facts.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { type Client, createClient, type Transport } from "../../shared/rpc.ts";
import { toldOfEnd } from "./ends.ts";
import { dueAt, type Notice, noticeOf, type Waiting, withWaiting } from "./notice-plan.ts";

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

/** Tells what needs a person, as it comes: once, together where it comes together, and not in quiet hours. Returns its end. */
export function tellWhatNeedsPerson(core: Transport, effects: NoticeEffects): () => void {
  const client = createClient(core);
  const { show, now, after } = effects;
  const lastEnd = new Map<string, string>();
  let waiting: Waiting[] = [];
  let isOver = false;
  let stopTimer = () => {};

  const look = async () => {
    stopTimer();
    if (isOver || waiting.length === 0) return;
    const settings = await client.call("notices.show", {});
    if (!settings.shown) waiting = [];
    const due = dueAt(waiting, settings, now());
    if (isOver || due === undefined) return;
    if (due > now()) {
      stopTimer();
      stopTimer = after(Math.min(due - now(), longestWait), lookSafely);
      return;
    }
    const ready = waiting;
    waiting = [];
    const notice = noticeOf(await stillNeeded(client, ready));
    if (notice && !isOver) show(notice);
  };
  // A core that is closing answers no more: then there is nobody to be told either.
  const lookSafely = () => void look().catch(() => {});
  const wait = (next: Waiting) => {
    waiting = withWaiting(waiting, next);
    lookSafely();
  };

  const hearEnd = async (submission: Submission) => {
    const { connection } = submission;
    const told = toldOfEnd(submission, await exitStatusOf(client, submission));
    const isKnown = told !== undefined && lastEnd.get(connection) === told.about;
    lastEnd.set(connection, told?.about ?? "");
    if (!told || isKnown) return;
    const name = markedName(await client.call("connections.show", { connection }));
    wait({ key: `end ${connection}`, connection, name, at: now(), told: told.told });
  };
  const hear = (event: AppEvent) => {
    if (event.name === "cause.opened" && event.data.needsPerson) {
      const { connection, name, cause, told } = event.data;
      const sentence = `${told}. ${waitsBy(cause)}`;
      const key = `cause ${connection} ${cause.id}`;
      wait({ key, connection, name, at: now(), told: sentence, cause: cause.id });
    }
    // A connection that was removed meanwhile has nobody waiting for it.
    if (event.name === "submission.changed" && event.data.endedAt !== undefined)
      hearEnd(event.data).catch(() => {});
    if (event.name === "data.changed" && event.data.tables.includes("notices")) lookSafely();
  };
  const stopListening = core.listen(hear);
  return () => {
    isOver = true;
    stopListening();
    stopTimer();
  };
}

function waitsBy({ releases }: OpenedCause): string {
  return releases === 1 ? "1 record waits by it." : `${releases.toLocaleString("en-US")} records wait by it.`;
}

async function exitStatusOf(client: Client, { state, runs }: Submission): Promise<number | undefined> {
  const run = runs.at(-1);
  if (state !== "stopped" || run === undefined) return undefined;
  return (await client.call("runs.show", { run })).result?.exitStatus;
}

/** Without the causes that were mended, or went away by themselves, before they were told. */
async function stillNeeded(client: Client, ready: readonly Waiting[]): Promise<Waiting[]> {
  const open = new Map<string, ReadonlySet<string>>();
  const connections = new Set(ready.flatMap(({ connection, cause }) => (cause ? connection : [])));
  for (const connection of connections) {
    const asked = { connection, brief: true, limit: mostCauses };
    // Of a connection that was removed meanwhile nothing is open.
    const causes = await client.call("causes.list", asked).catch(() => []);
    const needing = causes.filter(({ ready, releases }) => ready < releases);
    open.set(connection, new Set(needing.map(({ id }) => id)));
  }
  return ready.filter(({ connection, cause }) => cause === undefined || open.get(connection)?.has(cause));
}
