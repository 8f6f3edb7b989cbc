import type { AppEvent, ConnectionStatus } from "../../shared/contract.ts";
import { type Client, createClient, type Transport } from "../../shared/rpc.ts";
import { type Heard, hearProgress, hearRun, nothingHeard, type Standing, standingOf } from "./standing.ts";

/** Calls back after so many milliseconds; returns what prevents it. */
export type After = (milliseconds: number, act: () => void) => () => void;

export interface StandingFollower {
  /** Somebody looks at the window: that something has failed need not be told any more. */
  seen(): void;
  end(): void;
}

/** Milliseconds between two tellings: progress comes ten times a second, and a tooltip needs less. */
const pace = 1000;
/** Milliseconds between two questions to the core while a push changes its tables all the time. */
const askPace = 2000;

const telling: ReadonlySet<string> = new Set(["connections", "runs", "causes", "schedules"]);

/** Tells how the connections stand, now and as it changes, as seldom as is enough. */
export function followStanding(
  core: Transport,
  after: After,
  tell: (standing: Standing) => void,
): StandingFollower {
  const client = createClient(core);
  let heard: Heard = nothingHeard;
  let known: { statuses: readonly ConnectionStatus[]; scheduled: ReadonlySet<string> } | undefined;
  let isOver = false;

  const tellNow = () => {
    if (!isOver && known) tell(standingOf(known.statuses, known.scheduled, heard));
  };
  const ask = async () => {
    // A core that is closing answers no more: what it said last stands.
    known = (await askAll(client).catch(() => undefined)) ?? known;
    tellNow();
  };
  const tellSoon = paced(after, pace, async () => tellNow());
  const askSoon = paced(after, askPace, ask);
  const hear = (event: AppEvent) => {
    if (event.name === "run.progress") {
      heard = hearProgress(heard, event.data);
      tellSoon.want();
    } else if (event.name === "run.changed") {
      heard = hearRun(heard, event.data);
      askSoon.want();
    } else if (event.name === "data.changed" && event.data.tables.some((table) => telling.has(table)))
      askSoon.want();
  };
  const stopListening = core.listen(hear);
  askSoon.want();

  return {
    seen: () => {
      if (heard.failed.size === 0) return;
      heard = { ...heard, failed: new Set() };
      tellNow();
    },
    end: () => {
      isOver = true;
      stopListening();
      tellSoon.end();
      askSoon.end();
    },
  };
}

async function askAll(client: Client) {
  const statuses = await client.call("status.show", {});
  const open = statuses.filter(({ connection }) => connection.closedAt === undefined);
  const views = await Promise.all(
    // One that was removed meanwhile has none.
    open.map(({ connection }) =>
      client.call("schedule.show", { connection: connection.id }).catch(() => undefined),
    ),
  );
  const scheduled = views.flatMap((view) => (view?.schedule ? view.connection : []));
  return { statuses, scheduled: new Set(scheduled) };
}

/** Acts at once, and then no sooner than the pause allows; what is wanted meanwhile is done once. */
function paced(after: After, pause: number, act: () => Promise<void>) {
  let isWanted = false;
  let isBusy = false;
  let isOver = false;
  let forget = () => {};
  const want = () => {
    isWanted = true;
    if (isBusy || isOver) return;
    isBusy = true;
    isWanted = false;
    void act().then(() => {
      if (isOver) return;
      forget = after(pause, () => {
        isBusy = false;
        if (isWanted) want();
      });
    });
  };
  return {
    want,
    end: () => {
      isOver = true;
      forget();
    },
  };
}
