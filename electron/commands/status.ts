import type { Command } from "commander";
import type { ConnectionStatus } from "../../shared/contract.ts";
import type { ResourceStatus } from "../../shared/domain/record.ts";
import type { Run } from "../../shared/domain/run.ts";
import type { Session } from "./session.ts";
import { runWords } from "./states.ts";
import { dateAndTime, some, typed } from "./words.ts";

export function addStatus(program: Command, session: Session) {
  program
    .command("status [name]")
    .description("per connection and resource: what is accepted, refused, waiting")
    .action((name?: string) => status(session, name));
}

async function status(session: Session, name: string | undefined) {
  const input = name === undefined ? {} : { connection: name };
  const found = await session.withCore(({ ask }) => ask("status.show", input));
  session.answer(found, () => {
    if (found.length === 0)
      return "There is no connection yet. Add one: 'steward connection add NAME --url URL'.";
    return found.map((each) => connectionText(session, each)).join("\n\n");
  });
}

function connectionText(session: Session, each: ConnectionStatus): string {
  const { connection, resources, causes, running, lastRun } = each;
  const batches = batchesOf(each);
  const heading = `${connection.name}: ${stateOf(each)}`;
  const run = running ? "A push is running." : lastRunSentence(lastRun);
  const advice = causes > 0 ? [`'steward causes ${typed(connection.name)}' says what to mend.`] : [];
  const figures = resources.length > 0 ? [resourcesTable(session, resources)] : [];
  return [heading, run, ...batches, ...figures, ...advice].join("\n");
}

/** What the schedule does next. */
function batchesOf({ connection, nextBatch, pausedAt }: ConnectionStatus): string[] {
  if (pausedAt !== undefined)
    return [
      `Paused since ${dateAndTime(pausedAt)}: 'steward schedule ${typed(connection.name)} --resume' ends that.`,
    ];
  return nextBatch === undefined ? [] : [`Next batch ${dateAndTime(nextBatch)}.`];
}

function stateOf({ resources, causes, connection }: ConnectionStatus): string {
  const practice = connection.practice ? " (practice: nothing here reaches your state)" : "";
  if (resources.length === 0) return `no records yet${practice}`;
  if (causes > 0) return `in step except ${some(causes, "cause")}${practice}`;
  const open = resources.reduce((sum, each) => sum + toSend(each) + each.counts.unknown, 0);
  return `${open === 0 ? "in step" : `${some(open, "record")} to send`}${practice}`;
}

function lastRunSentence(run: Run | undefined): string {
  if (!run) return "Nothing was pushed yet.";
  return `Last push ${dateAndTime(run.startedAt)}: ${run.result?.reason ?? `${runWords[run.state]}.`}`;
}

const toSend = ({ counts }: ResourceStatus) => counts.new + counts.changed + counts.sending;

/** Columns that are nought throughout are left out. */
function resourcesTable(session: Session, resources: readonly ResourceStatus[]): string {
  const figures: readonly (readonly [string, (each: ResourceStatus) => number])[] = [
    ["Accepted", ({ counts }) => counts.sent],
    ["To send", toSend],
    ["Refused", ({ counts }) => counts.failed],
    ["Blocked", ({ counts }) => counts.blocked],
    ["Waiting", ({ counts }) => counts.waiting],
    ["Unknown", ({ counts }) => counts.unknown],
    ["Deleted", ({ counts }) => counts.deleted],
    ["Not deleted", ({ counts }) => counts["delete-pending"]],
    ["Unreadable", ({ rejected }) => rejected],
    ["Gone", ({ counts }) => counts.gone],
    ["Other schools", ({ counts }) => counts.outside],
  ];
  const shown = figures.filter(
    ([title, of]) => title === "Accepted" || resources.some((each) => of(each) > 0),
  );
  const columns = [{ title: "Resource", flexible: true }, { title: "Records" }];
  return session.table(
    [...columns, ...shown.map(([title]) => ({ title }))],
    resources.map((each) => [each.resource, each.records, ...shown.map(([, of]) => of(each))]),
  );
}
