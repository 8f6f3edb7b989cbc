import type { Command } from "commander";
import type { Input } from "../../shared/contract.ts";
import type { ScheduleView } from "../../shared/domain/schedule.ts";
import { AppError } from "../../shared/errors.ts";
import { wholeNumber } from "./options.ts";
import type { Session } from "./session.ts";
import { dateAndTime, some, typed } from "./words.ts";

interface ScheduleFlags {
  every?: number;
  at?: string;
  onChange?: boolean;
  zone?: string;
  quiet?: Quiet;
  packet?: number;
  packetBytes?: number;
  resync?: string;
  resyncForce?: boolean;
  off?: boolean;
  pause?: boolean;
  resume?: boolean;
}
interface Quiet {
  readonly from: string;
  readonly to: string;
}
type Wanted = Input<"schedule.set">["schedule"];

export function addSchedule(program: Command, session: Session) {
  program
    .command("schedule <name>")
    .description("when batches are sent by themselves; without options, say so")
    .option("--every <minutes>", "every so many minutes, from 5m to 60m", minutes)
    .option("--at <cron>", 'at the times of a cron pattern, as "30 2 * * 1-5"')
    .option("--on-change", "as soon as a change of the folders has settled and has been read")
    .option("--zone <name>", "the time zone of its times, as America/Chicago; this machine's otherwise")
    .option("--quiet <hours>", "start nothing between two times of day, as 07:30-16:00", quietHours)
    .option("--packet <count>", "at most so many records in one run", wholeNumber("--packet", 1))
    .option("--packet-bytes <count>", "at most so many bytes in one run", wholeNumber("--packet-bytes", 1))
    .option(
      "--resync <cron>",
      'besides, everything that is not accepted once more at these times, as "0 2 * * 0"',
    )
    .option("--resync-force", "and also what was accepted and has not changed")
    .option("--off", "send nothing but by hand")
    .option("--pause", "send nothing at all until it is resumed")
    .option("--resume", "send again, and first what the pause has ended")
    .action((name: string, flags: ScheduleFlags) => schedule(session, name, flags));
}

async function schedule(session: Session, connection: string, flags: ScheduleFlags) {
  const wish = wishOf(flags);
  const view = await session.withCore(({ ask }) => {
    if (wish === "pause" || wish === "resume") return ask(`schedule.${wish}`, { connection });
    if (wish === "show") return ask("schedule.show", { connection });
    return ask("schedule.set", { connection, schedule: wish });
  });
  session.answer(view, () => scheduleText(view, connection));
}

/** What is wanted: one thing at a time. Null: no schedule. */
function wishOf({
  every,
  at,
  onChange,
  off,
  pause,
  resume,
  ...more
}: ScheduleFlags): Wanted | "show" | "pause" | "resume" {
  const wishes = Object.entries({ every, at, onChange, off, pause, resume }).filter(
    ([, value]) => value !== undefined,
  );
  const [[wish] = []] = wishes;
  if (wishes.length > 1)
    throw new AppError(
      "invalid-input",
      "Choose one of --every, --at, --on-change, --off, --pause and --resume.",
    );
  const isTimed = wish === "every" || wish === "at" || wish === "onChange";
  if (!isTimed && Object.keys(more).length > 0)
    throw new AppError(
      "invalid-input",
      "--zone, --quiet, --packet and --resync go with --every, --at or --on-change.",
    );
  if (every !== undefined) return timed({ kind: "every", minutes: every }, more);
  if (at !== undefined) return timed({ kind: "at", cron: at }, more);
  if (onChange) return timed({ kind: "changes" }, more);
  if (wish === "pause" || wish === "resume") return wish;
  return wish === "off" ? null : "show";
}

function timed(
  timing: NonNullable<Wanted>["timing"],
  {
    zone,
    quiet,
    packet,
    packetBytes,
    resync,
    resyncForce,
  }: Omit<ScheduleFlags, "every" | "at" | "onChange" | "off">,
): Wanted {
  if (resyncForce && resync === undefined)
    throw new AppError("invalid-input", "--resync-force goes with --resync, which says when.");
  return {
    timing,
    ...(zone !== undefined && { timeZone: zone }),
    ...(quiet && { quiet }),
    ...(packet !== undefined && { packet }),
    ...(packetBytes !== undefined && { packetBytes }),
    ...(resync !== undefined && { resync: { cron: resync, ...(resyncForce && { force: true }) } }),
  };
}

/** "10m", "10" or "1h" as minutes. */
function minutes(text: string): number {
  const [, count, unit] = /^(\d+)\s*(m|min|h)?$/.exec(text.trim()) ?? [];
  const value = Number(count) * (unit === "h" ? 60 : 1);
  if (value >= 5 && value <= 60) return value;
  throw new AppError(
    "invalid-input",
    '--every takes minutes from 5m to 60m. For other times there is --at, as in --at "0 */2 * * *".',
  );
}

function quietHours(text: string): Quiet {
  const [, from, to] = /^(\d\d:\d\d)\s*-\s*(\d\d:\d\d)$/.exec(text.trim()) ?? [];
  if (from !== undefined && to !== undefined) return { from, to };
  throw new AppError("invalid-input", "--quiet takes two times of day, as 07:30-16:00.");
}

/** What a schedule is, and when it sends next, for people. */
function scheduleText(view: ScheduleView, connection: string): string {
  const { schedule: set, lastStart, pausedAt, kept } = view;
  const paused = pausedAt
    ? [
        `Paused since ${dateAndTime(pausedAt)}: nothing is sent. 'steward schedule ${typed(connection)} --resume' ends that.`,
      ]
    : [];
  if (!set) return ["No schedule: batches are sent by hand.", ...paused].join("\n");
  return [
    `${timesOf(set)} (${set.timeZone}).`,
    ...(set.quiet ? [`Nothing is started from ${set.quiet.from} to ${set.quiet.to}.`] : []),
    ...(set.packet === undefined ? [] : [`A run takes ${some(set.packet, "record")} at most.`]),
    ...(set.packetBytes === undefined ? [] : [`A run takes ${some(set.packetBytes, "byte")} at most.`]),
    ...(lastStart ? [`Last batch ${dateAndTime(lastStart)}.`] : []),
    ...paused,
    ...nextOf(view),
    ...resyncLines(view),
    ...(kept ? [] : ["Batches are sent while Steward's window or 'steward serve' is open."]),
  ].join("\n");
}

function timesOf({ timing }: NonNullable<ScheduleView["schedule"]>): string {
  if (timing.kind === "changes") return "A batch whenever the folders have changed";
  return timing.kind === "every"
    ? `A batch every ${some(timing.minutes, "minute")}`
    : `A batch at "${timing.cron}"`;
}

function resyncLines({ schedule, nextResync }: ScheduleView): string[] {
  const { resync } = schedule ?? {};
  if (!resync) return [];
  const what = resync.force ? "Everything is sent again" : "What was not accepted is sent again";
  const next = nextResync === undefined ? "" : `, next ${dateAndTime(nextResync)}`;
  return [`${what} at "${resync.cron}"${next}.`];
}

function nextOf({ next, waits }: ScheduleView): string[] {
  if (next) return [`Next batch ${dateAndTime(next)}${waits === "quiet" ? ", after the quiet hours" : ""}.`];
  if (waits === "running") return ["The next batch begins when what is being sent has ended."];
  if (waits === "first sync")
    return [
      "Nothing is sent by schedule before the first sync is finished: 'steward first-sync' tells how far it is.",
    ];
  return waits === "closed" ? ["The connection is closed: nothing is sent."] : [];
}
